package dev.milena.router.api.messages;

import dev.milena.model.Action;
import dev.milena.model.MessageRef;
import dev.milena.model.Priority;
import dev.milena.router.api.Words;
import dev.milena.router.api.messages.Request.Wish;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "NewMessage", description = "Something to be said, and to whom.")
record MessageBody(
    @NotNull(message = "is missing") @Valid To to,
    @NotNull(message = "is missing") @Valid ContentBody content,
    @Schema(description = "The message that it answers: the platform's id.", examples = "41")
        Optional<
                @Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters")
                String>
            replyTo,
    @Schema(
            description =
                "`reply` goes before `notification`, and that before `bulk`; order holds within one"
                    + " of them.",
            defaultValue = "notification")
        Optional<Priority> priority,
    @Schema(
            description =
                "When it stops making sense: not begun by then, it is dropped and reported.",
            examples = "2030-01-01T00:00:00Z")
        Optional<@Future(message = "must lie in the future") Instant> deadline) {

  @Schema(name = "Recipient", description = "Either a conversation or a person.")
  record To(
      @Schema(
              description = "`platform/account/[workspace/]id`, each part percent-encoded.",
              examples = "chat/support/789")
          Optional<
                  @Size(min = 1, max = Words.KEY_MAX, message = "must have 1 to 512 characters")
                  String>
              conversation,
      @Schema(description = "One thread of the conversation.")
          Optional<
                  @Size(min = 1, max = Words.ID_MAX, message = "must have 1 to 256 characters")
                  String>
              thread,
      @Schema(
              description =
                  "Id or username of a person: it goes to the chats that they have linked, or else"
                      + " to where they have written from.",
              examples = "anna")
          Optional<
                  @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
                  String>
              person) {}

  Wish wish() {
    Action send =
        new Action.Send(content.content(), replyTo.map(MessageRef::parse), Optional.empty());
    return new Wish(send, priority.orElse(Priority.NOTIFICATION), deadline);
  }

  /** Somebody's words. */
  @Override
  public String toString() {
    return "NewMessage[…]";
  }
}
