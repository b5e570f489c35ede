package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Address;
import dev.milena.model.Choice;
import dev.milena.model.FieldDemand;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormField.Kind;
import dev.milena.model.FormNote;
import dev.milena.model.Json;
import dev.milena.platform.FormWords;
import java.util.List;
import java.util.Optional;

/**
 * A form as a modal: each field an input block that is named like it. Slack looks at lengths,
 * numbers, addresses and at what must be filled in; the rest travels in {@code private_metadata},
 * with where the form was asked for, which Slack does not say when it is sent. Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/views/modal-views">Modal views, read
 *     2026-11-21</a>
 */
final class SlackForm {
  private static final int TITLE_MAX = 24;
  private static final int SUBMIT_MAX = 24;
  private static final int ID_MAX = 255;
  private static final int NOTE_MAX = 3000;
  private static final int BLOCKS_MAX = 100;
  private static final int LABEL_MAX = 2000;
  private static final int PLACEHOLDER_MAX = 150;
  private static final int TEXT_MAX = 3000;
  private static final int CHOICES_MAX = 100;
  private static final int CHOICE_MAX = 75;
  private static final int VALUE_MAX = 150;

  /** What the one box of a yes or no carries. */
  private static final String YES = "true";

  private final Form form;
  private final FormWords words = FormWords.inUnits();

  private SlackForm(Form form) {
    this.form = form;
  }

  /**
   * A form as Slack is told of it.
   *
   * @param view as {@code views.open} takes it
   */
  record Modal(ObjectNode view, List<String> degraded) {
    /** The words belong to people. */
    @Override
    public String toString() {
      return "Modal[" + degraded + "]";
    }
  }

  /** Empty where the form has more than Slack shows. */
  static Optional<Modal> of(Form form, Address place) {
    return new SlackForm(form).modal(FormNote.of(form, SlackForm::unchecked).at(place).text());
  }

  /** What Slack's programs do not look at; of numbers and addresses not even the length. */
  private static FieldDemand unchecked(FieldDemand demand) {
    boolean measured = demand.kind() == Kind.TEXT || demand.kind() == Kind.PARAGRAPH;
    return new FieldDemand(
        demand.id(),
        Kind.TEXT,
        false,
        measured ? Optional.empty() : demand.minLength(),
        measured ? Optional.empty() : demand.maxLength(),
        demand.pattern(),
        demand.complaint(),
        List.of());
  }

  private Optional<Modal> modal(String note) {
    boolean fits =
        form.id().length() <= ID_MAX
            && note.length() <= NOTE_MAX
            && !form.fields().isEmpty()
            && form.fields().size() <= BLOCKS_MAX
            && form.fields().stream().allMatch(SlackForm::fits);
    if (!fits) {
      return Optional.empty();
    }
    ObjectNode view =
        Json.mapper()
            .createObjectNode()
            .put("type", "modal")
            .put("callback_id", form.id())
            .put("private_metadata", note)
            .put("notify_on_close", true);
    view.set("title", plain(form.title(), TITLE_MAX));
    view.set("submit", plain(form.submitLabel().orElse("Submit"), SUBMIT_MAX));
    ArrayNode blocks = view.putArray("blocks");
    form.fields().forEach(field -> blocks.add(block(field)));
    return Optional.of(new Modal(view, words.degraded()));
  }

  private static boolean fits(FormField field) {
    return field.id().length() <= ID_MAX
        && field.choices().size() <= CHOICES_MAX
        && field.choices().stream().allMatch(c -> c.pickedValue().length() <= VALUE_MAX)
        && field.minLength().filter(min -> min > TEXT_MAX).isEmpty()
        && field.initial().stream().allMatch(text -> text.length() <= TEXT_MAX);
  }

  private ObjectNode plain(String text, int max) {
    return SlackButtons.plain(text, max, words);
  }

  private ObjectNode block(FormField field) {
    ObjectNode block =
        Json.mapper()
            .createObjectNode()
            .put("type", "input")
            .put("block_id", field.id())
            .put("optional", !field.required());
    block.set("label", plain(field.label(), LABEL_MAX));
    field.hint().ifPresent(hint -> block.set("hint", plain(hint, LABEL_MAX)));
    ObjectNode element =
        switch (field.kind()) {
          case TEXT -> typed(field, "plain_text_input");
          case PARAGRAPH -> typed(field, "plain_text_input").put("multiline", true);
          case NUMBER -> typed(field, "number_input").put("is_decimal_allowed", true);
          case EMAIL -> typed(field, "email_text_input");
          case CHOICE -> picked(field, "static_select");
          case CHOICES -> picked(field, "multi_static_select");
          case YES_NO -> box(field);
        };
    if (field.kind() != Kind.YES_NO) {
      field.placeholder().ifPresent(p -> element.set("placeholder", plain(p, PLACEHOLDER_MAX)));
    }
    block.set("element", element.put("action_id", field.id()));
    return block;
  }

  private static ObjectNode typed(FormField field, String type) {
    ObjectNode input = Json.mapper().createObjectNode().put("type", type);
    if (type.equals("plain_text_input")) {
      field.minLength().ifPresent(min -> input.put("min_length", min));
      field.maxLength().ifPresent(max -> input.put("max_length", Math.clamp(max, 1, TEXT_MAX)));
    }
    field.initial().stream().findFirst().ifPresent(text -> input.put("initial_value", text));
    return input;
  }

  private ObjectNode picked(FormField field, String type) {
    ObjectNode select = Json.mapper().createObjectNode().put("type", type);
    ArrayNode options = select.putArray("options");
    ArrayNode initial = Json.mapper().createArrayNode();
    for (Choice choice : field.choices()) {
      ObjectNode option = Json.mapper().createObjectNode();
      option.set("text", plain(choice.label(), CHOICE_MAX));
      options.add(option.put("value", choice.pickedValue()));
      if (field.initial().contains(choice.pickedValue())) {
        initial.add(option.deepCopy());
      }
    }
    if (!initial.isEmpty() && field.kind() == Kind.CHOICE) {
      select.set("initial_option", initial.get(0));
    } else if (!initial.isEmpty()) {
      select.set("initial_options", initial);
    }
    return select;
  }

  /** A single box: ticked or not. */
  private ObjectNode box(FormField field) {
    ObjectNode boxes = Json.mapper().createObjectNode().put("type", "checkboxes");
    ObjectNode option = boxes.putArray("options").addObject();
    option.set("text", plain(field.label(), CHOICE_MAX));
    option.put("value", YES);
    if (field.initial().contains(YES)) {
      boxes.putArray("initial_options").add(option.deepCopy());
    }
    return boxes;
  }
}
