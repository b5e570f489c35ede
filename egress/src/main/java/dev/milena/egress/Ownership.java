package dev.milena.egress;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions come and go. Giving one up waits a little for its calls to be over and written down,
 * and commits what is done, before the group hands it on: the next owner finds next to nothing in
 * doubt. Called on the polling thread.
 */
@ApplicationScoped
@Identifier(CommandChannel.NAME)
class Ownership implements KafkaConsumerRebalanceListener {
  /** Bound on asking where a partition begins, and on the last commit: both take milliseconds. */
  private static final Duration ASK = Duration.ofSeconds(5);

  /**
   * How long the group waits for our calls: nearly all end within it. Nothing is committed
   * meanwhile, so that longer than a lease would stop all other accounts as well. What is under way
   * then holds back its own conversation, at the next owner.
   */
  private static final Duration CALLS = Duration.ofSeconds(3);

  private final Docks docks;
  private final DockParts parts;

  Ownership(Docks docks, DockParts parts) {
    this.docks = docks;
    this.parts = parts;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    parts.lease().renewed(System.nanoTime());
    int generation = consumer.groupMetadata().generationId();
    List<Berth> assigned =
        partitions.stream().flatMap(p -> berth(consumer, p, generation).stream()).toList();
    Log.taken(partitions);
    docks.add(assigned);
  }

  private static Optional<Berth> berth(
      Consumer<?, ?> consumer, TopicPartition partition, int generation) {
    return Berth.Cargo.of(partition.topic())
        .map(cargo -> new Berth(partition, cargo, position(consumer, partition), generation));
  }

  /** Without an answer it is learnt from the first command that comes. */
  private static OptionalLong position(Consumer<?, ?> consumer, TopicPartition partition) {
    try {
      return OptionalLong.of(consumer.position(partition, ASK));
    } catch (KafkaException e) {
      Log.trouble("Where a partition begins is not known yet", e);
      return OptionalLong.empty();
    }
  }

  @Override
  public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    Departure departure = docks.leave(partitions);
    departure.await(CALLS);
    Log.left(partitions);
    commit(consumer, departure.committable());
  }

  /** Fails when the group has moved on: then somebody else has begun where we last committed. */
  static void commit(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets, ASK);
    } catch (KafkaException e) {
      Log.trouble("What is done could not be committed", e);
    }
  }
}
