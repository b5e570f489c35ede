package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One webhook call as a platform's simulator makes it, to be played again many times with other
 * chats. So the bench knows no platform's form, and measures what a platform really sends.
 *
 * @param account whose it is
 * @param settings what the account needs to accept it
 * @param path where it goes
 * @param headers secrets included
 * @param body with {@link #CHAT} where the chat's id stands
 */
record Recording(
    AccountRef account,
    ObjectNode settings,
    String path,
    Map<String, String> headers,
    String body) {
  /** Ten digits, to be replaced by ten others. */
  private static final String CHAT = "5550000001";

  private static final String TEXT =
      "A message of ordinary length, as people write them: half a sentence more than a line.";

  static Recording take() throws Exception {
    SimulatorFactory factory =
        SimulatorFactory.all().stream().filter(f -> !f.desk()).findFirst().orElseThrow();
    Vertx vertx = Vertx.vertx();
    CompletableFuture<Recording> taken = new CompletableFuture<>();
    try (PlatformSimulator simulator = factory.start()) {
      AccountRef account = new AccountRef(simulator.platform(), "bench");
      CompletableFuture<ObjectNode> settings = new CompletableFuture<>();
      HttpServer hub =
          vertx
              .createHttpServer()
              .requestHandler(call ->
                  call.bodyHandler(body -> {
                    Map<String, String> headers = new TreeMap<>();
                    call.headers().forEach(h -> headers.put(h.getKey(), h.getValue()));
                    headers
                        .keySet()
                        .removeIf(h ->
                            h.equalsIgnoreCase("host") || h.equalsIgnoreCase("content-length"));
                    taken.complete(
                        new Recording(
                            account, settings.join(), call.path(), headers, body.toString()));
                    call.response().end();
                  }))
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      settings.complete(simulator.open(account, "http://127.0.0.1:" + hub.actualPort()));
      simulator.write(account, CHAT, TEXT);
      return taken.get(10, TimeUnit.SECONDS);
    } finally {
      vertx.close();
    }
  }

  /** The body for one of many chats. */
  Buffer bodyFor(int chat) {
    return Buffer.buffer(body.replace(CHAT, String.format("555%07d", chat)));
  }

  @Override
  public String toString() {
    return "Recording[" + account + ", " + body.length() + " characters]";
  }
}
