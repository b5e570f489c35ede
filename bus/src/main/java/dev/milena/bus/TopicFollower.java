package dev.milena.bus;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Reads a small topic to the end that it has at the start, then follows it, on a thread of its own.
 * Belongs to no group. When Kafka is away it tries again until closed; then the topic is read from
 * its beginning once more.
 */
final class TopicFollower {
  private static final Logger LOG = Logger.getLogger(TopicFollower.class);

  /** Bound for reading the topic at a start: far above what thousands of small records take. */
  private static final Duration READ_MAX = Duration.ofSeconds(60);

  /** How long a poll waits for news; it returns as soon as there are some. */
  private static final Duration POLL = Duration.ofSeconds(1);

  /** How soon reading is tried again after a failure. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** How long closing waits for the thread, which only has to leave a poll. */
  private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

  private final Map<String, Object> kafka;
  private final String topic;
  private final Supplier<TopicReader.From> begin;
  private final java.util.function.Consumer<ConsumerRecord<String, byte[]>> each;
  private final Runnable atEnd;
  private final CompletableFuture<Void> read = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Null while there is no connection. */
  private volatile Consumer<String, byte[]> consumer;

  /** Reads a whole topic. */
  TopicFollower(
      Map<String, Object> kafka,
      String topic,
      String name,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> each,
      Runnable atEnd) {
    this(kafka, topic, name, () -> TopicReader.From.BEGINNING, each, atEnd);
  }

  /**
   * @param name of the thread and the Kafka client, behind {@code milena-}
   * @param begin where to; asked whenever reading begins
   * @param each is shown every record, on the follower's thread
   * @param atEnd runs there when the end of the start is reached
   */
  TopicFollower(
      Map<String, Object> kafka,
      String topic,
      String name,
      Supplier<TopicReader.From> begin,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> each,
      Runnable atEnd) {
    this.kafka = kafka;
    this.topic = topic;
    this.begin = begin;
    this.each = each;
    this.atEnd = atEnd;
    this.thread =
        Thread.ofPlatform().daemon().name("milena-" + name).unstarted(() -> this.run(name));
  }

  /** Whether the topic has been read to the end that it had at the start. Stays true. */
  boolean ready() {
    return read.isDone();
  }

  /** Done when {@link #ready()}. Never fails. */
  Uni<Void> whenReady() {
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
      throw new TimeoutException("The topic " + topic + " was not read within " + within, e);
    } catch (ExecutionException e) {
      throw new KafkaException("The topic " + topic + " cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while the topic " + topic + " was read", e);
    }
  }

  private void run(String name) {
    do {
      try (Consumer<String, byte[]> opened = TopicReader.open(kafka, name)) {
        consumer = opened;
        follow(opened);
      } catch (WakeupException e) {
        LOG.debugf("Reading of %s was closed", topic);
      } catch (KafkaException | IllegalStateException e) {
        LOG.warnf(
            "The topic %s cannot be read (%s); what is known stands, and reading is tried again",
            topic, e.getMessage());
      } finally {
        consumer = null;
      }
    } while (!closedWithin(AGAIN));
  }

  private void follow(Consumer<String, byte[]> opened) {
    TopicReader.readToEnd(
        opened, TopicReader.partitions(opened, topic, READ_MAX), begin.get(), READ_MAX, each);
    atEnd.run();
    read.complete(null);
    while (closed.getCount() > 0) {
      opened.poll(POLL).forEach(each);
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

  /** Stops reading; when it returns, nothing more is shown. */
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
}
