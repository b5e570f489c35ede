package dev.milena.router.api.messages;

import dev.milena.model.Action;
import dev.milena.model.Priority;
import dev.milena.router.api.Words;
import dev.milena.router.api.messages.Request.Wish;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Closing", description = "A conversation that is done.")
record ClosingBody(
    @Schema(
            description = "`platform/account/[workspace/]id`, each part percent-encoded.",
            examples = "chat/support/789")
        @NotNull(message = "is missing")
        @Size(min = 1, max = Words.KEY_MAX, message = "must have 1 to 512 characters")
        String conversation,
    @Schema(
            description = "That of the messages which it comes after; order holds within one.",
            defaultValue = "notification")
        Optional<Priority> priority) {
  Wish wish() {
    return new Wish(
        new Action.CloseConversation(), priority.orElse(Priority.NOTIFICATION), Optional.empty());
  }
}
