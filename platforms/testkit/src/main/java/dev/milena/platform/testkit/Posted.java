package dev.milena.platform.testkit;

import dev.milena.platform.InboundRequest;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** Calls of a platform, as ingress hands them on. */
public final class Posted {
  private Posted() {}

  /**
   * A call that comes now to the account's own address.
   *
   * @param headers pairs of name and value
   */
  public static InboundRequest now(byte[] body, String... headers) {
    return at(Instant.now(), "", body, headers);
  }

  /**
   * A call.
   *
   * @param rest what stands behind the account's address
   * @param headers pairs of name and value
   */
  public static InboundRequest at(Instant when, String rest, byte[] body, String... headers) {
    MultiMap named = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      named.add(headers[i], headers[i + 1]);
    }
    return new InboundRequest(
        "POST", rest, named, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), when);
  }
}
