package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Markup;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a command into calls. The same command always gives the same calls. Pure.
 *
 * <p>Slack has no key by which it would know a message that it was sent twice, so sending is not
 * repeatable; changing, deleting and reacting are.
 */
final class SlackPlan {
  private final SlackTarget target;
  private final Command command;

  private SlackPlan(SlackTarget target, Command command) {
    this.target = target;
    this.command = command;
  }

  static Plan of(Account account, Command command) {
    return SlackTarget.of(SlackAccount.of(account), command.to())
        .map(target -> new SlackPlan(target, command).plan())
        .orElseGet(() -> new Plan.Refused(Reasons.CONVERSATION_GONE));
  }

  private Plan plan() {
    return switch (command.action()) {
      case Action.Send send -> send(send);
      case Action.Edit edit -> edit(edit);
      case Action.Delete delete -> delete(delete);
      case Action.AddReaction add -> react(add);
      case Action.RemoveReaction remove -> unreact(remove);
      case Action.AnswerInteraction answer -> answer(answer);
      case Action.OpenForm open -> open(open);
      case Action.Press press ->
          instead(Degradation.PRESS, send(Degradation.pressAsMessage(press)));
      case Action.StartTyping _ -> typing();
      // Apps have no such thing: a channel belongs to its people.
      case Action.Read _, Action.CloseConversation _, Action.TransferConversation _ ->
          new Plan.Refused(Reasons.UNSUPPORTED);
      case Action.Unknown _ -> new Plan.Refused(Reasons.UNSUPPORTED);
    };
  }

  private Plan send(Action.Send send) {
    SlackSendPlan sending = new SlackSendPlan(target, command.id(), send.content());
    List<Step> steps = sending.steps(send);
    return steps.isEmpty()
        ? new Plan.Refused(Reasons.BAD_REQUEST)
        : new Plan.Steps(steps, sending.degraded());
  }

  /**
   * A command that became several messages is changed message by message: what the text has grown
   * follows as new messages, what it has shrunk is deleted.
   */
  private Plan edit(Action.Edit edit) {
    List<String> messages = SlackTarget.messages(edit.messageId());
    if (messages.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    SlackSendPlan asSent = new SlackSendPlan(target, command.id(), edit.content());
    List<SlackMessagePart> parts = asSent.parts(edit.content());
    if (parts.isEmpty()) {
      return new Plan.Refused(Reasons.BAD_REQUEST);
    }
    List<String> degraded = new ArrayList<>(asSent.degraded());
    List<Step> steps = new ArrayList<>();
    for (SlackMessagePart part : parts) {
      int number = steps.size() + 1;
      steps.add(
          number <= messages.size()
              ? change(part, messages.get(number - 1), number)
              : asSent.post(part, target.thread(Optional.empty()), number));
    }
    if (parts.size() > messages.size()) {
      degraded.add("edit: rest as a new message");
    }
    messages.stream().skip(parts.size()).forEach(ts -> steps.add(gone(ts, steps.size() + 1)));
    return new Plan.Steps(steps, degraded);
  }

  private Step change(SlackMessagePart part, String ts, int number) {
    return new Step(
        number,
        target.json("chat.update", part.into(about(ts))),
        true,
        target.limits().tier3("chat.update"),
        part.plainInto(about(ts)).map(plain -> target.json("chat.update", plain)));
  }

  private ObjectNode about(String ts) {
    return target.parameters().put("ts", ts);
  }

  private Plan delete(Action.Delete delete) {
    List<Step> steps = new ArrayList<>();
    SlackTarget.messages(delete.messageId()).forEach(ts -> steps.add(gone(ts, steps.size() + 1)));
    return steps.isEmpty()
        ? new Plan.Refused(Reasons.MESSAGE_GONE)
        : new Plan.Steps(steps, List.of());
  }

  private Step gone(String ts, int number) {
    return new Step(
        number,
        target.json("chat.delete", about(ts)),
        true,
        target.limits().tier3("chat.delete"),
        Optional.empty());
  }

  private Plan react(Action.AddReaction add) {
    Optional<String> ts = first(add.messageId());
    if (ts.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    return SlackEmoji.name(add.emoji())
        .map(name ->
            one("reactions.add", reaction(ts.get(), name), target.limits().tier3("reactions.add")))
        .orElseGet(() -> asText(add));
  }

  private Plan asText(Action.AddReaction add) {
    if (add.emoji().startsWith(SlackEmoji.CUSTOM)) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    RichText words = Degradation.reactionAsText(add.emoji());
    return instead(
        Degradation.REACTION,
        send(
            new Action.Send(
                Content.plain(words.text()), Optional.of(add.messageId()), Optional.empty())));
  }

  /** The same plan, saying what it stands for. */
  private static Plan instead(String degraded, Plan plan) {
    return switch (plan) {
      case Plan.Steps steps -> new Plan.Steps(steps.steps(), List.of(degraded));
      case Plan.Refused refused -> refused;
    };
  }

  /** What was sent as text cannot be taken back: another command stands for that message. */
  private Plan unreact(Action.RemoveReaction remove) {
    Optional<String> ts = first(remove.messageId());
    if (ts.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    return SlackEmoji.name(remove.emoji())
        .map(name ->
            one(
                "reactions.remove",
                reaction(ts.get(), name),
                target.limits().tier2("reactions.remove")))
        .orElseGet(() -> new Plan.Refused(Reasons.UNSUPPORTED));
  }

  private ObjectNode reaction(String ts, String name) {
    return target.parameters().put("timestamp", ts).put("name", name);
  }

  private static Optional<String> first(MessageRef ref) {
    return SlackTarget.messages(ref).stream().findFirst();
  }

  /**
   * Slack has been told that the press arrived when it was taken; so without words there is nothing
   * to do. Words are seen by the person alone.
   */
  private Plan answer(Action.AnswerInteraction answer) {
    Optional<SlackAnswerPlace> place = SlackAnswerPlace.parse(answer.interaction().id());
    if (place.isEmpty()) {
      return new Plan.Refused(Reasons.BAD_REQUEST);
    }
    if (answer.content().isEmpty()) {
      return new Plan.Steps(List.of(), List.of());
    }
    Content content = inWords(answer.content().get());
    SlackSendPlan saying = new SlackSendPlan(target, command.id(), content);
    List<SlackMessagePart> parts = saying.parts(content);
    if (parts.isEmpty()) {
      return new Plan.Refused(Reasons.BAD_REQUEST);
    }
    List<String> degraded = new ArrayList<>(saying.degraded());
    if (!answer.content().get().attachments().isEmpty()) {
      degraded.add(Degradation.ATTACHMENT);
    }
    List<Step> steps = new ArrayList<>();
    parts.forEach(part -> steps.add(told(place.get(), part, steps.size() + 1)));
    return new Plan.Steps(steps, degraded);
  }

  /** Files are shown to a whole channel or to nobody. */
  private static Content inWords(Content content) {
    return content.attachments().isEmpty()
        ? content
        : Content.of(
            Degradation.attachmentsAsText(Markup.read(content), content.attachments()),
            List.of(),
            content.buttons());
  }

  private Step told(SlackAnswerPlace place, SlackMessagePart part, int number) {
    return switch (place) {
      case SlackAnswerPlace.Hook hook -> {
        ObjectNode parameters =
            Json.mapper()
                .createObjectNode()
                .put("response_type", "ephemeral")
                .put("replace_original", false);
        target.to().thread().ifPresent(ts -> parameters.put("thread_ts", ts));
        yield new Step(
            number,
            ApiRequest.postJson(hook.url(target.settings()), Map.of(), part.into(parameters)),
            false,
            target.limits().hook(),
            Optional.empty());
      }
      case SlackAnswerPlace.Person person -> {
        ObjectNode parameters = target.parameters().put("user", person.user());
        target.to().thread().ifPresent(ts -> parameters.put("thread_ts", ts));
        yield new Step(
            number,
            target.json("chat.postEphemeral", part.into(parameters)),
            false,
            target.limits().tier4("chat.postEphemeral"),
            Optional.empty());
      }
    };
  }

  /** What opened a form once opens none again, so a lost answer is not tried for. */
  private Plan open(Action.OpenForm open) {
    Optional<String> trigger = SlackAnswerPlace.trigger(open.interaction().id());
    if (trigger.isEmpty()) {
      return new Plan.Refused(Reasons.TOO_LATE);
    }
    return SlackForm.of(open.form(), target.to())
        .<Plan>map(modal -> {
          ObjectNode parameters = Json.mapper().createObjectNode().put("trigger_id", trigger.get());
          parameters.set("view", modal.view());
          Step step =
              new Step(
                  1,
                  target.json("views.open", parameters),
                  false,
                  target.limits().tier4("views.open"),
                  Optional.empty());
          return new Plan.Steps(List.of(step), modal.degraded());
        })
        .orElseGet(() -> new Plan.Refused(Reasons.TOO_LARGE));
  }

  /** Only AI apps can show that they are at it, and only in a thread. */
  private Plan typing() {
    Optional<String> thread = target.thread(Optional.empty());
    if (!target.settings().assistant() || thread.isEmpty()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    ObjectNode parameters =
        Json.mapper()
            .createObjectNode()
            .put("channel_id", target.channel())
            .put("thread_ts", thread.get())
            .put("status", "is typing…");
    return one(
        "assistant.threads.setStatus",
        parameters,
        target.limits().tier4("assistant.threads.setStatus"));
  }

  /** A single call that may be made again. */
  private Plan one(String method, ObjectNode parameters, List<Toll> tolls) {
    Step step = new Step(1, target.json(method, parameters), true, tolls, Optional.empty());
    return new Plan.Steps(List.of(step), List.of());
  }
}
