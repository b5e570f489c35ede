package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Address;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.platform.ApiRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where calls go, and as whom. Pure.
 *
 * @param settings of the account
 * @param to the hub's address
 * @param token name of the placeholder for the token of that workspace
 */
record SlackTarget(SlackAccount settings, Address to, String token) {
  /** Seconds, a point, and what numbers the messages of a second. */
  private static final String TS = "[0-9]{1,11}\\.[0-9]{1,9}";

  /** Absent: the account is not installed in that workspace. */
  static Optional<SlackTarget> of(SlackAccount settings, Address to) {
    return settings.tokenOf(to.workspace()).map(token -> new SlackTarget(settings, to, token));
  }

  String channel() {
    return to.conversation();
  }

  SlackLimits limits() {
    return new SlackLimits(to.workspace());
  }

  /** Parameters of a call into the channel. */
  ObjectNode parameters() {
    return Json.mapper().createObjectNode().put("channel", channel());
  }

  ApiRequest json(String method, ObjectNode parameters) {
    return ApiRequest.postJson(settings.methodUrl(method), headers(), parameters);
  }

  ApiRequest form(String method, ApiRequest.Body fields) {
    return new ApiRequest(
        "POST",
        settings.methodUrl(method),
        Map.of("authorization", "Bearer {" + token + "}"),
        fields);
  }

  private Map<String, String> headers() {
    // Without the charset Slack answers, but with a warning.
    return Map.of(
        "authorization",
        "Bearer {" + token + "}",
        "content-type",
        "application/json; charset=utf-8");
  }

  /**
   * The message whose thread a new one goes to: of a thread always its root, so what an answer in
   * it names gives way to that.
   */
  Optional<String> thread(Optional<MessageRef> replyTo) {
    return to.thread()
        .filter(thread -> thread.matches(TS))
        .or(() -> replyTo.map(SlackTarget::messages).flatMap(ids -> ids.stream().findFirst()));
  }

  /** The messages that a command names; empty when it names none that Slack could have. */
  static List<String> messages(MessageRef ref) {
    return switch (ref) {
      case MessageRef.Known known -> known.ids().stream().filter(id -> id.matches(TS)).toList();
      case MessageRef.SentBy _ -> List.of();
    };
  }

  @Override
  public String toString() {
    return "SlackTarget[" + to.ref() + "]";
  }
}
