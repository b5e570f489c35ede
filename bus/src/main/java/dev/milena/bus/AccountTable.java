package dev.milena.bus;

import dev.milena.model.Account;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.model.Sealer;
import dev.milena.model.Topics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The accounts that this process serves, as {@code milena.accounts} has them: read to the end that
 * the topic has at the start, then kept up to date within a fraction of a second. Needs no database
 * and belongs to no group.
 *
 * <p>Thread-safe; questions are answered from memory. When Kafka is away, what was read last
 * stands.
 */
@Singleton
public class AccountTable {
  private static final Logger LOG = Logger.getLogger(AccountTable.class);

  /** Bound for reading the topic at a start: far above what thousands of small records take. */
  private static final Duration READ_MAX = Duration.ofSeconds(60);

  /** How long a poll waits for news; it returns as soon as there are some. */
  private static final Duration POLL = Duration.ofSeconds(1);

  /** How soon reading is tried again after a failure. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** How long closing waits for the thread, which only has to leave a poll. */
  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  private final Map<String, Object> kafka;
  private final AccountBook book;
  private final CompletableFuture<Void> read = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("milena-accounts").unstarted(this::run);

  /** Null while there is no connection. */
  private volatile Consumer<String, byte[]> consumer;

  AccountTable(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      AccountsConfig config,
      Sealer sealer) {
    this.kafka = kafka;
    this.book = new AccountBook(sealer, new AccountFilter(config.filter()));
  }

  /**
   * An account appeared, has other settings, or is gone.
   *
   * @param before absent: it was not there
   * @param now absent: it is gone
   */
  public record Change(AccountRef ref, Optional<Account> before, Optional<Account> now) {}

  /** The record in which the router publishes an account. */
  public static ProducerRecord<String, byte[]> toRecord(AccountRecord account) {
    return new ProducerRecord<>(Topics.ACCOUNTS, account.ref().key(), Json.bytes(account));
  }

  /** Whether this process would serve an account of that name, be it known by now or not. */
  public boolean serves(AccountRef ref) {
    return book.serves(ref);
  }

  /** An account that this process serves. */
  public Optional<Account> find(AccountRef ref) {
    return book.find(ref);
  }

  /** The account whose own web address this is, see {@link Account.Common#path()}. */
  public Optional<Account> findByPath(String path) {
    return book.findByPath(path);
  }

  /** All accounts that this process serves, at this moment. */
  public Collection<Account> all() {
    return book.all();
  }

  /**
   * Has every later change told, in order, on the table's own thread: be quick, and block nothing.
   * What the topic holds at the start is told as well, each account once, to those who ask before
   * the table is ready; later listeners look at {@link #all()} after they have asked. Listeners
   * stay for the life of the process.
   */
  public void onChange(java.util.function.Consumer<Change> listener) {
    book.onChange(listener);
  }

  /** Whether the topic has been read to the end that it had at the start. Stays true. */
  public boolean ready() {
    return read.isDone();
  }

  /** Done when {@link #ready()}. Never fails. */
  public Uni<Void> whenReady() {
    return Uni.createFrom().completionStage(() -> read.copy());
  }

  /** Begins to read. Returns at once; again: does nothing. */
  synchronized void start() {
    if (thread.getState() == Thread.State.NEW && closed.getCount() > 0) {
      thread.start();
    }
  }

  /** Blocks until {@link #ready()}; throws Kafka's TimeoutException when that takes too long. */
  void awaitReady(Duration within) {
    try {
      read.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException("The accounts were not read within " + within, e);
    } catch (ExecutionException e) {
      throw new KafkaException("The accounts cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while the accounts were read", e);
    }
  }

  private void run() {
    do {
      try (Consumer<String, byte[]> opened = TopicReader.open(kafka, "accounts")) {
        consumer = opened;
        follow(opened);
      } catch (WakeupException e) {
        LOG.debug("The account table was closed");
      } catch (KafkaException | IllegalStateException e) {
        LOG.warnf(
            "Accounts cannot be read (%s); what is known stands, and reading is tried again",
            e.getMessage());
      } finally {
        consumer = null;
      }
    } while (!closedWithin(AGAIN));
  }

  private void follow(Consumer<String, byte[]> opened) {
    TopicReader.readToEnd(
        opened,
        TopicReader.partitions(opened, Topics.ACCOUNTS, READ_MAX),
        TopicReader.From.BEGINNING,
        READ_MAX,
        book::read);
    book.tellFirst();
    read.complete(null);
    while (closed.getCount() > 0) {
      opened.poll(POLL).forEach(book::read);
    }
  }

  private boolean closedWithin(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Stops reading; when it returns, listeners hear of nothing more. */
  @PreDestroy
  void close() {
    closed.countDown();
    Consumer<String, byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(CLOSE_MAX.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The platforms that this process has accounts of. */
  List<String> platforms() {
    return book.all().stream().map(a -> a.ref().platform()).distinct().sorted().toList();
  }
}
