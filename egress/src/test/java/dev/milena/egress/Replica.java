package dev.milena.egress;

import static org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;

import dev.milena.bus.AccountTable;
import dev.milena.bus.CoAssignor;
import dev.milena.bus.ErasedTable;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A second egress beside the one of the test: another member of the group, with a lease, docks,
 * limits and memory of its own. It shares what processes share: Kafka and the platforms.
 */
@Singleton
class Replica {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration COMMIT_EVERY = Duration.ofMillis(200);

  private final Means means;

  /** What it is made of. No proxy stands before it: its fields are read. */
  @Singleton
  static class Means {
    private final EgressConfig config;
    private final Horizon horizon;
    private final AccountTable accounts;
    private final ErasedTable erased;
    private final Connectors connectors;
    private final Enclosures enclosures;
    private final Ledger ledger;
    private final Rereads rereads;
    private final Counts counts;
    private final CommandChannel channel;
    private final Map<String, Object> kafka;
    private final OpenTelemetry telemetry;

    Means(
        EgressConfig config,
        Horizon horizon,
        AccountTable accounts,
        ErasedTable erased,
        Connectors connectors,
        Enclosures enclosures,
        Ledger ledger,
        Rereads rereads,
        Counts counts,
        CommandChannel channel,
        @Identifier("default-kafka-broker") Map<String, Object> kafka,
        OpenTelemetry telemetry) {
      this.config = config;
      this.horizon = horizon;
      this.accounts = accounts;
      this.erased = erased;
      this.connectors = connectors;
      this.enclosures = enclosures;
      this.ledger = ledger;
      this.rereads = rereads;
      this.counts = counts;
      this.channel = channel;
      this.kafka = kafka;
      this.telemetry = telemetry;
    }

    private Member member() {
      return new Member(this);
    }
  }

  Replica(Means means) {
    this.means = means;
  }

  /** Comes, and is back when it has its share of the partitions. */
  Member arrives() {
    Member member = means.member();
    member.thread.start();
    Post.soon().until(() -> !member.numbers().isEmpty());
    return member;
  }

  /** One that has come. */
  static final class Member implements AutoCloseable, Dock.Reading {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);
    private final Means means;
    private final DockParts parts;
    private final Docks docks;
    private final Consumer<String, byte[]> consumer;
    private final Vertx loops = Vertx.vertx();
    private volatile Set<TopicPartition> mine = Set.of();
    private volatile boolean closed;
    private volatile boolean outOfTouch;

    private Member(Means means) {
      this.means = means;
      parts =
          new DockParts(
              means.config,
              means.horizon,
              means.accounts,
              means.erased,
              means.connectors,
              means.enclosures,
              means.ledger,
              means.rereads,
              means.counts,
              means.channel,
              this,
              means.kafka,
              means.telemetry);
      docks = new Docks(loops, parts, means.accounts, means.rereads, means.counts);
      consumer =
          new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> settings() {
      Map<String, Object> settings = new HashMap<>(means.kafka);
      Map<String, Object> channel = means.channel.settings();
      settings.put("group.id", channel.get("group.id"));
      settings.put("session.timeout.ms", channel.get("session.timeout.ms"));
      settings.put("heartbeat.interval.ms", 300);
      settings.put("enable.auto.commit", "false");
      settings.put("auto.offset.reset", "earliest");
      settings.put("partition.assignment.strategy", CoAssignor.class.getName());
      return settings;
    }

    /** The partition numbers that it has. */
    Set<Integer> numbers() {
      return Rival.numbers(mine);
    }

    private void run() {
      consumer.subscribe(
          Pattern.compile(means.channel.settings().get("topic").toString()), new Listener());
      long committed = System.nanoTime();
      while (!closed && !outOfTouch) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        docks
            .take(consumer.poll(POLL), consumer.groupMetadata().generationId())
            .await()
            .indefinitely();
        mine = Set.copyOf(consumer.assignment());
        if (System.nanoTime() - committed > COMMIT_EVERY.toNanos()) {
          committed = System.nanoTime();
          Commits.commit(consumer, docks, parts.lease());
        }
      }
      if (outOfTouch) {
        consumer.close(CloseOptions.groupMembershipOperation(REMAIN_IN_GROUP));
        return;
      }
      Departure departure = docks.close();
      departure.await(means.config.ownership().leave());
      Ownership.commit(consumer, departure.committable());
      consumer.close();
    }

    private final class Listener implements ConsumerRebalanceListener {
      private final Ownership ownership = new Ownership(docks, parts);

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        ownership.onPartitionsAssigned(consumer, partitions);
      }

      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!outOfTouch) {
          ownership.onPartitionsRevoked(consumer, partitions);
        }
      }
    }

    @Override
    public void pause(TopicPartition partition) {
      tasks.add(() -> whileMine(partition, consumer::pause));
    }

    @Override
    public void resume(TopicPartition partition) {
      tasks.add(() -> whileMine(partition, consumer::resume));
    }

    private void whileMine(
        TopicPartition partition, java.util.function.Consumer<Collection<TopicPartition>> action) {
      if (consumer.assignment().contains(partition)) {
        action.accept(Set.of(partition));
      }
    }

    /**
     * The group hears no more of it: it is given up when its session ends. It does not know, and
     * goes on with what it has.
     */
    void losesTouch() {
      outOfTouch = true;
      join();
    }

    /** The same, and nothing of it goes on: killed. */
    void dies() {
      loops.close().toCompletionStage().toCompletableFuture().join();
      losesTouch();
    }

    /** Leaves in order, as a process does that is told to end. */
    @Override
    public void close() {
      closed = true;
      join();
      loops.close().toCompletionStage().toCompletableFuture().join();
    }

    private void join() {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
