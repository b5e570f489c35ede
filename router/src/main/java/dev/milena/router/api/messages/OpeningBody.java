package dev.milena.router.api.messages;

import dev.milena.model.Action;
import dev.milena.model.Priority;
import dev.milena.router.api.Words;
import dev.milena.router.api.messages.Request.Wish;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Opening", description = "A form, and the press or command that asked for it.")
record OpeningBody(
    @Schema(
            description = "`platform/account/[workspace/]id`, each part percent-encoded.",
            examples = "chat/support/789")
        @NotNull(message = "is missing")
        @Size(min = 1, max = Words.KEY_MAX, message = "must have 1 to 512 characters")
        String conversation,
    @Schema(description = "`interaction.id` of the event.")
        @NotNull(message = "is missing")
        @Size(min = 1, max = AnswerBody.INTERACTION_MAX, message = "must have 1 to 4096 characters")
        String interaction,
    @NotNull(message = "is missing") @Valid FormBody form) {
  /** Somebody waits, and the platform not for long. */
  Wish wish() {
    return new Wish(
        new Action.OpenForm(new Action.InteractionRef(interaction), form.form()),
        Priority.REPLY,
        Optional.empty());
  }

  /** Whoever has the id of an interaction can answer it. */
  @Override
  public String toString() {
    return "Opening[…]";
  }
}
