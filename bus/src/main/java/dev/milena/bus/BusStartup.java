package dev.milena.bus;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * What must be there before the first message is read: topics, their metadata, the accounts, whom
 * to forget. Runs before SmallRye's channels start. When Kafka cannot be reached, the start goes on
 * after {@code milena.kafka.start-wait}, not ready, and this goes on trying beside it.
 */
@ApplicationScoped
public class BusStartup {
  private static final Logger LOG = Logger.getLogger(BusStartup.class);

  /** How soon an attempt follows a failed one: at first, and at most. */
  private static final Duration AGAIN_FIRST = Duration.ofMillis(500);

  private static final Duration AGAIN_MAX = Duration.ofSeconds(10);

  /**
   * How often the topics of a new platform are tried: some minutes, as long as a cluster takes to
   * come back.
   */
  private static final int AGAIN_TIMES = 30;

  /** Bound for reading the accounts, and the erased, within one attempt. */
  private static final Duration READ_MAX = Duration.ofSeconds(60);

  private final TopicSetup topics;
  private final Appender appender;
  private final AccountTable accounts;
  private final ErasedTable erased;
  private final Duration wait;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();
  private volatile String trouble = "Kafka has not been asked yet";

  BusStartup(
      TopicSetup topics,
      Appender appender,
      AccountTable accounts,
      ErasedTable erased,
      BusConfig config) {
    this.topics = topics;
    this.appender = appender;
    this.accounts = accounts;
    this.erased = erased;
    this.wait = config.startWait();
  }

  /** Whether everything is there: topics, metadata, accounts. Stays true. */
  public boolean ready() {
    return done.isDone() && !done.isCompletedExceptionally() && appender.ready();
  }

  /**
   * Done when everything is there; fails with {@link TopicMismatchException} when the topics cannot
   * be used.
   */
  public Uni<Void> whenReady() {
    return Uni.createFrom().completionStage(() -> done.copy());
  }

  /**
   * What stands in the way, for whoever asks after this process's health; absent when nothing does.
   */
  public Optional<String> trouble() {
    return ready() ? Optional.empty() : Optional.of(trouble);
  }

  void onStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    Thread.ofPlatform().daemon().name("milena-start").start(this::run);
    try {
      done.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.errorf("Starting without Kafka, not ready, after %s: %s", wait, trouble);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void onStop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }

  private void run() {
    Duration again = AGAIN_FIRST;
    while (!attempt() && !stopsWithin(again)) {
      again = again.multipliedBy(2).compareTo(AGAIN_MAX) < 0 ? again.multipliedBy(2) : AGAIN_MAX;
    }
  }

  /** Whether no further attempt is needed. */
  private boolean attempt() {
    try {
      prepare(topics.core());
      accounts.start();
      erased.start();
      accounts.awaitReady(READ_MAX);
      erased.awaitReady(READ_MAX);
      List<String> platforms = accounts.platforms();
      prepare(topics.outbound(platforms));
      prepared.addAll(platforms);
      done.complete(null);
      accounts.onChange(change -> prepareNew(change.ref().platform()));
      accounts.platforms().forEach(this::prepareNew);
      return true;
    } catch (KafkaException e) {
      wait(e);
      return false;
    } catch (RuntimeException e) {
      LOG.errorf("This process cannot work with the topics as they are: %s", e.getMessage());
      trouble = String.valueOf(e.getMessage());
      done.completeExceptionally(e);
      return true;
    }
  }

  private void prepare(List<TopicSpec> specs) {
    topics.ensure(specs);
    appender.warm(specs.stream().map(TopicSpec::name).toList());
  }

  /** An account of a platform that had none: its topics are made beside everything else. */
  private void prepareNew(String platform) {
    if (prepared.add(platform)) {
      topics
          .ensureOutbound(List.of(platform))
          .onFailure(KafkaException.class)
          .retry()
          .withBackOff(AGAIN_FIRST, AGAIN_MAX)
          .atMost(AGAIN_TIMES)
          .subscribe()
          .with(
              ignored -> LOG.infof("The topics of platform %s are there", platform),
              failure -> forget(platform, failure));
    }
  }

  private void forget(String platform, Throwable failure) {
    prepared.remove(platform);
    LOG.errorf(
        "The topics of platform %s cannot be made: %s. Tried again when one of its accounts changes",
        platform, failure.getMessage());
  }

  private void wait(KafkaException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    if (!why.equals(trouble)) {
      LOG.warnf("Kafka is not ready for this process: %s. It is asked again until it is", why);
    }
    trouble = why;
  }

  private boolean stopsWithin(Duration time) {
    try {
      return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
