package dev.milena.platform.testkit;

import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Files of a simulated platform that passes them by address: lent under addresses of its own, and
 * fetched from those that the hub names. Thread-safe.
 */
public final class LentFiles {
  /** What the path of each begins with. */
  public static final String PATH = "/files/";

  private final HttpClient client;
  private final Map<String, OfferedFile> lent = new ConcurrentHashMap<>();

  public LentFiles(Vertx vertx) {
    this.client = vertx.createHttpClient();
  }

  /** Returns the path under which anybody can fetch it. */
  public String lend(OfferedFile file) {
    String path = PATH + UUID.randomUUID();
    lent.put(path, file);
    return path;
  }

  /** The answer to whoever asks for that path. */
  public Answer serve(String path) {
    OfferedFile file = lent.get(path);
    return file == null ? Answer.json(404, "{}") : Answer.file(file.mime(), file.bytes());
  }

  /** Fetches a file for real and tells its size; what cannot be fetched tells nothing. */
  public void fetch(String url, LongConsumer arrived) {
    WholeAnswer.ofFile(client, url).onSuccess(file -> arrived.accept(file.body().length()));
  }
}
