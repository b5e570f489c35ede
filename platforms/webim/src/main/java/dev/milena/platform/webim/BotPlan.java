package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.Command;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans a command on the External Bot API 2.0: texts, then files, then the keyboard, each a message
 * of its own. Pure.
 *
 * @see <a href="https://github.com/webim/webim-extbot">Webim's own sample bot, src/extbot/api_v2.py
 *     (read 2026-11-21)</a>
 */
final class BotPlan {
  private static final String SEND = "/api/bot/v2/send_message";

  private BotPlan() {}

  static Plan of(WebimSettings settings, Command command) {
    if (!settings.bot().sends()) {
      return new Plan.Refused(Reasons.UNSUPPORTED);
    }
    return switch (Saying.of(command)) {
      case Saying.Message(var send, var degraded) ->
          messages(settings, command.to().conversation(), send, degraded);
      case Saying.Typing _ -> new Plan.Refused(Reasons.UNSUPPORTED);
      case Saying.Nothing(var refused) -> refused;
    };
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
    messages.forEach(m -> steps.add(step(settings, steps.size() + 1, chat, m)));
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

  private static Step step(WebimSettings settings, int number, String chat, ObjectNode message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    // Webim numbers its chats, its own test names one by a GUID; the hub keeps both as text, so
    // digits go back as number.
    if (chat.matches("[1-9][0-9]{0,17}")) {
      body.put("chat_id", Long.parseLong(chat));
    } else {
      body.put("chat_id", chat);
    }
    body.set("message", message);
    Map<String, String> headers = Map.of("Authorization", "Token {token}");
    ApiRequest request = ApiRequest.postJson(settings.baseUrl() + SEND, headers, body);
    return new Step(number, request, false, List.of(Tolls.of(settings)), Optional.empty());
  }
}
