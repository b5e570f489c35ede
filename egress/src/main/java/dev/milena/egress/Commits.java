package dev.milena.egress;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/**
 * Commits what is done, once a second, whether anything is new or not: the group accepting it is
 * the proof that our partitions are still ours ({@link Lease}). At the end it sees to it that
 * nothing under way is left behind.
 */
@ApplicationScoped
class Commits {
  /** Bound on the polling thread doing what it is asked: a poll lasts a hundredth of a second. */
  private static final Duration POLLING = Duration.ofSeconds(10);

  private final Docks docks;
  private final DockParts parts;
  private final CommandReading reading;
  private final Duration leave;
  private final Duration every;
  private volatile Cancellable ticking = () -> {};

  Commits(Docks docks, DockParts parts, CommandReading reading, EgressConfig config) {

    this.docks = docks;
    this.parts = parts;
    this.reading = reading;
    this.leave = config.ownership().leave();
    this.every = config.ownership().commitEvery();
  }

  void onStart(@Observes StartupEvent event) {
    ticking =
        Multi.createFrom()
            .ticks()
            .every(every)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> commit())
            .subscribe()
            .with(ignored -> {}, failure -> Log.trouble("Commits have stopped", failure));
  }

  /** Never fails: the next one is as good. */
  private Uni<Void> commit() {
    return reading
        .onPollingThread(consumer -> commit(consumer, docks, parts.lease()))
        .onFailure()
        .invoke(failure -> Log.trouble("What is done could not be committed", failure))
        .onFailure()
        .recoverWithNull();
  }

  /**
   * On the polling thread, where partitions can neither come nor go meanwhile: what is not ours is
   * not committed.
   */
  static void commit(Consumer<String, byte[]> consumer, Docks docks, Lease lease) {
    Map<TopicPartition, OffsetAndMetadata> offsets = docks.committable();
    offsets.keySet().retainAll(consumer.assignment());
    if (offsets.isEmpty()) {
      return;
    }
    long asked = System.nanoTime();
    consumer.commitAsync(
        offsets,
        (committed, failure) -> {
          if (failure == null) {
            lease.renewed(asked);
          } else if (!(failure instanceof RebalanceInProgressException)) {
            Log.trouble("What is done could not be committed", failure);
          }
        });
  }

  /**
   * Takes nothing more, lets calls under way end, commits. The channel then leaves the group, and
   * others take over.
   */
  void onStop(@Observes ShutdownEvent event) {
    ticking.cancel();
    Departure departure = docks.close();
    departure.await(leave);
    reading
        .onPollingThread(consumer -> {
          Map<TopicPartition, OffsetAndMetadata> offsets = departure.committable();
          offsets.keySet().retainAll(consumer.assignment());
          Ownership.commit(consumer, offsets);
        })
        .onFailure()
        .recoverWithNull()
        .await()
        .atMost(POLLING);
  }
}
