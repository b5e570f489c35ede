package dev.milena.router.pipeline;

import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.MessageRef;
import dev.milena.router.identity.Windows.Window;
import dev.milena.router.store.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps back what a platform would not take, because the person was last heard too long ago: the
 * command becomes its delivery, rejected, and never starts. Templates go always. Pure.
 */
final class Closing {
  /** One of the reasons of deliveries, see {@code docs/asyncapi.yaml}. */
  private static final String WINDOW_CLOSED = "window_closed";

  private final Map<UUID, Window> windows;
  private final Instant now;

  /**
   * @param windows of the conversations that close, by their ids
   */
  Closing(Map<UUID, Window> windows, Instant now) {
    this.windows = windows;
    this.now = now;
  }

  void look(Case c) {
    // Some leave the list meanwhile.
    List.copyOf(c.commands())
        .forEach(command ->
            Optional.ofNullable(windows.get(Ids.conversation(command.to().ref())))
                .ifPresent(window -> look(c, command, window)));
  }

  private void look(Case c, Command command, Window window) {
    if (now.isAfter(window.openUntil()) && isFreeSpeech(command.action())) {
      c.rejects(command, rejected(command));
    } else if (command.action() instanceof Action.StartTyping(var said) && said.isEmpty()) {
      window
          .heard()
          .map(MessageRef::known)
          .ifPresent(heard ->
              c.instead(command, command.with(new Action.StartTyping(Optional.of(heard)))));
    }
  }

  private static boolean isFreeSpeech(Action action) {
    return switch (action) {
      case Action.Send send -> send.content().template().isEmpty();
      case Action.Edit ignored -> true;
      case Action.AddReaction ignored -> true;
      case Action.RemoveReaction ignored -> true;
      case Action.Press ignored -> true;
      case Action.OpenForm ignored -> true;
      case Action.AnswerInteraction answer -> answer.content().isPresent();
      case Action.Delete ignored -> false;
      case Action.Read ignored -> false;
      case Action.StartTyping ignored -> false;
      case Action.CloseConversation ignored -> false;
      case Action.TransferConversation ignored -> false;
      case Action.Unknown ignored -> false;
    };
  }

  private Delivery rejected(Command command) {
    return new Delivery(
        command.id(),
        0,
        0,
        command.to(),
        Delivery.Result.REJECTED,
        Optional.of(WINDOW_CLOSED),
        Optional.empty(),
        List.of(),
        1,
        now,
        List.of(),
        Optional.empty(),
        command.cause(),
        Optional.empty());
  }
}
