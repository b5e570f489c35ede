package dev.milena.platform;

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
  @Override
  public String toString() {
    return "ApiAnswer[" + status + ", " + body.length() + " bytes]";
  }
}
