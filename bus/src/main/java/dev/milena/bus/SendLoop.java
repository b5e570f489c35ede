package dev.milena.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/**
 * The one thread that calls Kafka's {@code send}. Everything that it works on comes through one
 * bounded queue; records for a topic whose metadata is not there yet are set aside, in their order,
 * while a thread of its own asks for it, so that a missing topic holds up nobody else.
 *
 * <pre>
 *  cold ──first record──▶ asked for ──answer──▶ known ──a send that blocked──▶ cold
 *   ▲                          │
 *   └────no such topic: what was set aside fails
 * </pre>
 */
final class SendLoop {
  private static final Logger LOG = Logger.getLogger(SendLoop.class);

  /**
   * Appends taken off the queue in one go: enough to spare most of the locking, few enough to stay
   * in the caches.
   */
  private static final int DRAIN_MAX = 512;

  /**
   * A {@code send} that takes this long has waited for something: by itself it takes microseconds.
   */
  private static final Duration BLOCKED = Duration.ofMillis(100);

  private final Map<String, Object> settings;
  private final Duration patience;
  private final BlockingQueue<Task> queue;

  /** Partition counts by topic. Changed by the loop alone, read by others. */
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  /** What waits for metadata, by topic. The loop's own. */
  private final Map<String, Queue<Waiting>> cold = new HashMap<>();

  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("milena-appender").unstarted(this::run);

  /** Null until Kafka has been asked for the first time. */
  private volatile Producer<String, byte[]> producer;

  private volatile boolean closed;

  SendLoop(Map<String, Object> settings, BusConfig config) {
    this.settings = settings;
    this.patience = config.deliveryTimeout();
    this.queue = new ArrayBlockingQueue<>(config.queueMax());
  }

  private sealed interface Task {
    record Send(Submission submission) implements Task {}

    record Known(String topic, int partitions) implements Task {}

    record Missing(String topic, RuntimeException why) implements Task {}

    record Reached(CountDownLatch latch) implements Task {}

    record Stop() implements Task {}
  }

  private record Waiting(ProducerRecord<String, byte[]> record, Submission submission) {}

  /** Takes it, or fails it at once. */
  void offer(Submission submission) {
    if (closed || producer == null) {
      submission.fail(
          closed ? stopping() : new NotReadyException("Kafka has not been reached yet"));
      return;
    }
    Task task = new Task.Send(submission);
    if (!queue.offer(task)) {
      submission.fail(new OverloadedException("Too many appends wait for the sending thread"));
    } else if (closed && queue.remove(task)) {
      // It came in behind the last one that the loop looked at.
      submission.fail(stopping());
    }
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
      thread.start();
    }
    wanted.addAll(topics);
    for (String topic : topics) {
      put(new Task.Known(topic, producer.partitionsFor(topic).size()));
    }
    awaitTurn();
  }

  /** Until the loop has seen everything that is in its queue now. */
  private void awaitTurn() {
    CountDownLatch reached = new CountDownLatch(1);
    put(new Task.Reached(reached));
    try {
      if (!reached.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException("The sending thread has no time for " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  boolean ready() {
    return producer != null && !closed && known.keySet().containsAll(wanted);
  }

  synchronized void close() {
    boolean running = producer != null && !closed;
    closed = true;
    if (running) {
      put(new Task.Stop());
      try {
        thread.join(patience.multipliedBy(2));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    List<Task> tasks = new ArrayList<>(DRAIN_MAX);
    boolean going = true;
    while (going) {
      take(tasks);
      for (Task task : tasks) {
        going &= handleSafely(task);
      }
      tasks.clear();
    }
    cold.values().forEach(waiting -> waiting.forEach(w -> w.submission().done(null, stopping())));
    producer.close(patience);
    queue.drainTo(tasks);
    tasks.forEach(this::refuse);
  }

  private static NotReadyException stopping() {
    return new NotReadyException("This process is stopping");
  }

  private void take(List<Task> tasks) {
    try {
      tasks.add(queue.take());
      queue.drainTo(tasks, DRAIN_MAX - 1);
    } catch (InterruptedException e) {
      tasks.add(new Task.Stop());
    }
  }

  /** Whether to go on. What one append does to the loop must not become the fate of all. */
  private boolean handleSafely(Task task) {
    try {
      return handle(task);
    } catch (RuntimeException e) {
      LOG.error("An append broke off; those behind it go on", e);
      return true;
    }
  }

  private boolean handle(Task task) {
    switch (task) {
      case Task.Send(Submission submission) -> send(submission);
      case Task.Known(String topic, int partitions) -> {
        known.put(topic, partitions);
        Queue<Waiting> waiting = cold.remove(topic);
        if (waiting != null) {
          waiting.forEach(w -> send(w.record(), w.submission(), partitions));
        }
      }
      case Task.Missing(String topic, RuntimeException why) -> {
        Queue<Waiting> waiting = cold.remove(topic);
        if (waiting != null) {
          waiting.forEach(w -> w.submission().done(null, why));
        }
      }
      case Task.Reached(CountDownLatch latch) -> latch.countDown();
      case Task.Stop() -> {
        return false;
      }
    }
    return true;
  }

  private void refuse(Task task) {
    if (task instanceof Task.Send(Submission submission)) {
      submission.fail(stopping());
    }
  }

  private void send(Submission submission) {
    if (submission.olderThan(patience)) {
      submission.fail(
          new TimeoutException("The append waited " + patience + " for the sending thread"));
      return;
    }
    for (ProducerRecord<String, byte[]> record : submission.records()) {
      Integer partitions = known.get(record.topic());
      if (partitions == null) {
        setAside(record, submission);
      } else {
        send(record, submission, partitions);
      }
    }
  }

  private void setAside(ProducerRecord<String, byte[]> record, Submission submission) {
    Queue<Waiting> waiting = cold.get(record.topic());
    if (waiting == null) {
      waiting = new ArrayDeque<>();
      cold.put(record.topic(), waiting);
      Thread.ofVirtual().name("milena-metadata").start(() -> ask(record.topic()));
    }
    waiting.add(new Waiting(record, submission));
  }

  private void ask(String topic) {
    try {
      put(new Task.Known(topic, producer.partitionsFor(topic).size()));
    } catch (KafkaException | IllegalStateException e) {
      LOG.warnf("Kafka says nothing of topic %s: %s", topic, e.getMessage());
      put(new Task.Missing(topic, e));
    }
  }

  private void send(ProducerRecord<String, byte[]> record, Submission submission, int partitions) {
    long before = System.nanoTime();
    try {
      producer.send(placed(record, partitions), submission::done);
    } catch (RuntimeException e) {
      submission.done(null, e);
    }
    if (System.nanoTime() - before > BLOCKED.toNanos()) {
      // Its metadata is gone, as of a topic that was deleted: the next record asks beside the loop.
      known.remove(record.topic());
    }
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

  private void put(Task task) {
    try {
      queue.put(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
