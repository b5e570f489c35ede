package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Form;
import dev.milena.model.MessageRef;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a command into calls. The same command always gives the same calls. Pure.
 *
 * <p>A message carries a name of ours, by which Discord knows one that it is sent twice within
 * minutes; so sending may be repeated. Answers to interactions have no such name.
 */
final class DiscordPlan {
  /** Only for the person who pressed. */
  private static final int EPHEMERAL = DiscordWebhook.EPHEMERAL;

  static final String SNOWFLAKE = "[0-9]{1,20}";

  private final DiscordAccount settings;
  private final Command command;

  /** Stands before the id of a user whose direct channel is not known: it is opened first. */
  private static final String USER = "@";

  /** What opening a direct channel brings. */
  static final String OPENED = "channel";

  private final Optional<String> user;

  /** A thread is a channel of its own. */
  private final String channel;

  private DiscordPlan(Account account, Command command) {
    this.settings = DiscordAccount.of(account);
    this.command = command;
    String place = command.to().thread().orElseGet(command.to()::conversation);
    this.user =
        Optional.of(place)
            .filter(p -> p.matches(USER + SNOWFLAKE))
            .map(p -> p.substring(USER.length()));
    this.channel =
        "/channels/" + user.map(_ -> "{" + OPENED + "}").orElseGet(() -> ApiRequest.inUrl(place));
  }

  static Plan of(Account account, Command command) {
    return new DiscordPlan(account, command).plan();
  }

  private Plan plan() {
    return switch (command.action()) {
      case Action.Send send -> send(send);
      case Action.Edit edit -> edit(edit);
      case Action.Delete delete -> delete(delete);
      case Action.AddReaction add -> react("PUT", add.messageId(), add.emoji());
      case Action.RemoveReaction remove -> react("DELETE", remove.messageId(), remove.emoji());
      case Action.AnswerInteraction answer ->
          DiscordInteraction.parse(answer.interaction().id())
              .map(interaction -> answer(interaction, answer.content()))
              .orElseGet(() -> new Plan.Refused(Reasons.TOO_LATE));
      case Action.OpenForm open ->
          DiscordInteraction.parse(open.interaction().id())
              .map(interaction -> open(interaction, open.form()))
              .orElseGet(() -> new Plan.Refused(Reasons.TOO_LATE));
      case Action.Press press -> instead(send(Degradation.pressAsMessage(press)));
      case Action.StartTyping _ ->
          planned(List.of(DiscordCall.setting("POST", channel + "/typing")), List.of());
      // Nobody closes a channel or hands it on, and bots read without saying so.
      case Action.CloseConversation _, Action.TransferConversation _, Action.Read _ ->
          new Plan.Refused(Reasons.UNSUPPORTED);
      case Action.Unknown _ -> new Plan.Refused(Reasons.UNSUPPORTED);
    };
  }

  private Plan send(Action.Send send) {
    DiscordMessagePlan message = new DiscordMessagePlan(send.content());
    List<DiscordCall> calls = new ArrayList<>();
    for (DiscordMessagePlan.Part part : message.parts()) {
      boolean first = calls.isEmpty();
      if (first) {
        send.replyTo().flatMap(DiscordPlan::first).ifPresent(id -> answering(part.body(), id));
      }
      calls.add(created(calls.size() + 1, part));
    }
    return calls.isEmpty()
        ? new Plan.Refused(Reasons.BAD_REQUEST)
        : planned(calls, message.degraded());
  }

  /** If what it answers is gone, it is sent all the same. */
  private static void answering(ObjectNode body, String message) {
    body.putObject("message_reference").put("message_id", message).put("fail_if_not_exists", false);
  }

  private DiscordCall created(int number, DiscordMessagePlan.Part part) {
    ObjectNode body = part.body();
    body.put("nonce", DiscordNonce.of(command.id(), number)).put("enforce_nonce", true);
    return DiscordFiles.with(
        DiscordCall.setting("POST", channel + "/messages", body), part.files());
  }

  /**
   * A command that became several messages is changed message by message: what the text has grown
   * follows as new messages, what it has shrunk is deleted. Files stay.
   */
  private Plan edit(Action.Edit edit) {
    List<String> messages = ids(edit.messageId());
    if (messages.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    DiscordMessagePlan message = new DiscordMessagePlan(edit.content());
    List<String> degraded = new ArrayList<>(message.degraded());
    List<ObjectNode> bodies = message.changes();
    List<DiscordCall> calls = new ArrayList<>();
    for (ObjectNode body : bodies) {
      int n = calls.size();
      calls.add(
          n < messages.size()
              ? DiscordCall.setting("PATCH", path(messages.get(n)), body)
              : created(n + 1, new DiscordMessagePlan.Part(body, List.of())));
    }
    if (bodies.size() > messages.size()) {
      degraded.add("edit: rest as a new message");
    }
    messages.stream().skip(bodies.size()).map(this::deletion).forEach(calls::add);
    return planned(calls, degraded);
  }

  private Plan delete(Action.Delete delete) {
    List<DiscordCall> calls = ids(delete.messageId()).stream().map(this::deletion).toList();
    return calls.isEmpty() ? new Plan.Refused(Reasons.MESSAGE_GONE) : planned(calls, List.of());
  }

  private DiscordCall deletion(String message) {
    return DiscordCall.setting("DELETE", path(message));
  }

  private String path(String message) {
    return channel + "/messages/" + ApiRequest.inUrl(message);
  }

  private Plan react(String method, MessageRef message, String emoji) {
    Optional<String> id = first(message);
    Optional<String> name = DiscordPlan.emoji(emoji);
    if (id.isEmpty()) {
      return new Plan.Refused(Reasons.MESSAGE_GONE);
    }
    return name.<Plan>map(n ->
            planned(
                List.of(DiscordCall.setting(method, path(id.get()) + "/reactions/" + n + "/@me")),
                List.of()))
        .orElseGet(() -> new Plan.Refused(Reasons.UNSUPPORTED));
  }

  /** Unicode, or a guild's own picture as {@code name:id}; empty for another platform's. */
  private static Optional<String> emoji(String emoji) {
    String name = emoji.replaceFirst("^" + DiscordReactions.CUSTOM, "");
    if (name.matches("[A-Za-z0-9_]{1,64}:" + SNOWFLAKE)) {
      return Optional.of(name.replace(":", "%3A"));
    }
    return name.equals(emoji) ? Optional.of(ApiRequest.inUrl(emoji)) : Optional.empty();
  }

  /**
   * First the answer is put off, unless {@link DiscordDeferrals} has done so before; that it was
   * done before is no failure. Then follow the words; without any, the sign that somebody is
   * thinking is taken away.
   */
  private Plan answer(DiscordInteraction interaction, Optional<Content> content) {
    String callback = DiscordCall.callback(interaction.id(), interaction.token());
    String webhook = "/webhooks/" + settings.application() + "/" + token(interaction);
    boolean thinking = interaction.deferral() == DiscordInteraction.THINKING;
    List<DiscordCall> calls = new ArrayList<>();
    calls.add(
        DiscordCall.setting("POST", callback, DiscordWebhook.deferred(interaction.deferral())));
    Optional<DiscordMessagePlan> message = content.map(DiscordMessagePlan::new);
    List<DiscordMessagePlan.Part> parts =
        message.map(DiscordMessagePlan::parts).orElseGet(List::of);
    for (DiscordMessagePlan.Part part : parts) {
      boolean original = thinking && calls.size() == 1;
      DiscordCall call =
          original
              ? DiscordCall.setting("PATCH", webhook + "/messages/@original", part.body())
              : DiscordCall.making(webhook, part.body().put("flags", EPHEMERAL));
      calls.add(DiscordFiles.with(call, part.files()));
    }
    if (parts.isEmpty() && thinking) {
      calls.add(DiscordCall.setting("DELETE", webhook + "/messages/@original"));
    }
    return planned(calls, message.map(DiscordMessagePlan::degraded).orElseGet(List::of));
  }

  /** It can only be the first thing that an interaction is answered with. */
  private Plan open(DiscordInteraction interaction, Form form) {
    return DiscordForm.of(form)
        .<Plan>map(modal -> {
          ObjectNode body = DiscordCall.object().put("type", DiscordForm.CALLBACK);
          body.set("data", modal.data());
          String path = DiscordCall.callback(interaction.id(), interaction.token());
          return planned(List.of(DiscordCall.making(path, body)), modal.degraded());
        })
        .orElseGet(() -> new Plan.Refused(Reasons.TOO_LARGE));
  }

  /** Whether a call shows a form. */
  static boolean opensForm(ApiRequest request) {
    return request.body() instanceof ApiRequest.JsonBody json
        && json.json().path("type").asInt(0) == DiscordForm.CALLBACK
        && request.url().endsWith("/callback");
  }

  private static String token(DiscordInteraction interaction) {
    return ApiRequest.inUrl(interaction.token());
  }

  private static List<String> ids(MessageRef ref) {
    return switch (ref) {
      case MessageRef.Known known ->
          known.ids().stream().filter(id -> id.matches(SNOWFLAKE)).toList();
      case MessageRef.SentBy _ -> List.of();
    };
  }

  private static Optional<String> first(MessageRef ref) {
    return ids(ref).stream().findFirst();
  }

  private Plan planned(List<DiscordCall> calls, List<String> degraded) {
    List<Step> steps = new ArrayList<>();
    user.map(DiscordPlan::opening).ifPresent(call -> steps.add(call.step(1, settings)));
    calls.forEach(call -> steps.add(call.step(steps.size() + 1, settings)));
    return new Plan.Steps(steps, degraded);
  }

  /** Opening it again gives the same channel. */
  private static DiscordCall opening(String user) {
    return DiscordCall.setting(
        "POST", "/users/@me/channels", DiscordCall.object().put("recipient_id", user));
  }

  private static Plan instead(Plan plan) {
    return switch (plan) {
      case Plan.Steps steps -> new Plan.Steps(steps.steps(), List.of(Degradation.PRESS));
      case Plan.Refused refused -> refused;
    };
  }
}
