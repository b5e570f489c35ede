package dev.milena.router.api.messages;

import dev.milena.model.Choice;
import dev.milena.router.api.Words;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Choice", description = "One of several that somebody picks from.")
record ChoiceBody(
    @Schema(description = "What stands there.", examples = "Large")
        @NotNull(message = "is missing")
        @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
        String label,
    @Schema(description = "What comes back; absent: the label.", examples = "l")
        Optional<
                @Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters")
                String>
            value) {
  /** As many as the platform with the longest menus takes. */
  static final int CHOICES_MAX = 100;

  Choice choice() {
    return new Choice(label, value);
  }

  /** Somebody's words. */
  @Override
  public String toString() {
    return "Choice[…]";
  }
}
