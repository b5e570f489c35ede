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

@Schema(name = "Transfer", description = "A conversation that somebody else is to answer.")
record TransferBody(
    @Schema(
            description = "`platform/account/[workspace/]id`, each part percent-encoded.",
            examples = "desk/robot/1707")
        @NotNull(message = "is missing")
        @Size(min = 1, max = Words.KEY_MAX, message = "must have 1 to 512 characters")
        String conversation,
    @Schema(description = "Who; absent: whoever is free.") Optional<@Valid To> assignee,
    @Schema(
            description = "That of the messages which it comes after; order holds within one.",
            defaultValue = "notification")
        Optional<Priority> priority) {

  @Schema(name = "Assignee", description = "One operator, or a department of them.")
  record To(
      @Schema(description = "What the id names.") @NotNull(message = "is missing")
          Action.AssigneeType type,
      @Schema(description = "The platform's own id.", examples = "sales")
          @NotNull(message = "is missing")
          @Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters")
          String id) {}

  Wish wish() {
    return new Wish(
        new Action.TransferConversation(assignee.map(a -> new Action.Assignee(a.type(), a.id()))),
        priority.orElse(Priority.NOTIFICATION),
        Optional.empty());
  }
}
