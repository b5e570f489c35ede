package dev.milena.router.api.messages;

import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.router.api.Words;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Content", description = "What is said. Text, attachments, a template, or several.")
record ContentBody(
    @Schema(
            description = "Too long for a platform, it is split where a person would split it.",
            examples = "Your order **42** is on its way.")
        Optional<
                @Size(
                    min = 1,
                    max = ContentBody.TEXT_MAX,
                    message = "must have 1 to 65536 characters")
                String>
            text,
    @Schema(
            description = "How the text is written; `markdown` is CommonMark.",
            defaultValue = "plain")
        Optional<Content.Format> format,
    @Size(max = ContentBody.ATTACHMENTS_MAX, message = "may have 10 entries")
        List<@Valid @NotNull(message = "is missing") AttachmentBody> attachments,
    @Schema(description = "Rows of buttons. Where a platform has none they become a numbered list.")
        @Size(max = ContentBody.ROWS_MAX, message = "may have 20 rows")
        List<
                @Size(min = 1, max = ContentBody.ROW_MAX, message = "must have 1 to 8 buttons")
                    List<
                    @Valid @NotNull(message = "is missing") ButtonBody>>
            buttons,
    @Schema(
            description =
                "A text that the platform has approved before, sent instead of the words where the"
                    + " platform has such; the only thing that some take from whoever was last heard"
                    + " long ago.")
        Optional<@Valid TemplateBody> template) {

  /**
   * Sixteen of the longest messages of a platform; in UTF-8 far below Kafka's bound for a record.
   */
  static final int TEXT_MAX = 65_536;

  /** As many as an album has where there are albums. */
  static final int ATTACHMENTS_MAX = 10;

  /** More than any platform shows. */
  static final int ROWS_MAX = 20;

  static final int ROW_MAX = 8;

  ContentBody {
    attachments = attachments == null ? List.of() : attachments;
    buttons = buttons == null ? List.of() : buttons;
  }

  @Schema(
      name = "Button",
      description = "A button under a message: it sends its value back, or opens a page.")
  record ButtonBody(
      @Schema(description = "What a press names as `actionId`.", examples = "confirm")
          Optional<
                  @Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters")
                  String>
              id,
      @Schema(description = "What stands on it.", examples = "Confirm")
          @NotNull(message = "is missing")
          @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
          String label,
      @Schema(description = "What a press carries; absent: the id.", examples = "order-42")
          Optional<@Size(max = Words.ID_MAX, message = "may have 256 characters") String> value,
      @Schema(enumeration = {"primary", "danger", "success"})
          Optional<
                  @Pattern(
                      regexp = "primary|danger|success",
                      message = "must be primary, danger or success")
                  String>
              style,
      @Schema(description = "The page that it opens.", examples = "https://example.org/orders/42")
          Optional<@WebAddress String> url,
      @Schema(
              description =
                  "With choices it is a menu, of which one is picked; a press then carries the"
                      + " choice's value. Where a platform has no menus they become buttons, or a"
                      + " numbered list.")
          @Size(max = ChoiceBody.CHOICES_MAX, message = "may have 100 entries")
          List<@Valid @NotNull(message = "is missing") ChoiceBody> choices) {
    ButtonBody {
      choices = choices == null ? List.of() : choices;
    }

    Button button() {
      return new Button(
          id, label, value, style, url, choices.stream().map(ChoiceBody::choice).toList());
    }

    @Override
    public String toString() {
      return "Button[…]";
    }
  }

  Content content() {
    return new Content(
        text,
        format.orElse(Content.Format.PLAIN),
        List.of(),
        attachments.stream().map(AttachmentBody::attachment).toList(),
        buttons.stream().map(row -> row.stream().map(ButtonBody::button).toList()).toList(),
        Optional.empty(),
        template.map(TemplateBody::template));
  }

  /** Somebody's words. */
  @Override
  public String toString() {
    return "Content[…]";
  }
}
