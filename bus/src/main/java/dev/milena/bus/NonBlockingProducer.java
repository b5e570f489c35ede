package dev.milena.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * Kafka's producer, set up so that its {@code send} never waits (see {@link ProducerSettings}): an
 * event loop may call it. Where Kafka would wait for the metadata of a topic, records are set aside
 * in their order while a thread of its own asks, so that a missing topic holds up nobody else.
 *
 * <pre>
 *  cold ──first record──▶ asked for ──answer──▶ known ──metadata gone──▶ cold
 *   ▲                          │
 *   └────no such topic: what was set aside fails
 * </pre>
 *
 * <p>Topics that the process cannot do without are never cold: they are asked for until Kafka
 * answers, since who is not ready is given nothing that could ask.
 *
 * <p>Thread-safe; records that one thread sends to one partition lie there in that order.
 */
final class NonBlockingProducer {
  private static final Logger LOG = Logger.getLogger(NonBlockingProducer.class);

  /** Between two looks at whether Kafka has answered; it does within milliseconds. */
  private static final Duration ASK_AGAIN = Duration.ofMillis(10);

  /** Between two questions for a topic that is needed, where Kafka refuses at once. */
  private static final Duration NEEDED_AGAIN = Duration.ofMillis(200);

  private final Map<String, Object> settings;
  private final Duration patience;
  private final Duration askMax;

  /**
   * Partition counts by topic. Added under the lock of {@link #cold}, else what waits would be
   * overtaken.
   */
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  /** What waits for metadata, by topic; its own lock, held for no longer than sending takes. */
  private final Map<String, Queue<Waiting>> cold = new HashMap<>();

  private final Set<String> wanted = ConcurrentHashMap.newKeySet();

  /** Null until Kafka has been asked for the first time. */
  private volatile Producer<String, byte[]> producer;

  private volatile boolean closed;

  NonBlockingProducer(Map<String, Object> settings, BusConfig config) {
    this.settings = settings;
    this.patience = config.deliveryTimeout();
    this.askMax = config.requestTimeout();
  }

  private record Waiting(ProducerRecord<String, byte[]> record, Submission submission) {}

  /** Sends it, or fails it at once; returns without waiting either way. */
  void send(Submission submission) {
    if (closed || producer == null) {
      submission.fail(
          closed ? stopping() : new NotReadyException("Kafka has not been reached yet"));
      return;
    }
    for (ProducerRecord<String, byte[]> record : submission.records()) {
      Integer partitions = known.get(record.topic());
      if (partitions == null) {
        sendWhenKnown(record, submission);
      } else {
        send(record, submission, partitions);
      }
    }
  }

  private void sendWhenKnown(ProducerRecord<String, byte[]> record, Submission submission) {
    synchronized (cold) {
      Integer partitions = known.get(record.topic());
      if (partitions == null) {
        cold.computeIfAbsent(record.topic(), this::askAside).add(new Waiting(record, submission));
      } else {
        send(record, submission, partitions);
      }
    }
  }

  private void send(ProducerRecord<String, byte[]> record, Submission submission, int partitions) {
    try {
      Future<RecordMetadata> sent = producer.send(placed(record, partitions), submission::done);
      if (sent.isDone() && metadataIsGone(sent)) {
        forget(record.topic());
      }
    } catch (IllegalStateException e) {
      submission.done(null, stopping());
    } catch (RuntimeException e) {
      submission.done(null, e);
    }
  }

  /** As of a topic that was deleted: the next record asks aside. */
  private static boolean metadataIsGone(Future<RecordMetadata> sent) {
    return sent.state() == Future.State.FAILED && sent.exceptionNow() instanceof TimeoutException;
  }

  private void forget(String topic) {
    synchronized (cold) {
      known.remove(topic);
      if (isNeeded(topic)) {
        cold.computeIfAbsent(topic, this::askAside);
      }
    }
  }

  private boolean isNeeded(String topic) {
    return wanted.contains(topic) && !closed;
  }

  private static ProducerRecord<String, byte[]> placed(
      ProducerRecord<String, byte[]> record, int partitions) {
    return record.partition() != null
        ? record
        : TopicPartitioner.forced(record, partitions)
            .map(p ->
                new ProducerRecord<>(
                    record.topic(), p, record.key(), record.value(), record.headers()))
            .orElse(record);
  }

  private Queue<Waiting> askAside(String topic) {
    Thread.ofVirtual().name("milena-metadata").start(() -> askUntilToldOrGivenUp(topic));
    return new ArrayDeque<>();
  }

  private void askUntilToldOrGivenUp(String topic) {
    boolean first = true;
    while (!isTold(topic, first)) {
      first = false;
      pause(NEEDED_AGAIN);
    }
  }

  /** Whether Kafka has answered, or need not. What has waited meanwhile fails if it has not. */
  private boolean isTold(String topic, boolean first) {
    try {
      ask(topic);
      return true;
    } catch (KafkaException | IllegalStateException e) {
      if (first) {
        LOG.warnf("Kafka says nothing of topic %s: %s", topic, e.getMessage());
      }
      return !giveUp(topic, e);
    }
  }

  /** Asks for a topic, and sends what waited for it before anything newer. Blocks. */
  private void ask(String topic) {
    int partitions = partitions(topic);
    synchronized (cold) {
      Queue<Waiting> waiting = cold.remove(topic);
      if (waiting != null) {
        waiting.forEach(w -> send(w.record(), w.submission(), partitions));
      }
      known.put(topic, partitions);
    }
  }

  private int partitions(String topic) {
    long since = System.nanoTime();
    while (true) {
      try {
        return producer.partitionsFor(topic).size();
      } catch (TimeoutException e) {
        // It has only been asked for by now: this producer waits for nothing.
        if (closed || System.nanoTime() - since > askMax.toNanos()) {
          throw new TimeoutException("No answer about topic " + topic + " within " + askMax, e);
        }
        pause(ASK_AGAIN);
      }
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /** Fails what waits for a topic; returns whether it is to be asked for all the same. */
  private boolean giveUp(String topic, RuntimeException why) {
    boolean needed = isNeeded(topic);
    Queue<Waiting> waiting;
    synchronized (cold) {
      waiting = needed ? cold.put(topic, new ArrayDeque<>()) : cold.remove(topic);
    }
    if (waiting != null) {
      waiting.forEach(w -> w.submission().done(null, why));
    }
    return needed;
  }

  /**
   * Connects, if that has not been done, and asks for topics. Blocks; throws KafkaException when
   * Kafka is not there.
   */
  synchronized void warm(Collection<String> topics) {
    if (closed) {
      throw stopping();
    }
    if (producer == null) {
      // Fails while the broker's name cannot be resolved, which on Kubernetes is how a first start
      // begins.
      producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }
    wanted.addAll(topics);
    topics.forEach(this::ask);
  }

  boolean ready() {
    return producer != null && !closed && known.keySet().containsAll(wanted);
  }

  /** Refuses what comes now, and waits within the delivery timeout for what was sent. */
  synchronized void close() {
    boolean running = producer != null && !closed;
    closed = true;
    if (running) {
      coldTopics().forEach(topic -> giveUp(topic, stopping()));
      producer.close(patience);
    }
  }

  private Set<String> coldTopics() {
    synchronized (cold) {
      return Set.copyOf(cold.keySet());
    }
  }

  private static NotReadyException stopping() {
    return new NotReadyException("This process is stopping");
  }
}
