package dev.milena.platform;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Real servers on loopback for one test class: well-behaved HTTP, and raw TCP that is not. */
final class LocalServers implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<Socket> deafs = new CopyOnWriteArrayList<>();

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

  /** An address at which nobody listens, nor will: the port is taken, and that is all. */
  String nowhere() {
    try {
      Socket deaf = new Socket();
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      deafs.add(deaf);
      return "http://127.0.0.1:" + deaf.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    try {
      for (Socket deaf : deafs) {
        deaf.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      await(vertx.close());
    }
  }
}
