package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.DeadLink;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.Tally;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Socket Mode of one app: up to ten sockets, each envelope to any one of them, and again to another
 * when nobody acknowledges it; presses and commands only once. Thread-safe.
 *
 * @see <a href="https://docs.slack.dev/apis/events-api/using-socket-mode">Using Socket Mode, read
 *     2026-11-21</a>
 */
final class SimulatedSockets implements Faults.Sockets {
  private static final int CONNECTIONS_MAX = 10;
  private static final long ACKNOWLEDGED_WITHIN_MS = 3000;
  private static final int REPEATED_MAX = 3;

  /** So often one is refused a ticket that was forgotten. */
  private static final int REFUSALS = 2;

  /** So long a socket lives on that was told to go. */
  private static final long WARNING_MS = 10_000;

  /** Slack asks whether a socket lives; its own libraries give up one that never asks. */
  private static final long PING_MS = 5000;

  private final Vertx vertx;
  private final Faults faults;
  private final Tally tally;
  private final String appId;
  private final Set<String> tickets = new LinkedHashSet<>();
  private final List<ServerWebSocket> open = new ArrayList<>();
  private final Deque<Letter> waiting = new ArrayDeque<>();
  private final Map<String, Letter> sent = new LinkedHashMap<>();
  private final Set<ServerWebSocket> leaving = new LinkedHashSet<>();
  private int turn;
  private long opened;
  private int refusals;

  /** Something on its way to the app. */
  private static final class Letter {
    private final String lane;
    private final String type;
    private final JsonNode payload;
    private int tries;
    private ServerWebSocket by;
    private long timer;

    private final Promise<JsonNode> reply = Promise.promise();

    Letter(String lane, String type, JsonNode payload) {
      this.lane = lane;
      this.type = type;
      this.payload = payload;
    }

    boolean repeats() {
      return type.equals("events_api");
    }
  }

  SimulatedSockets(SimulatorServer server, String appId) {
    this.vertx = server.vertx();
    this.faults = server.faults();
    this.tally = server.tally();
    this.appId = appId;
    faults.onDisconnect(this::cut);
    faults.onSockets(this);
  }

  /** A ticket for one connection; none, where it is not to be had now. */
  synchronized Optional<String> findTicket() {
    if (refusals > 0) {
      refusals--;
      return Optional.empty();
    }
    String ticket = UUID.randomUUID().toString();
    tickets.add(ticket);
    return Optional.of(ticket);
  }

  /** Whether a socket comes with a ticket of this app; each is good once. */
  synchronized boolean takes(String ticket) {
    return tickets.remove(ticket);
  }

  synchronized void connect(ServerWebSocket socket) {
    socket.textMessageHandler(this::heard);
    long pings = vertx.setPeriodic(PING_MS, _ -> ping(socket));
    socket.closeHandler(_ -> {
      vertx.cancelTimer(pings);
      closed(socket);
    });
    if (open.size() >= CONNECTIONS_MAX) {
      socket.writeTextMessage(disconnect("too_many_websockets"));
      socket.close();
      return;
    }
    open.add(socket);
    opened++;
    ObjectNode hello =
        SimulatedMessage.object().put("type", "hello").put("num_connections", open.size());
    hello.putObject("connection_info").put("app_id", appId);
    hello
        .putObject("debug_info")
        .put("host", "simulator")
        .put("build_number", 1)
        .put("approximate_connection_time", 18_060);
    socket.writeTextMessage(hello.toString());
    flush();
  }

  private synchronized void ping(ServerWebSocket socket) {
    if (open.contains(socket)) {
      socket.writePing(Buffer.buffer("ping"));
    }
  }

  private static String disconnect(String reason) {
    ObjectNode frame = SimulatedMessage.object().put("type", "disconnect").put("reason", reason);
    frame.putObject("debug_info").put("host", "simulator");
    return frame.toString();
  }

  /**
   * Sends a payload to the app, as soon as it listens and has acknowledged what came before in the
   * lane. Slack promises no order; here what is repeated does not end up behind what is newer, so
   * that it can be seen whether the hub keeps the order in which it is told.
   *
   * @param lane what keeps its order
   * @param type {@code events_api}, {@code interactive} or {@code slash_commands}
   */
  synchronized void send(String lane, String type, JsonNode payload) {
    waiting.add(new Letter(lane, type, payload));
    if (faults.takeDuplicate()) {
      waiting.add(new Letter(lane, type, payload));
    }
    flush();
  }

  /** Sends a payload at once, and gives what the app's acknowledgement carries. */
  synchronized Future<JsonNode> ask(String type, JsonNode payload) {
    Letter letter = new Letter(UUID.randomUUID().toString(), type, payload);
    waiting.add(letter);
    flush();
    return letter.reply.future();
  }

  private void flush() {
    List<ServerWebSocket> live = open.stream().filter(s -> !leaving.contains(s)).toList();
    List<ServerWebSocket> ready = live.isEmpty() ? open : live;
    if (ready.isEmpty()) {
      return;
    }
    Set<String> busy = sent.values().stream().map(l -> l.lane).collect(Collectors.toSet());
    for (Letter letter : List.copyOf(waiting)) {
      if (busy.add(letter.lane)) {
        waiting.remove(letter);
        deliver(letter, ready.get(turn++ % ready.size()));
      }
    }
  }

  private void deliver(Letter letter, ServerWebSocket socket) {
    String id = UUID.randomUUID().toString();
    ObjectNode envelope =
        SimulatedMessage.object()
            .put("envelope_id", id)
            .put("type", letter.type)
            .put("accepts_response_payload", !letter.repeats());
    envelope.set("payload", letter.payload);
    if (letter.repeats()) {
      envelope.put("retry_attempt", letter.tries);
      envelope.put("retry_reason", letter.tries > 0 ? "timeout" : "");
    }
    letter.tries++;
    letter.by = socket;
    sent.put(id, letter);
    letter.timer = vertx.setTimer(ACKNOWLEDGED_WITHIN_MS, _ -> unheard(id));
    socket.writeTextMessage(envelope.toString());
  }

  private synchronized void heard(String frame) {
    JsonNode acknowledgement = Json.tree(frame.getBytes(StandardCharsets.UTF_8));
    Letter letter = sent.remove(acknowledgement.path("envelope_id").asText());
    if (letter != null) {
      vertx.cancelTimer(letter.timer);
      tally.taken();
      letter.reply.tryComplete(acknowledgement.path("payload"));
      flush();
    }
  }

  private synchronized void unheard(String id) {
    Letter letter = sent.remove(id);
    if (letter != null) {
      again(letter, false);
    }
  }

  private void again(Letter letter, boolean first) {
    tally.refused();
    if (!letter.repeats() || letter.tries > REPEATED_MAX) {
      tally.givenUp();
    } else {
      waiting.addFirst(letter);
    }
    if (!first) {
      flush();
    }
  }

  private synchronized void closed(ServerWebSocket socket) {
    open.remove(socket);
    leaving.remove(socket);
    List<String> unheard =
        new ArrayList<>(
            sent.entrySet().stream()
                .filter(e -> e.getValue().by == socket)
                .map(Map.Entry::getKey)
                .toList());
    // What was sent last goes to the front first, so that the order stays.
    for (String id : unheard.reversed()) {
      Letter letter = sent.remove(id);
      vertx.cancelTimer(letter.timer);
      // A lost connection is not the app's silence: it does not use up a try.
      letter.tries--;
      again(letter, true);
    }
    flush();
  }

  /** Cuts all sockets. */
  void cut() {
    cut(1011);
  }

  void cut(int code) {
    all().forEach(socket -> socket.close((short) code));
  }

  private synchronized List<ServerWebSocket> all() {
    return List.copyOf(open);
  }

  @Override
  public void close(int code) {
    cut(code);
  }

  /** What they have not acknowledged goes to those that come. */
  @Override
  public void fallSilent() {
    for (ServerWebSocket socket : all()) {
      DeadLink.cut(socket);
      closed(socket);
    }
  }

  /** Tickets are void, and the next two that ask for one get none. */
  @Override
  public synchronized void forget() {
    tickets.clear();
    refusals = REFUSALS;
    cut();
  }

  /** Cuts the oldest socket. */
  void cutOne(int code) {
    ServerWebSocket first;
    synchronized (this) {
      first = open.getFirst();
    }
    first.close((short) code);
  }

  /** Tells all sockets to go, as Slack does every few hours, and closes those that stay. */
  synchronized void renew(String reason) {
    for (ServerWebSocket socket : open) {
      leaving.add(socket);
      socket.writeTextMessage(disconnect(reason));
      vertx.setTimer(WARNING_MS, _ -> socket.close());
    }
  }

  /** Sockets that are open now. */
  synchronized int connections() {
    return open.size();
  }

  /** Sockets that were ever opened. */
  synchronized long opened() {
    return opened;
  }

  /** What nobody has acknowledged. */
  synchronized int unacknowledged() {
    return waiting.size() + sent.size();
  }
}
