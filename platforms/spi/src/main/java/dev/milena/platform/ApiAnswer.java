package dev.milena.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * What a platform answered.
 *
 * @param status HTTP status
 * @param headers names are case-insensitive
 * @param body bounded by {@link ApiClient}
 */
public record ApiAnswer(int status, MultiMap headers, Buffer body) {
  /** The body, see {@link Payload#tree}. */
  public JsonNode json() {
    return Payload.tree(body.getBytes());
  }

  @Override
  public String toString() {
    return "ApiAnswer[" + status + ", " + body.length() + " bytes]";
  }
}
