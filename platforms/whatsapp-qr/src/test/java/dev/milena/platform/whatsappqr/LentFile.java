package dev.milena.platform.whatsappqr;

import dev.milena.platform.testkit.Waiting;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;

/** A file at an address on loopback. */
final class LentFile implements AutoCloseable {
  private final HttpServer server;

  LentFile(Vertx vertx, byte[] bytes) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end(Buffer.buffer(bytes)));
    Waiting.on(server.listen(0, "127.0.0.1"));
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/file";
  }

  @Override
  public void close() {
    Waiting.on(server.close());
  }
}
