package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a command into calls. The same command always gives the same calls. Pure.
 *
 * <p>Telegram has no key by which it would know a message that it was sent twice, so sending is not
 * repeatable; changing, deleting, reacting and answering are.
 */
final class TelegramPlan {
  /** Longest answer that a press can get. */
  private static final int ANSWER_MAX = 200;

  private final TelegramAccount settings;
  private final Account account;
  private final Command command;
  private final TelegramTarget target;

  private TelegramPlan(Account account, Command command) {
    this.settings = TelegramAccount.of(account);
    this.account = account;
    this.command = command;
    this.target = new TelegramTarget(command.to());
  }

  static Plan of(Account account, Command command) {
    return new TelegramPlan(account, command).plan();
  }

  private Plan plan() {
    if (target.guestQuery().isPresent()) {
      return command.action() instanceof Action.Send send
          ? toGuest(target.guestQuery().get(), send.content())
          : new Plan.Refused(Reasons.UNSUPPORTED);
    }
    return switch (command.action()) {
      case Action.Send send -> send(send);
      case Action.Edit edit -> edit(edit);
      case Action.Delete delete -> delete(delete);
      case Action.AddReaction add -> react(add.messageId(), add.emoji());
      case Action.RemoveReaction remove -> unreact(remove);
      case Action.AnswerInteraction answer -> answer(answer);
      case Action.Press press ->
          instead(Degradation.PRESS, send(Degradation.pressAsMessage(press)));
      case Action.StartTyping _ -> typing();
      // A chat here belongs to the person: nobody closes it or hands it on.
      case Action.CloseConversation _, Action.TransferConversation _ ->
          new Plan.Refused(Reasons.UNSUPPORTED);
      // Whoever is to fill something in is asked in words, or on a page that a button opens.
      case Action.OpenForm _ -> new Plan.Refused(Reasons.UNSUPPORTED);
      // Only business accounts can mark messages as read; bots otherwise have no such thing.
      case Action.Read _ -> new Plan.Refused(Reasons.UNSUPPORTED);
      case Action.Unknown _ -> new Plan.Refused(Reasons.UNSUPPORTED);
    };
  }

  private Plan send(Action.Send send) {
    TelegramSendPlan sending =
        new TelegramSendPlan(settings, account.ref(), target, send.content());
    List<TelegramCall> calls = sending.calls(send);
    if (calls.isEmpty()) {
      return new Plan.Refused(Reasons.BAD_REQUEST);
    }
    List<Step> steps = new ArrayList<>();
    calls.forEach(call -> steps.add(step(steps.size() + 1, call, false, inChat())));
    return new Plan.Steps(steps, sending.degraded());
  }

  private Plan edit(Action.Edit edit) {
    List<Long> messages = TelegramTarget.messages(edit.messageId());
    if (messages.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    TelegramEditPlan editing = new TelegramEditPlan(target);
    List<TelegramEditPlan.Change> changes =
        editing.edit(settings, account.ref(), messages, edit.content());
    return new Plan.Steps(changes(changes), editing.degraded());
  }

  private Plan delete(Action.Delete delete) {
    List<Long> messages = TelegramTarget.messages(delete.messageId());
    return messages.isEmpty()
        ? new Plan.Refused(Reasons.MESSAGE_GONE)
        : new Plan.Steps(changes(new TelegramEditPlan(target).delete(messages)), List.of());
  }

  private List<Step> changes(List<TelegramEditPlan.Change> changes) {
    List<Step> steps = new ArrayList<>();
    for (TelegramEditPlan.Change change : changes) {
      Step step = step(steps.size() + 1, change.call(), change.repeatable(), inChat());
      steps.add(
          change
              .otherwise()
              .map(other ->
                  new Step(
                      step.number(),
                      step.request(),
                      true,
                      step.tolls(),
                      Optional.of(other.request(settings))))
              .orElse(step));
    }
    return steps;
  }

  /** A bot has one reaction per message: a new one takes the place of the one before. */
  private Plan react(MessageRef message, String emoji) {
    Optional<Long> number = TelegramTarget.messages(message).stream().findFirst();
    Optional<ObjectNode> reaction = reaction(emoji);
    if (number.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    if (reaction.isEmpty() || target.business().isPresent()) {
      return emoji.startsWith(TelegramReactions.CUSTOM)
          ? new Plan.Refused(Reasons.UNSUPPORTED)
          : asText(message, emoji);
    }
    ObjectNode parameters = target.chat().put("message_id", number.get());
    parameters.putArray("reaction").add(reaction.get());
    return one(TelegramCall.of("setMessageReaction", parameters), true, inChat(), List.of());
  }

  private Plan asText(MessageRef message, String emoji) {
    RichText words = Degradation.reactionAsText(emoji);
    return instead(
        Degradation.REACTION,
        send(new Action.Send(Content.plain(words.text()), Optional.of(message), Optional.empty())));
  }

  /** The same plan, saying what it stands for. */
  private static Plan instead(String degraded, Plan plan) {
    return switch (plan) {
      case Plan.Steps steps -> new Plan.Steps(steps.steps(), List.of(degraded));
      case Plan.Refused refused -> refused;
    };
  }

  private static Optional<ObjectNode> reaction(String emoji) {
    ObjectNode reaction = Json.mapper().createObjectNode();
    if (emoji.startsWith(TelegramReactions.CUSTOM)) {
      String id = emoji.substring(TelegramReactions.CUSTOM.length());
      return id.matches("[0-9]{1,19}")
          ? Optional.of(reaction.put("type", "custom_emoji").put("custom_emoji_id", id))
          : Optional.empty();
    }
    return TelegramReactionNames.find(emoji)
        .map(e -> reaction.put("type", "emoji").put("emoji", e));
  }

  /** What was sent as text cannot be taken back: another command stands for that message. */
  private Plan unreact(Action.RemoveReaction remove) {
    Optional<Long> number = TelegramTarget.messages(remove.messageId()).stream().findFirst();
    if (number.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    if (reaction(remove.emoji()).isEmpty() || target.business().isPresent()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    ObjectNode parameters = target.chat().put("message_id", number.get());
    parameters.putArray("reaction");
    return one(TelegramCall.of("setMessageReaction", parameters), true, inChat(), List.of());
  }

  /**
   * Always answered, if only with nothing: else the button keeps turning. A long answer is shown
   * until it is dismissed.
   */
  private Plan answer(Action.AnswerInteraction answer) {
    ObjectNode parameters =
        Json.mapper().createObjectNode().put("callback_query_id", answer.interaction().id());
    String words = answer.content().map(content -> Markup.read(content).text()).orElse("");
    boolean fits = words.length() <= ANSWER_MAX;
    if (!words.isBlank()) {
      parameters.put("text", fits ? words : cut(words));
    }
    if (!fits) {
      parameters.put("show_alert", true);
    }
    List<String> degraded = fits ? List.of() : List.of("answer: first 200 characters, as an alert");
    return one(TelegramCall.of("answerCallbackQuery", parameters), true, List.of(), degraded);
  }

  private static String cut(String words) {
    int end = ANSWER_MAX - 1;
    return words.substring(0, Character.isHighSurrogate(words.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  private Plan typing() {
    TelegramCall call = TelegramCall.of("sendChatAction", typingIn().put("action", "typing"));
    return one(call, true, TelegramLimits.passing(), List.of());
  }

  private ObjectNode typingIn() {
    ObjectNode parameters = target.topic();
    parameters.remove("direct_messages_topic_id");
    return parameters;
  }

  /** A guest's question takes one answer of words, and none after that. */
  private Plan toGuest(String query, Content content) {
    TelegramSendPlan sending = new TelegramSendPlan(settings, account.ref(), target, content);
    RichText words = sending.words(content);
    if (words.text().isBlank()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    List<String> degraded = new ArrayList<>(sending.degraded());
    if (content.attachments().stream().anyMatch(a -> a.type().isFile())) {
      degraded.add("files: left out");
    }
    if (words.text().length() > TelegramSendPlan.TEXT_MAX) {
      degraded.add("text: first 4096 characters");
    }
    ObjectNode parameters = Json.mapper().createObjectNode().put("guest_query_id", query);
    ObjectNode result =
        parameters.putObject("result").put("type", "article").put("id", "1").put("title", "Answer");
    TelegramCall.writeWords(
        result.putObject("input_message_content"),
        "message_text",
        "entities",
        words.split(TelegramSendPlan.TEXT_MAX).getFirst());
    TelegramKeyboard.of(content.buttons())
        .markup()
        .ifPresent(markup -> result.set("reply_markup", markup));
    return one(
        TelegramCall.of("answerGuestQuery", parameters), true, TelegramLimits.passing(), degraded);
  }

  private Plan one(TelegramCall call, boolean repeatable, List<Toll> tolls, List<String> degraded) {
    return new Plan.Steps(List.of(step(1, call, repeatable, tolls)), degraded);
  }

  private Step step(int number, TelegramCall call, boolean repeatable, List<Toll> tolls) {
    return new Step(
        number,
        call.request(settings),
        repeatable,
        tolls,
        call.isFormatted() ? Optional.of(call.unformatted().request(settings)) : Optional.empty());
  }

  private List<Toll> inChat() {
    return TelegramLimits.inChat(command.to().conversation());
  }
}
