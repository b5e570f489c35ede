package dev.milena.egress;

import dev.milena.bus.TopicReader;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads commands again whose text was not kept, with a consumer of its own that belongs to no
 * group. Thread-safe; answers come on the reading thread.
 */
@ApplicationScoped
class Rereads {
  /** Bound on one reading: a fetch takes milliseconds. */
  private static final Duration WITHIN = Duration.ofSeconds(10);

  /**
   * A consumer fetches ahead, and at the end of a partition the broker holds that fetch back; the
   * next reading waits for it. With Kafka's default of 500 ms two texts a second were read.
   */
  private static final int FETCH_WAIT_MS = 10;

  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, Object> kafka;
  private final BlockingQueue<Request<?>> requests = new LinkedBlockingQueue<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("milena-rereads").unstarted(this::run);

  /** Null before the first request. */
  private volatile Consumer<String, byte[]> consumer;

  private volatile boolean closed;

  private record Request<T>(
      Function<Consumer<String, byte[]>, T> question, UniEmitter<? super T> answer) {
    void serve(Consumer<String, byte[]> consumer) {
      try {
        answer.complete(question.apply(consumer));
      } catch (KafkaException e) {
        answer.fail(e);
        throw e;
      }
    }
  }

  Rereads(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = new HashMap<>(kafka);
  }

  /**
   * The records at these offsets, as far as they are still there.
   *
   * @param offsets ascending, at least one
   */
  Uni<List<ConsumerRecord<String, byte[]>>> read(TopicPartition partition, long... offsets) {
    return ask(consumer -> TopicReader.pick(consumer, partition, WITHIN, offsets));
  }

  /**
   * What waits in a partition.
   *
   * @param oldest when the first of it was appended; absent: nothing waits
   * @param end where it ends
   */
  record Backlog(Optional<Instant> oldest, long end) {}

  /**
   * @param begin where it begins; absent: with the first that is left
   */
  Uni<Backlog> backlog(TopicPartition partition, OptionalLong begin) {
    return ask(consumer -> backlog(consumer, partition, begin));
  }

  private <T> Uni<T> ask(Function<Consumer<String, byte[]>, T> question) {
    return Uni.createFrom()
        .emitter(answer -> {
          requests.add(new Request<>(question, answer));
          start();
        });
  }

  private synchronized void start() {
    if (thread.getState() == Thread.State.NEW && !closed) {
      thread.start();
    }
  }

  private void run() {
    while (!closed) {
      try (Consumer<String, byte[]> opened = open()) {
        consumer = opened;
        serve(opened);
      } catch (KafkaException e) {
        if (!closed) {
          Log.trouble("Waiting commands cannot be read again", e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Consumer<String, byte[]> opened) throws InterruptedException {
    while (!closed) {
      requests.take().serve(opened);
    }
  }

  private static Backlog backlog(
      Consumer<String, byte[]> consumer, TopicPartition partition, OptionalLong begin) {
    List<TopicPartition> one = List.of(partition);
    long first = consumer.beginningOffsets(one, WITHIN).get(partition);
    long end = consumer.endOffsets(one, WITHIN).get(partition);
    consumer.assign(one);
    consumer.seek(partition, Math.max(first, begin.orElse(first)));
    long deadline = System.nanoTime() + WITHIN.toNanos();
    while (consumer.position(partition, WITHIN) < end) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        return new Backlog(Optional.of(Instant.ofEpochMilli(record.timestamp())), end);
      }
      checkTime(deadline, partition);
    }
    return new Backlog(Optional.empty(), end);
  }

  private static void checkTime(long deadline, TopicPartition partition) {
    if (System.nanoTime() - deadline > 0) {
      throw new TimeoutException("Waiting commands of " + partition + " were not read in time");
    }
  }

  private Consumer<String, byte[]> open() {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "milena-rereads-" + UUID.randomUUID());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @PreDestroy
  void close() {
    closed = true;
    Consumer<String, byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    ask(ignored -> true).subscribe().with(ignored -> {}, ignored -> {});
  }
}
