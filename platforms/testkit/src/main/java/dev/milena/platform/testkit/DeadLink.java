package dev.milena.platform.testkit;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.WebSocketInternal;

/**
 * A connection whose other end has vanished without a word: a cable, a NAT table, a machine that
 * was switched off.
 */
public final class DeadLink {
  private DeadLink() {}

  /**
   * From now on nothing that comes is read: no ping is answered, and an end goes unnoticed. It is
   * for the caller to say nothing either.
   */
  public static void cut(ServerWebSocket socket) {
    // A paused socket would still answer pings.
    ((WebSocketInternal) socket).channelHandlerContext().channel().config().setAutoRead(false);
  }
}
