package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Why the simulated Bot API does not do what it was asked. */
final class BotApiError extends SimulatorServer.Refusal {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient ObjectNode parameters;

  private BotApiError(int code, String description, ObjectNode parameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }

  static BotApiError of(int code, String description) {
    return new BotApiError(code, description, Json.mapper().createObjectNode());
  }

  static BotApiError badRequest(String description) {
    return of(400, "Bad Request: " + description);
  }

  static BotApiError unauthorized() {
    return of(401, "Unauthorized");
  }

  static BotApiError notFound() {
    return of(404, "Not Found");
  }

  static BotApiError conflict(String description) {
    return of(409, "Conflict: " + description);
  }

  static BotApiError tooMany(int retryAfter) {
    return new BotApiError(
        429,
        "Too Many Requests: retry after " + retryAfter,
        Json.mapper().createObjectNode().put("retry_after", retryAfter));
  }

  static BotApiError migrated(String to) {
    return new BotApiError(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        Json.mapper().createObjectNode().put("migrate_to_chat_id", Long.parseLong(to)));
  }

  @Override
  protected Answer answer() {
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("ok", false)
            .put("error_code", code)
            .put("description", getMessage());
    if (!parameters.isEmpty()) {
      body.set("parameters", parameters);
    }
    Answer plain = Answer.json(code, body.toString());
    return parameters.has("retry_after")
        ? new Answer(
            code,
            Map.of(
                "content-type",
                "application/json",
                "Retry-After",
                parameters.path("retry_after").asText()),
            Buffer.buffer(body.toString()))
        : plain;
  }
}
