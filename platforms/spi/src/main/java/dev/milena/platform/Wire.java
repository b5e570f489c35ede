package dev.milena.platform;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/** Ends calls for good. */
final class Wire {
  private Wire() {}

  /**
   * Closes the connection of a call at once. Vert.x's own reset and close wait until all that is
   * written has gone out, which on a peer that does not read is never: the connection would be lost
   * to the pool, and nobody would learn whether the request went out whole.
   *
   * <p>Only for a call that is not over: the connection of one that is may already carry another.
   */
  static void cut(HttpClientRequest request) {
    request.reset();
    if (request.connection() instanceof ConnectionBase connection) {
      // From the network's end of the pipeline: what stands before it would wait like Vert.x does.
      Optional.ofNullable(connection.channel().pipeline().firstContext())
          .ifPresent(ChannelHandlerContext::close);
    }
  }
}
