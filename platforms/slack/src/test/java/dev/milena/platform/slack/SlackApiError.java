package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** What Slack does not do, in its own word. Status 200, but for "slow down". */
final class SlackApiError extends SimulatorServer.Refusal {
  private static final long serialVersionUID = 1L;

  private final String error;
  private final int retryAfter;

  private SlackApiError(String error, int retryAfter) {
    super(error);
    this.error = error;
    this.retryAfter = retryAfter;
  }

  static SlackApiError of(String error) {
    return new SlackApiError(error, 0);
  }

  static SlackApiError tooMany(int seconds) {
    return new SlackApiError("ratelimited", seconds);
  }

  String error() {
    return error;
  }

  @Override
  protected Answer answer() {
    ObjectNode body = Json.mapper().createObjectNode().put("ok", false).put("error", error);
    return retryAfter > 0
        ? new Answer(
            429,
            Map.of("content-type", "application/json", "retry-after", Integer.toString(retryAfter)),
            Buffer.buffer(body.toString()))
        : Answer.json(200, body.toString());
  }
}
