package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.Socket;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One connection to the Gateway.
 *
 * <pre>
 *   open ──Hello──▶ Identify ──READY────┐
 *     │              Resume  ──RESUMED──┴──▶ dispatches ──Reconnect, no heartbeat answered, close──▶ lost
 *     │                 └──Invalid Session──▶ session lost
 *     └──Reconnect, close──▶ lost
 * </pre>
 *
 * Steering frames are acted upon as they come; dispatches wait until they are asked for, and what
 * is asked for next confirms what was handed out before. While too many wait, nothing is read.
 * Thread-safe.
 *
 * @see <a href="https://discord.com/developers/docs/events/gateway#connections">Connections, read
 *     2026-11-21</a>
 */
final class DiscordConnection {
  /** Dispatches that wait: some seconds of a busy bot's, a megabyte or so. */
  private static final int WAITING_MAX = 256;

  /** Dispatches of one batch; so many events are appended at once. */
  private static final int BATCH_MAX = 100;

  /** Any code but 1000 and 1001 leaves the session to be taken up again. */
  private static final int RESUMABLE = 4000;

  private static final Duration BEAT_MIN = Duration.ofSeconds(1);
  private static final Duration BEAT_MAX = Duration.ofMinutes(5);
  private static final int LARGE_GUILD = 50;

  private final Socket socket;
  private final DiscordAccount settings;
  private final Shard shard;
  private final DiscordInflater inflater = new DiscordInflater();
  private final Deque<Dispatch> waiting = new ArrayDeque<>();
  private final Optional<String> heardBefore;
  private Optional<DiscordPosition> position;
  private Optional<UniEmitter<? super List<Dispatch>>> asking = Optional.empty();
  private Optional<RuntimeException> loss = Optional.empty();
  private Flow.Subscription reading;
  private Cancellable beating = () -> {};
  private boolean stalled;
  private boolean answered = true;
  private long handedOut;
  private long confirmed;
  private boolean ended;

  /**
   * Which part of the guilds a connection is for.
   *
   * @param number from 0
   * @param count of all
   */
  record Shard(int number, int count) {}

  /**
   * A dispatch.
   *
   * @param before covers everything before it
   * @param position covers everything up to and with it
   * @param missedSince present where what was written between sessions is to be asked for now
   * @param frame whole
   * @param raw as it came
   */
  record Dispatch(
      DiscordPosition before,
      DiscordPosition position,
      Optional<String> missedSince,
      JsonNode frame,
      byte[] raw) {
    String type() {
      return frame.path("t").asText("");
    }

    @Override
    public String toString() {
      return "Dispatch[" + raw.length + " bytes]";
    }
  }

  /**
   * @param position where the session is taken up again; absent: a new one
   * @param heardBefore the newest message of the session before a new one
   */
  DiscordConnection(
      Socket socket,
      DiscordAccount settings,
      Shard shard,
      Optional<DiscordPosition> position,
      Optional<String> heardBefore) {
    this.socket = socket;
    this.settings = settings;
    this.shard = shard;
    this.position = position;
    this.heardBefore = heardBefore;
    this.confirmed = position.map(DiscordPosition::sequence).orElse(0L);
    this.handedOut = confirmed;
  }

  /**
   * Dispatches as they come, several at once where several wait. Fails when the connection ends:
   * with {@link DiscordLoss.SessionLostException} when that cannot be taken up again.
   */
  Multi<List<Dispatch>> dispatches() {
    socket.messages().subscribe().withSubscriber(new Reader());
    return Multi.createBy()
        .repeating()
        .uni(() -> Uni.createFrom().<List<Dispatch>>emitter(this::ask))
        .indefinitely()
        .onTermination()
        .invoke(this::end);
  }

  private final class Reader implements MultiSubscriber<Buffer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      synchronized (DiscordConnection.this) {
        reading = subscription;
      }
      subscription.request(1);
    }

    @Override
    public void onItem(Buffer message) {
      try {
        take(message);
      } catch (RuntimeException e) {
        lose(e);
      }
    }

    @Override
    public void onFailure(Throwable cause) {
      lose(DiscordLoss.meaning(cause));
    }

    @Override
    public void onCompletion() {
      lose(new DiscordLoss.ConnectionLostException("The Gateway ended the connection"));
    }
  }

  private void take(Buffer message) {
    Optional<byte[]> whole;
    synchronized (this) {
      whole = ended ? Optional.empty() : inflater.add(message);
    }
    whole.ifPresent(bytes -> act(Json.tree(bytes), bytes));
    boolean more;
    synchronized (this) {
      stalled = waiting.size() >= WAITING_MAX;
      more = !stalled && loss.isEmpty();
    }
    if (more) {
      reading.request(1);
    }
  }

  private void act(JsonNode frame, byte[] raw) {
    DiscordOpcode op = DiscordOpcode.of(frame).orElse(DiscordOpcode.HEARTBEAT_ACK);
    switch (op) {
      case DISPATCH -> dispatched(frame, raw);
      case HELLO -> hello(frame.path("d").path("heartbeat_interval").asLong(0));
      case HEARTBEAT -> beat();
      case HEARTBEAT_ACK -> heard();
      case RECONNECT ->
          lose(new DiscordLoss.ConnectionLostException("Discord asks to connect again"));
      case INVALID_SESSION ->
          lose(
              frame.path("d").asBoolean(false)
                  ? new DiscordLoss.ConnectionLostException("Discord asks to resume once more")
                  : new DiscordLoss.SessionLostException());
      case IDENTIFY, RESUME -> {
        // Only we say these.
      }
    }
  }

  private synchronized void heard() {
    answered = true;
  }

  private void hello(long intervalMs) {
    Duration interval =
        Duration.ofMillis(Math.clamp(intervalMs, BEAT_MIN.toMillis(), BEAT_MAX.toMillis()));
    Duration first =
        interval.multipliedBy(ThreadLocalRandom.current().nextInt(1, 1000)).dividedBy(1000);
    synchronized (this) {
      beating.cancel();
      beating =
          Multi.createFrom()
              .ticks()
              .startingAfter(first)
              .every(interval)
              .onOverflow()
              .drop()
              .subscribe()
              .with(_ -> beatOrGiveUp(), _ -> {});
    }
    say(position.map(this::resume).orElseGet(this::identify));
  }

  /** Who does not answer while we listen is gone, whatever the connection says. */
  private void beatOrGiveUp() {
    boolean gone;
    synchronized (this) {
      gone = !answered && !stalled;
      answered = false;
    }
    if (gone) {
      lose(new DiscordLoss.ConnectionLostException("The Gateway answers no heartbeat"));
    } else {
      beat();
    }
  }

  /** Names what is safe, not what has only come: Discord may forget what was named. */
  private void beat() {
    ObjectNode frame = frame(DiscordOpcode.HEARTBEAT);
    synchronized (this) {
      if (confirmed > 0) {
        frame.put("d", confirmed);
      } else {
        frame.putNull("d");
      }
    }
    say(frame);
  }

  private ObjectNode identify() {
    ObjectNode frame = frame(DiscordOpcode.IDENTIFY);
    ObjectNode data = frame.putObject("d");
    data.put("token", settings.token());
    data.put("intents", settings.intents());
    data.put("large_threshold", LARGE_GUILD);
    data.putObject("properties")
        .put("os", "linux")
        .put("browser", "milena")
        .put("device", "milena");
    data.putArray("shard").add(shard.number()).add(shard.count());
    return frame;
  }

  private ObjectNode resume(DiscordPosition from) {
    ObjectNode frame = frame(DiscordOpcode.RESUME);
    frame
        .putObject("d")
        .put("token", settings.token())
        .put("session_id", from.session())
        .put("seq", from.sequence());
    return frame;
  }

  private static ObjectNode frame(DiscordOpcode op) {
    return DiscordCall.object().put("op", op.number);
  }

  /** What cannot be said is noticed when nothing is heard any more. */
  private void say(ObjectNode frame) {
    socket.send(frame.toString()).subscribe().with(_ -> {}, _ -> {});
  }

  private void dispatched(JsonNode frame, byte[] raw) {
    Optional<UniEmitter<? super List<Dispatch>>> asker;
    List<Dispatch> batch;
    synchronized (this) {
      Optional<Dispatch> dispatch = placed(frame, raw);
      if (dispatch.isEmpty()) {
        return;
      }
      waiting.add(dispatch.get());
      asker = asking;
      asking = Optional.empty();
      batch = asker.isPresent() ? taken() : List.of();
    }
    asker.ifPresent(emitter -> emitter.complete(batch));
  }

  /** Holds the lock. Empty for what comes before there is a session. */
  private Optional<Dispatch> placed(JsonNode frame, byte[] raw) {
    String type = frame.path("t").asText("");
    JsonNode data = frame.path("d");
    boolean ready = type.equals("READY");
    if (ready) {
      position =
          Optional.of(
              DiscordPosition.begun(
                  data.path("session_id").asText(""),
                  data.path("resume_gateway_url").asText(""),
                  before(),
                  data.path("guilds").size()));
    }
    if (position.isEmpty()) {
      return Optional.empty();
    }
    DiscordPosition before = position.get();
    DiscordPosition after = before.at(frame.path("s").asLong(before.sequence()));
    Optional<String> missed = ready ? before.newest() : Optional.empty();
    if (type.equals("MESSAGE_CREATE")) {
      after = after.heard(Payload.id(data, "id"));
    } else if (type.equals("GUILD_CREATE")) {
      missed = before.gap().map(DiscordPosition.Gap::since);
      after = after.shown();
    }
    position = Optional.of(after);
    return Optional.of(new Dispatch(before, after, missed, frame, raw));
  }

  private Optional<String> before() {
    return heardBefore.or(() -> position.flatMap(DiscordPosition::newest));
  }

  private void ask(UniEmitter<? super List<Dispatch>> emitter) {
    List<Dispatch> batch = List.of();
    Optional<RuntimeException> over = Optional.empty();
    boolean goOn = false;
    synchronized (this) {
      confirmed = handedOut;
      if (!waiting.isEmpty()) {
        batch = taken();
        goOn = stalled;
        stalled = false;
      } else if (loss.isPresent()) {
        over = loss;
      } else {
        asking = Optional.of(emitter);
        return;
      }
    }
    if (over.isPresent()) {
      emitter.fail(over.get());
      return;
    }
    if (goOn) {
      reading.request(1);
    }
    emitter.complete(batch);
  }

  /** Holds the lock. */
  private List<Dispatch> taken() {
    List<Dispatch> batch = new ArrayList<>();
    while (!waiting.isEmpty() && batch.size() < BATCH_MAX) {
      batch.add(waiting.poll());
    }
    handedOut = batch.getLast().position().sequence();
    return batch;
  }

  private void lose(RuntimeException why) {
    Optional<UniEmitter<? super List<Dispatch>>> asker;
    synchronized (this) {
      if (loss.isPresent()) {
        return;
      }
      loss = Optional.of(why);
      asker = asking;
      asking = Optional.empty();
    }
    asker.ifPresent(emitter -> emitter.fail(why));
    hangUp();
  }

  private void end() {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      asking = Optional.empty();
      loss = loss.or(() -> Optional.of(new DiscordLoss.ConnectionLostException("Closed by us")));
    }
    hangUp();
    inflater.close();
  }

  private void hangUp() {
    synchronized (this) {
      beating.cancel();
      if (reading != null) {
        reading.cancel();
      }
    }
    socket.close(RESUMABLE).subscribe().with(_ -> {}, _ -> {});
  }
}
