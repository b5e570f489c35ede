package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.FormWords;
import dev.milena.platform.Markup;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a command into calls. The same command always gives the same calls. All of them may be
 * repeated: what sends carries a number by which VK knows it again, and the others set something.
 * Pure.
 */
final class VkPlan {
  /** Longest note that a press can get, in characters. */
  private static final int ANSWER_MAX = 90;

  /** Most messages of one deletion. */
  private static final int DELETED_MAX = 100;

  private final VkAccount settings;
  private final Account account;
  private final Command command;
  private final String peer;

  private VkPlan(Account account, Command command) {
    this.settings = VkAccount.of(account);
    this.account = account;
    this.command = command;
    this.peer = command.to().conversation();
  }

  static Plan of(Account account, Command command) {
    return new VkPlan(account, command).plan();
  }

  private Plan plan() {
    if (!peer.matches("-?[1-9][0-9]{0,17}")) {
      return new Plan.Refused(Reasons.CONVERSATION_GONE);
    }
    return switch (command.action()) {
      case Action.Send send -> inNoThread(send(send));
      case Action.Edit edit -> edit(edit);
      case Action.Delete delete -> delete(delete);
      case Action.Read read -> read(read);
      case Action.AddReaction add -> react(add);
      case Action.RemoveReaction remove -> unreact(remove);
      case Action.AnswerInteraction answer -> answer(answer);
      case Action.Press press ->
          instead(Degradation.PRESS, send(Degradation.pressAsMessage(press)));
      case Action.StartTyping _ ->
          one("messages.setActivity", fields("peer_id", peer, "type", "typing"));
      // A chat here belongs to the person: nobody closes it or hands it on.
      case Action.CloseConversation _, Action.TransferConversation _ ->
          new Plan.Refused(Reasons.UNSUPPORTED);
      // Whoever is to fill something in is asked in words, or on a page that a button opens.
      case Action.OpenForm _ -> new Plan.Refused(Reasons.UNSUPPORTED);
      case Action.Unknown _ -> new Plan.Refused(Reasons.UNSUPPORTED);
    };
  }

  private Plan send(Action.Send send) {
    VkSendPlan sending = layout(send.content());
    List<Step> steps = sending.send(send);
    return steps.isEmpty()
        ? new Plan.Refused(Reasons.BAD_REQUEST)
        : new Plan.Steps(steps, sending.degraded());
  }

  private VkSendPlan layout(Content content) {
    return new VkSendPlan(settings, account.ref(), command.id(), peer, content);
  }

  /** There are none: what belongs to one goes to the whole chat. */
  private Plan inNoThread(Plan plan) {
    return command.to().thread().isPresent() ? also(Degradation.THREAD, plan) : plan;
  }

  private static Plan also(String degraded, Plan plan) {
    return switch (plan) {
      case Plan.Steps(var steps, var before) -> {
        List<String> all = new ArrayList<>(before);
        all.add(degraded);
        yield new Plan.Steps(steps, all);
      }
      case Plan.Refused refused -> refused;
    };
  }

  /** The same plan, saying what it stands for. */
  private static Plan instead(String degraded, Plan plan) {
    return switch (plan) {
      case Plan.Steps steps -> new Plan.Steps(steps.steps(), List.of(degraded));
      case Plan.Refused refused -> refused;
    };
  }

  private Plan edit(Action.Edit edit) {
    List<String> messages = VkSendPlan.numbers(edit.messageId());
    if (messages.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    VkSendPlan editing = layout(edit.content());
    List<Step> steps = new ArrayList<>(editing.edit(messages));
    if (steps.isEmpty()) {
      return new Plan.Refused(Reasons.BAD_REQUEST);
    }
    if (editing.size() < messages.size()) {
      deletions(messages.subList(editing.size(), messages.size()))
          .forEach(call -> steps.add(step(steps.size() + 1, call)));
    }
    return new Plan.Steps(steps, editing.degraded());
  }

  private Plan delete(Action.Delete delete) {
    List<Step> steps = new ArrayList<>();
    deletions(VkSendPlan.numbers(delete.messageId()))
        .forEach(call -> steps.add(step(steps.size() + 1, call)));
    return steps.isEmpty()
        ? new Plan.Refused(Reasons.MESSAGE_GONE)
        : new Plan.Steps(steps, List.of());
  }

  private List<ApiRequest> deletions(List<String> messages) {
    List<ApiRequest> calls = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += DELETED_MAX) {
      List<String> some = messages.subList(from, Math.min(messages.size(), from + DELETED_MAX));
      calls.add(
          VkCall.of(
              settings,
              "messages.delete",
              fields("peer_id", peer, "cmids", String.join(",", some), "delete_for_all", "1")));
    }
    return calls;
  }

  private Plan read(Action.Read read) {
    return VkSendPlan.number(read.messageId())
        .map(number -> one("messages.markAsRead", fields("peer_id", peer, "up_to_cmid", number)))
        .orElseGet(() -> new Plan.Refused(Reasons.MESSAGE_GONE));
  }

  /** A community has one reaction per message: a new one takes the place of the one before. */
  private Plan react(Action.AddReaction add) {
    Optional<String> number = VkSendPlan.number(add.messageId());
    if (number.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    return VkReactions.number(add.emoji())
        .map(reaction ->
            one(
                "messages.sendReaction",
                fields("peer_id", peer, "cmid", number.get(), "reaction_id", reaction)))
        .orElseGet(() ->
            add.emoji().startsWith("custom:")
                ? new Plan.Refused(Reasons.UNSUPPORTED)
                : asText(add.messageId(), add.emoji()));
  }

  private Plan asText(MessageRef message, String emoji) {
    Content words = Content.plain(Degradation.reactionAsText(emoji).text());
    return instead(
        Degradation.REACTION, send(new Action.Send(words, Optional.of(message), Optional.empty())));
  }

  /** What was sent as text cannot be taken back: another command stands for that message. */
  private Plan unreact(Action.RemoveReaction remove) {
    Optional<String> number = VkSendPlan.number(remove.messageId());
    if (number.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    return VkReactions.number(remove.emoji()).isEmpty()
        ? new Plan.Refused(Reasons.UNSUPPORTED)
        : one("messages.deleteReaction", fields("peer_id", peer, "cmid", number.get()));
  }

  /**
   * Always answered, if only with nothing: else the button keeps turning. VK takes one answer, and
   * for about a minute.
   */
  private Plan answer(Action.AnswerInteraction answer) {
    String id = answer.interaction().id();
    int slash = id.lastIndexOf('/');
    if (slash < 1 || !id.substring(slash + 1).matches("-?[1-9][0-9]{0,17}")) {
      return new Plan.Refused(Reasons.TOO_LATE);
    }
    Map<String, String> fields =
        fields(
            "event_id",
            id.substring(0, slash),
            "user_id",
            id.substring(slash + 1),
            "peer_id",
            peer);
    String words = answer.content().map(content -> Markup.read(content).text()).orElse("").strip();
    FormWords note = FormWords.inUnits();
    if (!words.isEmpty()) {
      ObjectNode data = Json.mapper().createObjectNode();
      data.put("type", "show_snackbar").put("text", note.fit(words, ANSWER_MAX));
      fields.put("event_data", data.toString());
    }
    Step step = step(1, VkCall.of(settings, "messages.sendMessageEventAnswer", fields));
    return new Plan.Steps(
        List.of(step),
        note.degraded().isEmpty() ? List.of() : List.of("answer: first 90 characters"));
  }

  private Plan one(String method, Map<String, String> fields) {
    return new Plan.Steps(List.of(step(1, VkCall.of(settings, method, fields))), List.of());
  }

  private static Step step(int number, ApiRequest call) {
    return new Step(number, call, true, VkLimits.packed(), Optional.empty());
  }

  private static Map<String, String> fields(String... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], pairs[i + 1]);
    }
    return fields;
  }
}
