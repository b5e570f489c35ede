package dev.milena.platform;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/** Real servers on loopback for one test class: well-behaved HTTP, and raw TCP that is not. */
final class LocalServers implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();

  Vertx vertx() {
    return vertx;
  }

  /** Returns the base address. */
  String http(Handler<HttpServerRequest> handler) {
    return "http://127.0.0.1:"
        + await(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"))
            .actualPort();
  }

  /** Sockets are taken as they come. Returns the base address. */
  String sockets(Handler<ServerWebSocket> handler) {
    return "ws://127.0.0.1:"
        + await(vertx.createHttpServer().webSocketHandler(handler).listen(0, "127.0.0.1"))
            .actualPort();
  }

  /** Closing a connection resets it, so that what the peer still sends is answered by an error. */
  String tcp(Handler<NetSocket> handler) {
    NetServerOptions options = new NetServerOptions().setSoLinger(0);
    return "http://127.0.0.1:"
        + await(vertx.createNetServer(options).connectHandler(handler).listen(0, "127.0.0.1"))
            .actualPort();
  }

  /** An address at which nobody listens. */
  String nowhere() {
    var server = await(vertx.createNetServer().connectHandler(_ -> {}).listen(0, "127.0.0.1"));
    int port = server.actualPort();
    await(server.close());
    return "http://127.0.0.1:" + port;
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
