package dev.milena.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;

/** Calls the hub as a platform does, on one thread and so many connections. */
final class Caller implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client;
  private final int port;

  Caller(int port, int connections) {
    this.port = port;
    this.client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
  }

  /** Where all calls are made, and their answers come. */
  void run(Runnable deed) {
    vertx.runOnContext(go -> deed.run());
  }

  /** The status of the answer, once it is read. */
  Future<Integer> call(Recording recording, Buffer body) {
    return client
        .request(HttpMethod.POST, port, "127.0.0.1", recording.path())
        .compose((HttpClientRequest request) -> {
          recording.headers().forEach(request::putHeader);
          return request.send(body);
        })
        .compose(response -> response.body().map(read -> response.statusCode()));
  }

  @Override
  public void close() {
    vertx.close();
  }
}
