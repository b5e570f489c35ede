package dev.milena.egress;

import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.MessageRef;
import dev.milena.platform.Capability;
import io.smallrye.mutiny.Uni;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the messages that commands name by what an earlier command of the same lane sent. */
final class References {
  private static final String REPLY_LOST =
      "reply: sent as an ordinary message, since the one it answers is not known";

  private References() {}

  /** What became of a command's reference. */
  sealed interface Resolution {
    /** It names its message as the platform does, or names none. */
    record Known(Command command, List<String> degraded) implements Resolution {}

    /** There is no such message. */
    record Gone() implements Resolution {}
  }

  /**
   * @param can what the platform can do: where it cannot, its plan says what is done instead, and
   *     which message was meant does not matter (it may have none to name)
   */
  static Uni<Resolution> resolve(Command command, Set<Capability> can, History history) {
    Optional<MessageRef.SentBy> named = named(command.action());
    if (named.isEmpty() || Collections.disjoint(can, needed(command.action()))) {
      return Uni.createFrom().item(new Resolution.Known(command, List.of()));
    }
    return history
        .search(named.get().command())
        .map(past -> past.map(Past::messageIds).filter(ids -> !ids.isEmpty()))
        .map(ids -> ids.map(known -> known(command, known)).orElseGet(() -> unknown(command)));
  }

  private static Optional<MessageRef.SentBy> named(Action action) {
    Optional<MessageRef> ref =
        switch (action) {
          case Action.Send send -> send.replyTo();
          case Action.Edit edit -> Optional.of(edit.messageId());
          case Action.Delete delete -> Optional.of(delete.messageId());
          case Action.Read read -> Optional.of(read.messageId());
          case Action.AddReaction add -> Optional.of(add.messageId());
          case Action.RemoveReaction remove -> Optional.of(remove.messageId());
          case Action.Press press -> press.messageId();
          case Action.AnswerInteraction ignored -> Optional.empty();
          case Action.OpenForm ignored -> Optional.empty();
          case Action.StartTyping ignored -> Optional.empty();
          case Action.CloseConversation ignored -> Optional.empty();
          case Action.TransferConversation ignored -> Optional.empty();
          case Action.Unknown ignored -> Optional.empty();
        };
    return ref.flatMap(r ->
        switch (r) {
          case MessageRef.SentBy sentBy -> Optional.of(sentBy);
          case MessageRef.Known ignored -> Optional.empty();
        });
  }

  /** Any of these makes it matter which message is meant. */
  private static Set<Capability> needed(Action action) {
    return switch (action) {
      case Action.Send ignored -> Set.of(Capability.REPLY);
      case Action.Edit ignored -> Set.of(Capability.EDIT);
      case Action.Delete ignored -> Set.of(Capability.DELETE);
      case Action.Read ignored -> Set.of(Capability.READ);
      case Action.AddReaction ignored -> Set.of(Capability.REACT);
      case Action.RemoveReaction ignored -> Set.of(Capability.REACT);
      // Where it cannot be told as a press, it is said as an answer to that message.
      case Action.Press ignored -> Set.of(Capability.PRESS, Capability.REPLY);
      case Action.AnswerInteraction ignored -> Set.of();
      case Action.OpenForm ignored -> Set.of();
      case Action.StartTyping ignored -> Set.of();
      case Action.CloseConversation ignored -> Set.of();
      case Action.TransferConversation ignored -> Set.of();
      case Action.Unknown ignored -> Set.of();
    };
  }

  private static Resolution known(Command command, List<String> ids) {
    MessageRef known = new MessageRef.Known(ids);
    Action action =
        switch (command.action()) {
          case Action.Send(var content, var ignored, var author) ->
              new Action.Send(content, Optional.of(known), author);
          case Action.Edit(var ignored, var content) -> new Action.Edit(known, content);
          case Action.Delete ignored -> new Action.Delete(known);
          case Action.Read ignored -> new Action.Read(known);
          case Action.AddReaction(var ignored, var emoji) -> new Action.AddReaction(known, emoji);
          case Action.RemoveReaction(var ignored, var emoji) ->
              new Action.RemoveReaction(known, emoji);
          case Action.Press(var ignored, var button, var author, var words) ->
              new Action.Press(Optional.of(known), button, author, words);
          case Action.AnswerInteraction other -> other;
          case Action.OpenForm other -> other;
          case Action.StartTyping other -> other;
          case Action.CloseConversation other -> other;
          case Action.TransferConversation other -> other;
          case Action.Unknown other -> other;
        };
    return new Resolution.Known(command.with(action), List.of());
  }

  /**
   * An answer and a press are still worth telling without what they are about; a change of nothing
   * is not.
   */
  private static Resolution unknown(Command command) {
    return switch (command.action()) {
      case Action.Send(var content, var ignored, var author) ->
          without(command, new Action.Send(content, Optional.empty(), author));
      case Action.Press(var ignored, var button, var author, var words) ->
          without(command, new Action.Press(Optional.empty(), button, author, words));
      case Action.Edit ignored -> new Resolution.Gone();
      case Action.Delete ignored -> new Resolution.Gone();
      case Action.Read ignored -> new Resolution.Gone();
      case Action.AddReaction ignored -> new Resolution.Gone();
      case Action.RemoveReaction ignored -> new Resolution.Gone();
      case Action.AnswerInteraction other -> new Resolution.Known(command, List.of());
      case Action.OpenForm other -> new Resolution.Known(command, List.of());
      case Action.StartTyping other -> new Resolution.Known(command, List.of());
      case Action.CloseConversation other -> new Resolution.Known(command, List.of());
      case Action.TransferConversation other -> new Resolution.Known(command, List.of());
      case Action.Unknown other -> new Resolution.Known(command, List.of());
    };
  }

  private static Resolution without(Command command, Action action) {
    return new Resolution.Known(command.with(action), List.of(REPLY_LOST));
  }
}
