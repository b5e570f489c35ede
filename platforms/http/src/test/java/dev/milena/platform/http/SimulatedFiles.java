package dev.milena.platform.http;

import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/** Files of simulated services: lent under addresses, and fetched from those that the hub names. */
final class SimulatedFiles {
  static final String PATH = "/files/";

  private final HttpClient client;
  private final Map<String, OfferedFile> lent = new ConcurrentHashMap<>();

  SimulatedFiles(Vertx vertx) {
    this.client = vertx.createHttpClient();
  }

  /** Returns the path under which anybody can fetch it. */
  String lend(OfferedFile file) {
    String path = PATH + UUID.randomUUID();
    lent.put(path, file);
    return path;
  }

  Answer serve(String path) {
    OfferedFile file = lent.get(path);
    return file == null ? Answer.json(404, "{}") : Answer.file(file.mime(), file.bytes());
  }

  /** Fetches a file for real and tells its size; what cannot be fetched tells nothing. */
  void fetch(String url, LongConsumer arrived) {
    client
        .request(new RequestOptions().setAbsoluteURI(url))
        .compose(HttpClientRequest::send)
        .compose(response ->
            response.statusCode() == 200
                ? response.body()
                : Future.<Buffer>failedFuture("It is not there"))
        .onSuccess(bytes -> arrived.accept(bytes.length()));
  }
}
