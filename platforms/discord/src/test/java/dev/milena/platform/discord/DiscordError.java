package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/** How Discord says no. */
final class DiscordError extends SimulatorServer.Refusal {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  private DiscordError(Answer answer) {
    super("Discord says no");
    this.answer = answer;
  }

  @Override
  protected Answer answer() {
    return answer;
  }

  private static DiscordError of(int status, int code, String message) {
    ObjectNode body = Json.mapper().createObjectNode().put("message", message).put("code", code);
    return new DiscordError(Answer.json(status, body.toString()));
  }

  static DiscordError unauthorized() {
    return of(401, 0, "401: Unauthorized");
  }

  static DiscordError userAgent() {
    return of(403, 40333, "internal network error");
  }

  static DiscordError notFound() {
    return of(404, 0, "404: Not Found");
  }

  static DiscordError unknown(String what, int code) {
    return of(404, code, "Unknown " + what);
  }

  static DiscordError forbidden(int code, String message) {
    return of(403, code, message);
  }

  static DiscordError badRequest(int code, String message) {
    return of(400, code, message);
  }

  static DiscordError tooLarge() {
    return of(413, 40005, "Request entity too large");
  }

  /** The body is not of the form that it must have. */
  static DiscordError form(String field, String code, String message) {
    ObjectNode body =
        Json.mapper().createObjectNode().put("message", "Invalid Form Body").put("code", 50035);
    body.putObject("errors")
        .putObject(field)
        .putArray("_errors")
        .addObject()
        .put("code", code)
        .put("message", message);
    return new DiscordError(Answer.json(400, body.toString()));
  }

  static Answer tooMany(double seconds, boolean global, Map<String, String> more) {
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("message", "You are being rate limited.")
            .put("retry_after", seconds)
            .put("global", global);
    Map<String, String> headers = new HashMap<>(more);
    headers.put("content-type", "application/json");
    headers.put("Retry-After", Long.toString((long) Math.ceil(seconds)));
    headers.put("X-RateLimit-Scope", global ? "global" : "user");
    return new Answer(429, headers, Buffer.buffer(body.toString()));
  }
}
