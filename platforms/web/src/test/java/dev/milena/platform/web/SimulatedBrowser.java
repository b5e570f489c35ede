package dev.milena.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A visitor's browser that holds a socket to the hub, and comes back where it was when that is cut.
 * Thread-safe.
 */
final class SimulatedBrowser implements AutoCloseable {
  /** A real one waits longer. */
  private static final long AGAIN_MS = 100;

  private final Vertx vertx;
  private final WebSocketClient client;
  private final String address;
  private final Supplier<String> token;
  private final Consumer<JsonNode> screen;
  private Optional<String> after = Optional.empty();
  private Optional<WebSocket> open = Optional.empty();
  private boolean closed;

  SimulatedBrowser(
      Vertx vertx,
      WebSocketClient client,
      String address,
      Supplier<String> token,
      Consumer<JsonNode> screen) {
    this.vertx = vertx;
    this.client = client;
    this.address = address;
    this.token = token;
    this.screen = screen;
    // Where the connection will live: nothing of it can be missed before its handlers are set.
    vertx.runOnContext(_ -> connect());
  }

  private void connect() {
    client
        .connect(new WebSocketConnectOptions().setAbsoluteURI(address.replaceFirst("http", "ws")))
        .onSuccess(this::connected)
        .onFailure(_ -> again());
  }

  private synchronized void connected(WebSocket socket) {
    if (closed) {
      socket.close();
      return;
    }
    open = Optional.of(socket);
    socket.textMessageHandler(this::hear);
    socket.closeHandler(_ -> again());
    ObjectNode auth =
        Json.mapper().createObjectNode().put("type", "auth").put("token", token.get());
    after.ifPresent(place -> auth.put("after", place));
    socket.writeTextMessage(auth.toString());
  }

  private synchronized void hear(String text) {
    JsonNode frame = Json.tree(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    if (frame.has("event")) {
      after = Optional.of(frame.path("event").asText());
      screen.accept(frame);
    }
  }

  private synchronized void again() {
    open = Optional.empty();
    if (!closed) {
      vertx.setTimer(AGAIN_MS, _ -> connect());
    }
  }

  /** The connection breaks; with {@code forgetting} the page is loaded anew. */
  synchronized void cut(boolean forgetting) {
    if (forgetting) {
      after = Optional.empty();
    }
    open.ifPresent(WebSocket::close);
  }

  @Override
  public synchronized void close() {
    closed = true;
    open.ifPresent(WebSocket::close);
  }
}
