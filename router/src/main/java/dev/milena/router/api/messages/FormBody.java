package dev.milena.router.api.messages;

import dev.milena.model.FieldDemand;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.router.api.ProblemException;
import dev.milena.router.api.Words;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
    name = "Form",
    description =
        "Something that one person fills in. A platform that shows less than this asks for refuses"
            + " it as `too_large`.")
record FormBody(
    @Schema(description = "What the answers name as `actionId`.", examples = "order")
        @NotNull(message = "is missing")
        @Pattern(regexp = FormBody.ID, message = FormBody.ID_SAYS)
        String id,
    @Schema(description = "What stands above it.", examples = "Your order")
        @NotNull(message = "is missing")
        @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
        String title,
    @Schema(description = "What stands on the button that sends it.", examples = "Order")
        Optional<
                @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
                String>
            submitLabel,
    @Schema(description = "What is asked for, each with an id of its own.")
        @NotNull(message = "is missing")
        @Size(min = 1, max = Form.FIELDS_MAX, message = "must have 1 to 50 fields")
        List<@Valid @NotNull(message = "is missing") FieldBody> fields,
    @Schema(description = "Comes back with the answers as `context.state`.", examples = "order-42")
        Optional<@Size(max = FormBody.STATE_MAX, message = "may have 1000 characters") String>
            state) {

  /** What every platform takes as a name of a form or of a field. */
  static final String ID = "[A-Za-z0-9_-]{1,64}";

  static final String ID_SAYS = "must be 1 to 64 letters, digits, dashes or underscores";

  /** It travels through the platform: a third of the smallest place that has room at all. */
  static final int STATE_MAX = 1000;

  /** A long sentence. */
  private static final int SENTENCE_MAX = 500;

  /** Room for any form of number that is asked for, not for a program. */
  private static final int PATTERN_MAX = 200;

  @Schema(name = "Field", description = "What a form asks for in one place.")
  record FieldBody(
      @Schema(description = "By which the answer is named.", examples = "size")
          @NotNull(message = "is missing")
          @Pattern(regexp = ID, message = ID_SAYS)
          String id,
      @Schema(description = "What stands beside it.", examples = "Size")
          @NotNull(message = "is missing")
          @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
          String label,
      @Schema(description = "What is asked for.", defaultValue = "text")
          Optional<FormField.Kind> kind,
      @Schema(description = "Whether it must be filled in.", defaultValue = "false")
          Optional<Boolean> required,
      @Schema(description = "A sentence of help.")
          Optional<
                  @Size(min = 1, max = SENTENCE_MAX, message = "must have 1 to 500 characters")
                  String>
              hint,
      @Schema(description = "What stands in it as long as it is empty.")
          Optional<
                  @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
                  String>
              placeholder,
      @Schema(
              description =
                  "What it holds at first: the words, the picked values, `true` for a yes.")
          @Size(max = ChoiceBody.CHOICES_MAX, message = "may have 100 entries")
          List<
                  @NotNull(message = "is missing")
                  @Size(
                      min = 1,
                      max = FieldDemand.TEXT_MAX,
                      message = "must have 1 to 4000 characters")
                  String>
              initial,
      @Schema(description = "Fewest characters.")
          Optional<
                  @Min(value = 1, message = "must be at least 1")
                  @Max(value = FieldDemand.TEXT_MAX, message = "must be at most 4000") Integer>
              minLength,
      @Schema(description = "Most characters.")
          Optional<
                  @Min(value = 1, message = "must be at least 1")
                  @Max(value = FieldDemand.TEXT_MAX, message = "must be at most 4000") Integer>
              maxLength,
      @Schema(
              description = "A regular expression (RE2) that the whole text must match.",
              examples = "[A-Z]{2}-[0-9]{3}")
          Optional<
                  @Size(min = 1, max = PATTERN_MAX, message = "must have 1 to 200 characters")
                  String>
              pattern,
      @Schema(description = "What a person is told whose answer does not do.")
          Optional<
                  @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
                  String>
              complaint,
      @Schema(description = "What can be picked.")
          @Size(max = ChoiceBody.CHOICES_MAX, message = "may have 100 entries")
          List<@Valid @NotNull(message = "is missing") ChoiceBody> choices) {
    FieldBody {
      initial = initial == null ? List.of() : initial;
      choices = choices == null ? List.of() : choices;
    }

    private FormField field() {
      return new FormField(
          id,
          label,
          kind.orElse(FormField.Kind.TEXT),
          required.orElse(false),
          hint,
          placeholder,
          initial,
          minLength,
          maxLength,
          pattern,
          complaint,
          choices.stream().map(ChoiceBody::choice).toList());
    }

    /** Somebody's words. */
    @Override
    public String toString() {
      return "Field[…]";
    }
  }

  /**
   * The form.
   *
   * @throws ProblemException when its fields do not go together
   */
  Form form() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      check("form.fields[" + i + "]", fields.get(i), ids);
    }
    return new Form(id, title, submitLabel, fields.stream().map(FieldBody::field).toList(), state);
  }

  private static void check(String place, FieldBody field, Set<String> ids) {
    if (!ids.add(field.id())) {
      throw ProblemException.invalid(place + ".id", "is the id of another field too");
    }
    if (field.pattern().filter(p -> !FieldDemand.isPattern(p)).isPresent()) {
      throw ProblemException.invalid(
          place + ".pattern", "is no regular expression that RE2 reads, or one that is too large");
    }
    if (field.minLength().orElse(0) > field.maxLength().orElse(FieldDemand.TEXT_MAX)) {
      throw ProblemException.invalid(place + ".minLength", "must not be above maxLength");
    }
    boolean picked =
        field
            .kind()
            .filter(k -> k == FormField.Kind.CHOICE || k == FormField.Kind.CHOICES)
            .isPresent();
    if (picked == field.choices().isEmpty()) {
      throw ProblemException.invalid(
          place + ".choices", picked ? "is missing" : "belongs to kinds choice and choices");
    }
  }

  /** Somebody's words. */
  @Override
  public String toString() {
    return "Form[…]";
  }
}
