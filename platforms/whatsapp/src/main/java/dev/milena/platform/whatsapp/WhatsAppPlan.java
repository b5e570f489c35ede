package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.MessageRef;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a command into calls. The same command always gives the same calls. Pure.
 *
 * <p>WhatsApp has no key by which it would know a message that it was sent twice, so sending is not
 * repeatable; but each message says which call it is, and its statuses bring that back. Uploading,
 * reacting and marking as read may be repeated.
 */
final class WhatsAppPlan {
  private static final String MESSAGE_ID = "message_id";

  private final WhatsAppAccount settings;
  private final Account account;
  private final Command command;
  private final WhatsAppCall call;
  private final List<String> degraded = new ArrayList<>();

  private WhatsAppPlan(Account account, Command command) {
    this.settings = WhatsAppAccount.of(account);
    this.account = account;
    this.command = command;
    this.call = new WhatsAppCall(settings);
  }

  static Plan of(Account account, Command command) {
    return new WhatsAppPlan(account, command).plan();
  }

  private Plan plan() {
    if (command.to().thread().isPresent()) {
      degraded.add(Degradation.THREAD);
    }
    return switch (command.action()) {
      case Action.Send send -> send(send.content(), id(send.replyTo()));
      case Action.Edit edit -> edit(edit);
      case Action.Read read -> read(id(Optional.of(read.messageId())), false);
      case Action.StartTyping typing -> typing(typing);
      case Action.AddReaction add -> react(add.messageId(), add.emoji());
      case Action.RemoveReaction remove -> unreact(remove.messageId());
      case Action.AnswerInteraction answer -> answer(answer);
      case Action.Press press -> {
        degraded.add(Degradation.PRESS);
        Action.Send said = Degradation.pressAsMessage(press);
        yield send(said.content(), id(said.replyTo()));
      }
      // What was sent stays: the Cloud API has no call that takes it back. A form would have to be
      // built and published at Meta first. A chat belongs to the person: nobody closes it.
      case Action.Delete _,
          Action.OpenForm _,
          Action.CloseConversation _,
          Action.TransferConversation _,
          Action.Unknown _ ->
          refused(Reasons.UNSUPPORTED);
    };
  }

  private static Plan refused(String reason) {
    return new Plan.Refused(reason);
  }

  /** The platform's id of a message that a command names; what is not known is not named. */
  private static Optional<String> id(Optional<MessageRef> ref) {
    return ref.flatMap(r ->
        switch (r) {
          case MessageRef.Known known -> Optional.of(known.id());
          case MessageRef.SentBy _ -> Optional.empty();
        });
  }

  private Plan send(Content content, Optional<String> replyTo) {
    List<WhatsAppDraft> drafts = drafts(content);
    if (drafts.isEmpty()) {
      return refused(Reasons.BAD_REQUEST);
    }
    replyTo.ifPresent(id -> drafts.getFirst().message().putObject("context").put(MESSAGE_ID, id));
    return new Plan.Steps(steps(drafts), degraded);
  }

  private List<WhatsAppDraft> drafts(Content content) {
    if (content.template().isPresent()) {
      return List.of(WhatsAppTemplate.of(account.ref(), content, content.template().get()));
    }
    WhatsAppSendPlan sending = new WhatsAppSendPlan(account.ref(), content);
    List<WhatsAppDraft> drafts = sending.drafts();
    degraded.addAll(sending.degraded());
    return drafts;
  }

  /** Each message says which of how many calls it is. */
  private List<Step> steps(List<WhatsAppDraft> drafts) {
    int calls = drafts.size() + (int) drafts.stream().filter(d -> d.upload().isPresent()).count();
    List<Step> steps = new ArrayList<>();
    for (WhatsAppDraft draft : drafts) {
      draft.upload().ifPresent(file -> steps.add(step(steps, call.upload(file), true, List.of())));
      ObjectNode body = addressed();
      body.setAll(draft.message());
      String marker = WhatsAppMarker.of(command.id(), steps.size() + 1, calls);
      if (marker.length() <= WhatsAppMarker.MAX) {
        body.put("biz_opaque_callback_data", marker);
      }
      Set<String> filled = draft.handleAt().isEmpty() ? Set.of() : Set.of(draft.handleAt());
      steps.add(step(steps, call.messages(body, filled), false, toPerson()));
    }
    return steps;
  }

  private static Step step(
      List<Step> before, ApiRequest request, boolean repeatable, List<Toll> tolls) {
    return new Step(before.size() + 1, request, repeatable, tolls, Optional.empty());
  }

  private List<Toll> toPerson() {
    return WhatsAppLimits.toPerson(settings, command.to().conversation());
  }

  /** Numbers, ids of people who hide theirs, and groups are told apart by their form. */
  private ObjectNode addressed() {
    String to = command.to().conversation();
    ObjectNode body = WhatsAppCall.body();
    if (to.matches("\\+?[0-9]+")) {
      return body.put("recipient_type", "individual").put("to", to);
    }
    return to.matches("[A-Z]{2}\\.[A-Za-z0-9.]+")
        ? body.put("recipient_type", "individual").put("recipient", to)
        : body.put("recipient_type", "group").put("to", to);
  }

  /** Nobody can change what was sent: the new words answer the old ones. */
  private Plan edit(Action.Edit edit) {
    degraded.add("edit: new message that answers the old one");
    return send(edit.content(), id(Optional.of(edit.messageId())));
  }

  private Plan read(Optional<String> message, boolean typing) {
    if (message.isEmpty()) {
      return refused(Reasons.MESSAGE_GONE);
    }
    ObjectNode body = WhatsAppCall.body().put("status", "read").put(MESSAGE_ID, message.get());
    if (typing) {
      body.putObject("typing_indicator").put("type", "text");
    }
    return one(body, WhatsAppLimits.toPlatform(settings));
  }

  /** Whoever writes has read: one goes with the other, and both need a message. */
  private Plan typing(Action.StartTyping typing) {
    Optional<String> answered = id(typing.messageId());
    return answered.isEmpty() ? refused(Reasons.UNSUPPORTED) : read(answered, true);
  }

  private Plan one(ObjectNode body, List<Toll> tolls) {
    return new Plan.Steps(
        List.of(step(List.of(), call.messages(body, Set.of()), true, tolls)), degraded);
  }

  private Plan react(MessageRef message, String emoji) {
    return emoji.startsWith("custom:")
        ? refused(Reasons.UNSUPPORTED)
        : reaction(id(Optional.of(message)), emoji);
  }

  /** There is one reaction to a message at most, so it does not matter which is taken away. */
  private Plan unreact(MessageRef message) {
    return reaction(id(Optional.of(message)), "");
  }

  private Plan reaction(Optional<String> message, String emoji) {
    if (message.isEmpty()) {
      return refused(Reasons.MESSAGE_GONE);
    }
    ObjectNode body = addressed().put("type", "reaction");
    body.putObject("reaction").put(MESSAGE_ID, message.get()).put("emoji", emoji);
    return one(body, toPerson());
  }

  /** A press is a message of the person's, and its answer is one of ours. */
  private Plan answer(Action.AnswerInteraction answer) {
    return answer
        .content()
        .map(content -> send(content, Optional.of(answer.interaction().id())))
        .orElseGet(() -> new Plan.Steps(List.of(), degraded));
  }
}
