package dev.milena.ingress;

import dev.milena.model.Account;
import dev.milena.platform.EventStream;
import dev.milena.platform.EventStream.StreamFailure;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps the stream of one account open: connects, appends every batch before it asks for the next,
 * and connects again after a loss.
 *
 * <pre>
 *   CONNECTING ──batch──▶ CONNECTED ──loss──▶ WAITING ──pause over──▶ CONNECTING
 *       │                                        ▲
 *       └──────────────── loss ──────────────────┘        any ──close──▶ CLOSED
 *   WAITING without an end (HELD): the platform refuses the credentials; only a new account record helps
 * </pre>
 *
 * All of it runs on one event-loop context; {@link #close} and {@link #state} may be called from
 * any thread.
 */
final class StreamRunner {
  private static final Logger LOG = Logger.getLogger(StreamRunner.class);

  /**
   * How long a batch being appended is waited for when the stream is closed: a little above the
   * bounds of two appends, the batch's and its cursor's.
   */
  static final Duration FLUSH_MAX = Duration.ofMillis(4500);

  /** What has lasted so long was no mistake, however long the pause before it. */
  private static final Duration LASTING = Duration.ofSeconds(10);

  enum State {
    CONNECTING,
    CONNECTED,
    WAITING,
    HELD,
    CLOSED
  }

  /** What a runner needs of the world. */
  interface Surroundings {
    Uni<Void> append(Account account, EventStream.Batch batch, Context trace);

    Context trace(Account account);

    /** Where the stream goes on after a loss. */
    Optional<String> cursor();

    /** Runs something later on this runner's context. */
    void later(Duration pause, Runnable task);

    void lost(Account account, String kind);
  }

  private final Account account;
  private final EventStream stream;
  private final IngressConfig.Streams config;
  private final Surroundings world;
  private final LongSupplier nanos;
  private final long openedAt;

  private volatile State state = State.CONNECTING;
  private volatile Uni<Void> appending = Uni.createFrom().voidItem();
  private Cancellable subscription = () -> {};
  private long connectedAt;

  /** In a row: a connection that lasts as long as the pause before it ends the row. */
  private int losses;

  private Duration lastPause = Duration.ZERO;

  StreamRunner(
      Account account,
      EventStream stream,
      IngressConfig.Streams config,
      Surroundings world,
      LongSupplier nanos) {
    this.account = account;
    this.stream = stream;
    this.config = config;
    this.world = world;
    this.nanos = nanos;
    this.openedAt = nanos.getAsLong();
  }

  Account account() {
    return account;
  }

  State state() {
    return state;
  }

  void open() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CONNECTING;
    subscription =
        stream
            .open(account, world.cursor())
            .onItem()
            .transformToUniAndConcatenate(this::take)
            .subscribe()
            .with(
                taken -> {}, this::lost, () -> lost(new IllegalStateException("The stream ended")));
  }

  /**
   * Once begun, an append goes to its end and its cursor is saved, also where the stream is closed
   * meanwhile.
   */
  private Uni<Void> take(EventStream.Batch batch) {
    if (state == State.CONNECTING) {
      state = State.CONNECTED;
      connectedAt = nanos.getAsLong();
    }
    Uni<Void> append = world.append(account, batch, world.trace(account)).memoize().indefinitely();
    appending = append.onFailure().recoverWithNull();
    return append;
  }

  private void lost(Throwable cause) {
    if (state == State.CLOSED) {
      return;
    }
    losses = hasLasted() ? 1 : losses + 1;
    if (cause instanceof StreamFailure failure) {
      meaningful(failure);
    } else {
      LOG.infof(
          "stream lost account=%s reason=%s: connecting again",
          account.ref(), cause.getClass().getSimpleName());
      LOG.debug("stream lost because", cause);
      world.lost(account, "connection");
      retry(backOff());
    }
  }

  /** A platform that takes every connection and ends it at once must be left in peace as well. */
  private boolean hasLasted() {
    long lasted = nanos.getAsLong() - connectedAt;
    return state == State.CONNECTED && lasted >= Math.min(lastPause.toNanos(), LASTING.toNanos());
  }

  private void meaningful(StreamFailure failure) {
    world.lost(account, failure.kind().name().toLowerCase(java.util.Locale.ROOT));
    switch (failure.kind()) {
      case THROTTLED -> retry(failure.retryAfter());
      case CONFLICT -> conflict(failure);
      case MISCONFIGURED -> {
        state = State.HELD;
        LOG.errorf(
            "stream held account=%s until the account is changed: %s",
            account.ref(), failure.getMessage());
      }
    }
  }

  private void conflict(StreamFailure failure) {
    boolean handOver = nanos.getAsLong() - openedAt < config.handOver().toNanos();
    if (handOver) {
      retry(config.retryMin());
    } else {
      LOG.errorf("stream contested account=%s: %s", account.ref(), failure.getMessage());
      retry(config.conflictPause());
    }
  }

  private void retry(Duration pause) {
    state = State.WAITING;
    world.later(pause, this::open);
  }

  /**
   * Doubles, with up to a fifth more or less, so that many streams do not come back at one moment.
   */
  private Duration backOff() {
    long doubled = config.retryMin().toMillis() << Math.min(losses - 1, 16);
    long bounded = Math.min(doubled, config.retryMax().toMillis());
    lastPause =
        Duration.ofMillis((long) (bounded * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    return lastPause;
  }

  /** Stops reading, and waits (bounded) for what is being appended. */
  Uni<Void> close() {
    state = State.CLOSED;
    subscription.cancel();
    return appending.ifNoItem().after(FLUSH_MAX).recoverWithItem((Void) null);
  }
}
