package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.DeadLink;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.SimulatorServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The sockets of one bot. Each has its own count of events; one that is gone is remembered with its
 * last 128 events until {@link #forgetThoseThatLeft}. Thread-safe.
 */
final class SimulatedConnections implements Faults.Sockets {
  private static final int KEPT = 128;
  private static final int SERVICE_RESTART = 1012;
  private static final int FRAME_BYTES_MAX = 8192;

  private final Vertx vertx;
  private final Map<String, Connection> all = new LinkedHashMap<>();
  private long handshakes;
  private long resumed;

  SimulatedConnections(SimulatorServer server) {
    this.vertx = server.vertx();
    server.faults().onDisconnect(() -> close(SERVICE_RESTART));
    server.faults().onSockets(this);
  }

  private static final class Connection {
    private final String id = SimulatedIds.random();
    private final Deque<ObjectNode> recent = new ArrayDeque<>();
    private long next;
    private Optional<ServerWebSocket> socket = Optional.empty();

    private void send(ObjectNode frame) {
      frame.put("seq", next++);
      recent.add(frame);
      if (recent.size() > KEPT) {
        recent.remove();
      }
      socket.ifPresent(s -> s.writeTextMessage(frame.toString()));
    }

    private boolean remembers(long number) {
      return number == next
          || !recent.isEmpty() && number < next && recent.peek().path("seq").asLong() <= number;
    }
  }

  /** A handshake that carried the right token. */
  synchronized void open(
      ServerWebSocket socket, String user, Optional<String> connection, OptionalLong number) {
    handshakes++;
    Optional<Connection> known =
        connection.map(all::get).filter(c -> number.isPresent() && c.remembers(number.getAsLong()));
    if (known.isPresent()) {
      resumed++;
      attach(known.get(), socket, user);
      known.get().recent.stream()
          .filter(f -> f.path("seq").asLong() >= number.getAsLong())
          .forEach(f -> socket.writeTextMessage(f.toString()));
    } else {
      Connection fresh = new Connection();
      all.put(fresh.id, fresh);
      attach(fresh, socket, user);
      hello(fresh, user);
    }
  }

  private void attach(Connection connection, ServerWebSocket socket, String user) {
    connection.socket = Optional.of(socket);
    socket.closeHandler(_ -> detach(connection, socket));
    socket.textMessageHandler(text -> hear(socket, text));
  }

  private synchronized void detach(Connection connection, ServerWebSocket socket) {
    connection.socket = connection.socket.filter(s -> s != socket);
  }

  private static void hello(Connection connection, String user) {
    ObjectNode frame = frame("hello", "");
    frame.withObject("/broadcast").put("user_id", user);
    frame
        .withObject("/data")
        .put("connection_id", connection.id)
        .put("server_version", "11.0.0.0.simulated.false")
        .put("server_hostname", "simulated");
    connection.send(frame);
  }

  /** What a client says; each is answered. */
  static void hear(ServerWebSocket socket, String text) {
    if (text.length() > FRAME_BYTES_MAX) {
      socket.close((short) 1009);
      return;
    }
    JsonNode said = Payload.tree(text.getBytes(StandardCharsets.UTF_8));
    ObjectNode reply =
        SimulatedBot.object().put("status", "OK").put("seq_reply", said.path("seq").asLong());
    if (said.path("action").asText().equals("ping")) {
      reply.putObject("data").put("text", "pong").put("version", "11.0.0");
    }
    socket.writeTextMessage(reply.toString());
  }

  static ObjectNode frame(String event, String channel) {
    ObjectNode frame = SimulatedBot.object().put("event", event);
    frame.putObject("data");
    frame
        .putObject("broadcast")
        .putNull("omit_users")
        .put("user_id", "")
        .put("channel_id", channel)
        .put("team_id", "")
        .put("connection_id", "")
        .put("omit_connection_id", "");
    return frame;
  }

  /** Tells all sockets, and those that may come back. */
  synchronized boolean send(ObjectNode frame) {
    all.values().forEach(c -> c.send(frame.deepCopy()));
    return isListenedTo();
  }

  synchronized boolean isListenedTo() {
    return all.values().stream().anyMatch(c -> c.socket.isPresent());
  }

  /** As when five minutes have passed. */
  synchronized void forgetThoseThatLeft() {
    all.values().removeIf(c -> c.socket.isEmpty());
  }

  /** Leaves out a number on every socket, as when the server dropped what a slow reader missed. */
  synchronized void skipNumber() {
    all.values().forEach(c -> c.next++);
  }

  synchronized long handshakes() {
    return handshakes;
  }

  synchronized long resumed() {
    return resumed;
  }

  private synchronized List<ServerWebSocket> open() {
    return all.values().stream().flatMap(c -> c.socket.stream()).toList();
  }

  @Override
  public void close(int code) {
    open().forEach(s -> vertx.runOnContext(_ -> s.close((short) code)));
  }

  /** What is written meanwhile waits for whoever takes the connection up. */
  @Override
  public synchronized void fallSilent() {
    open().forEach(DeadLink::cut);
    all.values().forEach(c -> c.socket = Optional.empty());
  }

  /** As when another node of the cluster answers. */
  @Override
  public synchronized void forget() {
    close(SERVICE_RESTART);
    all.clear();
  }
}
