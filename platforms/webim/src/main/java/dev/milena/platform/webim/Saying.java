package dev.milena.platform.webim;

import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command comes to at a desk that knows only new messages. Both doors read commands this
 * way.
 */
sealed interface Saying {
  /**
   * A new message says it.
   *
   * @param degraded what that cannot keep
   */
  record Message(Action.Send send, List<String> degraded) implements Saying {}

  /**
   * A button of the desk was pressed.
   *
   * @param otherwise the same as words
   */
  record Pressed(Action.Press press, Message otherwise) implements Saying {}

  /** The visitor is typing. */
  record Typing() implements Saying {}

  /** The chat is done. */
  record Closing() implements Saying {}

  /** Somebody else is to answer; absent: whoever is free. */
  record Transfer(Optional<Action.Assignee> assignee) implements Saying {}

  /** Nothing says it. */
  record Nothing(Plan.Refused refused) implements Saying {}

  static Saying of(Command command) {
    return switch (command.action()) {
      case Action.Send send -> message(command, send, List.of());
      case Action.Edit edit ->
          message(
              command, corrected(edit.content()), List.of("edit: a new message with the new text"));
      case Action.AddReaction reaction ->
          message(command, reaction(reaction.emoji()), List.of("reaction: text"));
      case Action.Press press ->
          new Pressed(
              press,
              message(command, Degradation.pressAsMessage(press), List.of(Degradation.PRESS)));
      case Action.StartTyping _ -> new Typing();
      case Action.CloseConversation _ -> new Closing();
      case Action.TransferConversation(var assignee) -> new Transfer(assignee);
      case Action.Delete _,
          Action.Read _,
          Action.RemoveReaction _,
          Action.AnswerInteraction _,
          Action.OpenForm _,
          Action.Unknown _ ->
          new Nothing(new Plan.Refused(Reasons.UNSUPPORTED));
    };
  }

  private static Message message(Command command, Action.Send send, List<String> degraded) {
    List<String> all = new ArrayList<>(degraded);
    command.to().thread().ifPresent(_ -> all.add("thread: the conversation itself"));
    return new Message(send, List.copyOf(all));
  }

  private static Action.Send corrected(Content content) {
    RichText rich = RichText.plain("✎ ").plus(Markup.read(content));
    return Action.Send.of(Content.of(rich, content.attachments(), content.buttons()));
  }

  private static Action.Send reaction(String emoji) {
    return Action.Send.of(Content.of(Degradation.reactionAsText(emoji), List.of(), List.of()));
  }
}
