package dev.milena.egress;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions that are being given up.
 *
 * @param quiet when no call of them is under way any more, and all are written down
 */
record Departure(List<Berth> berths, CompletableFuture<Void> quiet) {
  /** Waits for that; blocks. */
  void await(Duration atMost) {
    try {
      quiet.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      Log.unfinished(berths.stream().mapToInt(Berth::underWay).sum());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What of them may be committed now. */
  Map<TopicPartition, OffsetAndMetadata> committable() {
    return committable(berths);
  }

  static Map<TopicPartition, OffsetAndMetadata> committable(Collection<Berth> berths) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    berths.forEach(berth ->
        berth
            .lowWater()
            .committable()
            .ifPresent(offset -> offsets.put(berth.partition(), new OffsetAndMetadata(offset))));
    return offsets;
  }
}
