package dev.milena.router.api.messages;

import dev.milena.model.Template;
import dev.milena.router.api.Words;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(
    name = "Template",
    description =
        "A text that the platform has approved before. The first attachment stands above it, and the"
            + " values of the content's buttons come back from its own.")
record TemplateBody(
    @Schema(description = "By which the platform knows it.", examples = "order_shipped")
        @NotNull(message = "is missing")
        @Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters")
        String name,
    @Schema(description = "As the platform writes it.", examples = "en_US")
        @NotNull(message = "is missing")
        @Pattern(
            regexp = "[A-Za-z]{2,8}([_-][A-Za-z0-9]{2,8})*",
            message = "must be a language such as en_US")
        String language,
    @Schema(description = "What stands for its blanks, in their order.")
        @Size(max = TemplateBody.VALUES_MAX, message = "may have 50 entries")
        List<
                @NotNull(message = "is missing")
                @Size(max = TemplateBody.VALUE_MAX, message = "may have 1024 characters") String>
            values) {
  /** More than any template has blanks. */
  static final int VALUES_MAX = 50;

  /** So long may the longest text of a template be as a whole. */
  static final int VALUE_MAX = 1024;

  TemplateBody {
    values = values == null ? List.of() : values;
  }

  Template template() {
    return new Template(name, language, values);
  }

  /** Somebody's words. */
  @Override
  public String toString() {
    return "Template[…]";
  }
}
