package dev.milena.platform;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * What the caller of a webhook is told.
 *
 * @param status HTTP status
 * @param headers further headers
 * @param body may be empty
 */
public record Reply(int status, Map<String, String> headers, Buffer body) {
  /** 200 without a body. */
  public static final Reply OK = status(200);

  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply status(int status) {
    return new Reply(status, Map.of(), Buffer.buffer());
  }

  public static Reply json(int status, String json) {
    return new Reply(status, Map.of("content-type", "application/json"), Buffer.buffer(json));
  }
}
