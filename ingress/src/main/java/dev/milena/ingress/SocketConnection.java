package dev.milena.ingress;

import dev.milena.platform.InboundRequest;
import dev.milena.platform.Socket;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/** A WebSocket that a program has opened. */
final class SocketConnection extends HeldConnection {
  private final Socket socket;
  private final Consumer<HeldConnection> ended;

  SocketConnection(
      ConnectionParts.Call at,
      InboundRequest request,
      Socket socket,
      Consumer<HeldConnection> ended) {
    super(at, request);
    this.socket = socket;
    this.ended = ended;
  }

  @Override
  public boolean speaks() {
    return true;
  }

  @Override
  public Multi<Buffer> messages() {
    return socket.messages().onTermination().invoke(() -> ended.accept(this));
  }

  @Override
  public Uni<Void> send(String text) {
    return socket.send(text);
  }

  @Override
  public Uni<Void> send(String text, long place) {
    return socket.send(text);
  }

  @Override
  public Uni<Void> close(int code) {
    return socket.close(code).invoke(() -> ended.accept(this));
  }
}
