package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Command;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Capability;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans a command on the External Bot API 2.0: texts, then files, then the keyboard, each a message
 * of its own; a chat can be closed, or handed to people. Pure.
 *
 * @see <a href="https://github.com/webim/webim-extbot">Webim's own sample bot, src/extbot/api_v2.py
 *     (read 2026-11-21)</a>
 */
final class BotPlan {
  private static final String API = "/api/bot/v2/";

  private BotPlan() {}

  static Plan of(WebimSettings settings, Command command) {
    if (!settings.bot().sends()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    return switch (Saying.of(command)) {
      case Saying.Message(var send, var degraded) ->
          messages(settings, command.to().conversation(), send, degraded);
      // The visitor is the one who presses here: another chat's press is words to them.
      case Saying.Pressed(_, Saying.Message(var send, var degraded)) ->
          messages(settings, command.to().conversation(), send, degraded);
      case Saying.Typing _ -> new Plan.Refused(Reasons.UNSUPPORTED);
      case Saying.Closing _ -> steer(settings, command, "close_chat", Optional.empty());
      case Saying.Transfer(var assignee) -> steer(settings, command, "redirect_chat", assignee);
      case Saying.Nothing(var refused) -> refused;
    };
  }

  /** What a robot can do; one of version 1.0 can only listen. */
  static Set<Capability> capabilities(BotSettings bot) {
    return bot.sends()
        ? Set.of(
            Capability.SEND,
            Capability.FILES,
            Capability.BUTTONS,
            Capability.CLOSE,
            Capability.TRANSFER)
        : Set.of();
  }

  /** Closes a chat, or hands it on; done twice it is done. */
  private static Plan steer(
      WebimSettings settings, Command command, String method, Optional<Action.Assignee> assignee) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    put(body, "chat_id", command.to().conversation());
    assignee.ifPresent(to -> {
      switch (to.type()) {
        case OPERATOR -> put(body, "operator_id", to.id());
        case DEPARTMENT -> body.put("dep_key", to.id());
      }
    });
    return new Plan.Steps(List.of(step(settings, 1, method, body, true)), List.of());
  }

  private static Plan messages(
      WebimSettings settings, String chat, Action.Send send, List<String> alreadyDegraded) {
    Draft draft = Draft.of(send.content(), true, settings.textMax());
    if (draft.isEmpty()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    List<String> degraded = new ArrayList<>(alreadyDegraded);
    degraded.addAll(draft.degraded());
    if (send.replyTo().isPresent()) {
      degraded.add("reply: an ordinary message");
    }
    List<ObjectNode> messages = new ArrayList<>();
    draft.texts().forEach(text -> messages.add(message("operator").put("text", text)));
    draft.files().forEach(file -> messages.add(file(file)));
    if (!draft.buttons().isEmpty()) {
      ObjectNode keyboard = message("keyboard");
      keyboard.set("buttons", ModelField.rows(draft.buttons()));
      messages.add(keyboard);
    }
    List<Step> steps = new ArrayList<>();
    for (ObjectNode message : messages) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      put(body, "chat_id", chat);
      body.set("message", message);
      steps.add(step(settings, steps.size() + 1, "send_message", body, false));
    }
    return new Plan.Steps(steps, degraded);
  }

  private static ObjectNode message(String kind) {
    return JsonNodeFactory.instance.objectNode().put("kind", kind);
  }

  private static ObjectNode file(Attachment file) {
    ObjectNode message = message("file_operator");
    ObjectNode data = message.putObject("data");
    data.put("url", file.url().orElseThrow());
    data.put("name", FileNames.of(file));
    file.mime().ifPresent(m -> data.put("media_type", m));
    return message;
  }

  /**
   * Webim numbers its chats and operators, its own test names a chat by a GUID; the hub keeps both
   * as text, so digits go back as number.
   */
  private static void put(ObjectNode body, String field, String id) {
    if (id.matches("[1-9][0-9]{0,17}")) {
      body.put(field, Long.parseLong(id));
    } else {
      body.put(field, id);
    }
  }

  private static Step step(
      WebimSettings settings, int number, String method, ObjectNode body, boolean repeatable) {
    Map<String, String> headers = Map.of("Authorization", "Token {token}");
    ApiRequest request = ApiRequest.postJson(settings.baseUrl() + API + method, headers, body);
    return new Step(number, request, repeatable, List.of(Tolls.of(settings)), Optional.empty());
  }
}
