package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/** Why the simulated Graph API does not do what it was asked. */
final class GraphApiError extends SimulatorServer.Refusal {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;
  private final int retryAfter;

  private GraphApiError(int status, int code, String message, int retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static GraphApiError of(int status, int code, String message) {
    return new GraphApiError(status, code, message, 0);
  }

  static GraphApiError parameter(String what) {
    return of(400, 100, "Invalid parameter: " + what);
  }

  static GraphApiError unauthorized() {
    return of(401, 190, "Error validating access token");
  }

  static GraphApiError missing(String what) {
    return of(400, 131008, "Required parameter is missing: " + what);
  }

  static GraphApiError wrong(String what) {
    return of(400, 131009, "Parameter value is not valid: " + what);
  }

  static GraphApiError tooMany(int code, int seconds) {
    return new GraphApiError(code == 131056 ? 400 : 429, code, "Rate limit hit", seconds);
  }

  @Override
  protected Answer answer() {
    ObjectNode body = Json.mapper().createObjectNode();
    ObjectNode error =
        body.putObject("error")
            .put("message", "(#" + code + ") " + getMessage())
            .put("type", "OAuthException")
            .put("code", code)
            .put("fbtrace_id", "SIMULATEDTRACE");
    error.putObject("error_data").put("messaging_product", "whatsapp").put("details", getMessage());
    Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
    if (retryAfter > 0) {
      headers.put("Retry-After", Integer.toString(retryAfter));
    }
    return new Answer(status, headers, Buffer.buffer(body.toString()));
  }
}
