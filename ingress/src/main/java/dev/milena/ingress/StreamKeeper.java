package dev.milena.ingress;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.platform.EventStream;
import dev.milena.platform.InboundConnector;
import dev.milena.platform.Platform;
import dev.milena.platform.Redelivery;
import io.opentelemetry.context.Context;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Runs the streams of the accounts that this process owns: opens them, closes them when an account
 * changes or is handed over, and saves their positions.
 */
@ApplicationScoped
class StreamKeeper {
  private static final Logger LOG = Logger.getLogger(StreamKeeper.class);

  /** Streams are closed side by side; each has its own bound. */
  private static final Duration CLOSE_MAX = StreamRunner.FLUSH_MAX.plusMillis(500);

  /** Something we did not think of must not end all streams for ever. */
  private static final Duration AFTER_DEFECT = Duration.ofSeconds(1);

  private final String owner = UUID.randomUUID().toString();
  private final Map<AccountRef, StreamRunner> running = new ConcurrentHashMap<>();

  /**
   * Accounts left to somebody else who claimed them, and until when (monotonic clock). On the
   * polling thread.
   */
  private final Map<AccountRef, Long> yielded = new HashMap<>();

  private final Map<String, EventStream> streams;
  private final Map<String, Platform> platforms;
  private final AccountTable accounts;
  private final Appender appender;
  private final Intake intake;
  private final Backlog backlog;
  private final IngressTracing tracing;
  private final IngressMetrics metrics;
  private final IngressConfig.Streams config;
  private final Vertx vertx;
  private final Map<String, Object> kafka;

  private volatile boolean stopping;
  private volatile StreamOwnership ownership;
  private volatile Runnable wakeUp = () -> {};
  private Thread poller;

  StreamKeeper(
      @All List<InboundConnector> connectors,
      @All List<Platform> platforms,
      AccountTable accounts,
      Appender appender,
      Intake intake,
      Backlog backlog,
      IngressTracing tracing,
      IngressMetrics metrics,
      IngressConfig config,
      Vertx vertx,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.streams =
        connectors.stream()
            .filter(EventStream.class::isInstance)
            .map(EventStream.class::cast)
            .collect(Collectors.toMap(InboundConnector::platform, Function.identity()));
    this.platforms =
        platforms.stream().collect(Collectors.toMap(Platform::key, Function.identity()));
    this.accounts = accounts;
    this.appender = appender;
    this.intake = intake;
    this.backlog = backlog;
    this.tracing = tracing;
    this.metrics = metrics;
    this.config = config.streams();
    this.vertx = vertx;
    this.kafka = kafka;
  }

  void start(@Observes StartupEvent started) {
    if (streams.isEmpty()) {
      return;
    }
    poller = Thread.ofPlatform().name("milena-streams").daemon(true).unstarted(this::poll);
    accounts.whenReady().subscribe().with(ready -> poller.start());
  }

  private void poll() {
    StreamConsumer consumer = StreamConsumer.open(kafka, config);
    ownership =
        new StreamOwnership(
            consumer.kafka(), config.sessionTimeout(), this::closeLost, System::nanoTime);
    wakeUp = consumer.kafka()::wakeup;
    ownership.join();
    try {
      while (!stopping) {
        turn();
      }
    } catch (WakeupException e) {
      LOG.debug("streams: stopping");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closeAll(account -> true);
      ownership.close();
    }
  }

  private void turn() throws InterruptedException {
    try {
      ownership.turn();
      reconcile();
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("streams: a turn broke off; the next one goes on", e);
      Thread.sleep(AFTER_DEFECT);
    }
  }

  /** Opens what should run and does not; closes what runs and should not. On the polling thread. */
  private void reconcile() {
    closeAll(runner -> !wanted(runner));
    for (Account account : accounts.all()) {
      EventStream stream = streams.get(account.ref().platform());
      if (stream != null && mayOpen(account.ref())) {
        ownId(stream, account).ifPresent(id -> open(account, stream, id));
      }
    }
  }

  private boolean mayOpen(AccountRef account) {
    yielded.computeIfPresent(account, (ref, until) -> System.nanoTime() < until ? until : null);
    return !running.containsKey(account)
        && !yielded.containsKey(account)
        && ownership.owns(account);
  }

  private boolean wanted(StreamRunner runner) {
    Account account = runner.account();
    boolean current =
        accounts.find(account.ref()).filter(a -> a.version() == account.version()).isPresent();
    if (!current || !ownership.owns(account.ref())) {
      return false;
    }
    boolean ours = ownership.find(account.ref()).filter(c -> !c.owner().equals(owner)).isEmpty();
    if (!ours) {
      yieldTo(account.ref());
    }
    return ours;
  }

  /**
   * Somebody with another group claimed the account after us: two streams would throw each other
   * out for ever.
   */
  private void yieldTo(AccountRef account) {
    yielded.put(account, System.nanoTime() + config.yieldFor().toNanos());
    LOG.errorf(
        "stream yielded account=%s for %s: another deployment listens to it too; give them filters that do not overlap",
        account, config.yieldFor());
  }

  /**
   * Who listens, by the account's id at its platform. Empty where it wants no stream, and where its
   * settings cannot be read: others have theirs all the same.
   */
  private Optional<String> ownId(EventStream stream, Account account) {
    try {
      return stream.wantedBy(account)
          ? Optional.of(platforms.get(account.ref().platform()).ownId(account))
          : Optional.empty();
    } catch (RuntimeException e) {
      LOG.debugf("stream not opened account=%s: %s", account.ref(), e.getMessage());
      return Optional.empty();
    }
  }

  private void open(Account account, EventStream stream, String ownId) {
    Optional<Cursor> last = ownership.find(account.ref());
    Cursor claim =
        new Cursor(
            account.ref().platform(),
            account.ref().name(),
            ownId,
            last.map(Cursor::epoch).orElse(0L) + 1,
            owner,
            last.filter(c -> c.ownId().equals(ownId)).flatMap(Cursor::position));
    ownership.remember(claim);
    io.vertx.core.Context context = vertx.getOrCreateContext();
    StreamRunner runner =
        new StreamRunner(
            account, stream, config, new World(account.ref(), stream, context), System::nanoTime);
    running.put(account.ref(), runner);
    metrics.streamOpened();
    claim(claim, runner)
        .subscribe()
        .with(
            claimed -> context.runOnContext(now -> runner.open()),
            failure -> LOG.debugf("stream not claimed account=%s: it was closed", account.ref()));
    LOG.infof("stream opened account=%s epoch=%d", account.ref(), claim.epoch());
  }

  /**
   * A stream whose claim nobody can read must not be opened: another deployment would not yield.
   */
  private Uni<RecordMetadata> claim(Cursor claim, StreamRunner runner) {
    return appender
        .append(claim.record())
        .onFailure()
        .retry()
        .withBackOff(config.retryMin(), config.retryMax())
        .until(failure -> runner.state() != StreamRunner.State.CLOSED);
  }

  private void closeLost() {
    yielded.clear();
    closeAll(runner -> !ownership.owns(runner.account().ref()));
  }

  private void closeAll(java.util.function.Predicate<StreamRunner> which) {
    List<StreamRunner> closing = running.values().stream().filter(which).toList();
    if (closing.isEmpty()) {
      return;
    }
    closing.forEach(r -> running.remove(r.account().ref()));
    Uni.join()
        .all(closing.stream().map(StreamRunner::close).toList())
        .andCollectFailures()
        .await()
        .atMost(CLOSE_MAX);
    closing.forEach(r -> {
      metrics.streamClosed();
      LOG.infof("stream closed account=%s", r.account().ref());
    });
  }

  /** For health: what runs, and how it is. */
  Map<String, String> states() {
    return running.entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> e.getKey().toString(),
                e -> e.getValue().state().name().toLowerCase(java.util.Locale.ROOT)));
  }

  void stop(@Observes ShutdownEvent stopped) throws InterruptedException {
    stopping = true;
    wakeUp.run();
    if (poller != null && poller.isAlive()) {
      poller.join(CLOSE_MAX.multipliedBy(2));
    }
  }

  /** Why a batch is not appended now; it comes again. */
  private static final class NotNowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotNowException(String why) {
      super(why, null, false, false);
    }
  }

  /** What a runner needs of this process. */
  private final class World implements StreamRunner.Surroundings {
    private final AccountRef ref;
    private final Redelivery redelivery;
    private final io.vertx.core.Context context;

    World(AccountRef ref, EventStream stream, io.vertx.core.Context context) {
      this.ref = ref;
      this.redelivery = stream.redelivery();
      this.context = context;
    }

    @Override
    public Uni<Void> append(Account account, EventStream.Batch batch, Context trace) {
      metrics.received(ref);
      return mayAppend()
          .chain(() -> intake.append(ref, batch.translation(), batch::raw, trace))
          .chain(() -> save(batch.cursor()))
          .onItemOrFailure()
          .invoke((done, failure) -> count(trace, failure));
    }

    /**
     * Who slept through a rebalance finds out here, before the polling thread closes the stream.
     */
    private Uni<Void> mayAppend() {
      if (!ownership.owns(ref)) {
        return Uni.createFrom().failure(new NotNowException("Another process owns the stream"));
      }
      return backlog.tooOld()
          ? Uni.createFrom().failure(new NotNowException("The router is too far behind"))
          : Uni.createFrom().voidItem();
    }

    private void count(Context trace, Throwable failure) {
      if (failure == null) {
        metrics.taken(ref);
      } else {
        metrics.unavailable(ref, redelivery.horizon().isZero() && !redelivery.gapFillable());
      }
      tracing.appended(ref, trace, failure);
    }

    private Uni<Void> save(Optional<String> position) {
      Optional<Cursor> cursor = ownership.find(ref).filter(c -> c.owner().equals(owner));
      if (position.isEmpty() || cursor.isEmpty()) {
        return Uni.createFrom().voidItem();
      }
      Cursor moved = cursor.get().at(position);
      return appender
          .append(moved.record())
          .invoke(() -> ownership.remember(moved))
          .replaceWithVoid();
    }

    @Override
    public Context trace(Account account) {
      return tracing.polled(account.ref());
    }

    @Override
    public Optional<String> cursor() {
      return ownership.find(ref).flatMap(Cursor::position);
    }

    @Override
    public void later(Duration pause, Runnable task) {
      vertx.setTimer(
          Math.max(1, pause.toMillis()), fired -> context.runOnContext(now -> task.run()));
    }

    @Override
    public void lost(Account account, String kind) {
      metrics.streamLost(account.ref(), kind);
    }
  }
}
