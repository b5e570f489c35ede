package dev.milena.platform;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A call that the platform made.
 *
 * @param method upper case
 * @param rest what stands behind the account's address, for example {@code /v2}; empty: nothing
 * @param headers names are case-insensitive
 * @param query decoded
 * @param body the bytes as they came, as a signature covers them
 * @param receivedAt when
 */
public record InboundRequest(
    String method, String rest, MultiMap headers, MultiMap query, Buffer body, Instant receivedAt) {
  /** Nothing of the input: it holds somebody's words and may hold a secret. */
  @Override
  public String toString() {
    return "InboundRequest[" + method + ", " + body.length() + " bytes]";
  }
}
