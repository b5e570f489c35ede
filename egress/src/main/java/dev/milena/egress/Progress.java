package dev.milena.egress;

import dev.milena.bus.Records;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Keys;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which steps of a parked command are done, as it stands beside its text: deliveries are deleted
 * long before parked work is. {@code step/id/id step/id}, each id percent-encoded.
 */
final class Progress {
  private Progress() {}

  static String written(Past past) {
    return past.done().entrySet().stream().map(Progress::written).collect(Collectors.joining(" "));
  }

  private static String written(Map.Entry<Integer, List<String>> step) {
    return Keys.join(
        Stream.concat(Stream.of(step.getKey().toString()), step.getValue().stream())
            .toArray(String[]::new));
  }

  /** What was written, in the words of deliveries. */
  static List<Delivery> of(ConsumerRecord<String, byte[]> parked, Command command) {
    return Records.find(parked.headers(), Records.ATTRIBUTE_PREFIX + Ledger.DONE)
        .map(done ->
            Arrays.stream(done.split(" "))
                .map(Keys::split)
                .filter(parts -> parts.getFirst().matches("\\d{1,9}"))
                .map(parts -> delivered(command, parts))
                .toList())
        .orElse(List.of());
  }

  /** A command with a step behind the last one that is done is not done. */
  private static Delivery delivered(Command command, List<String> parts) {
    int step = Integer.parseInt(parts.getFirst());
    return new Delivery(
        command.id(),
        step,
        step + 1,
        command.to(),
        Delivery.Result.DELIVERED,
        Optional.empty(),
        Optional.empty(),
        parts.subList(1, parts.size()),
        1,
        Instant.EPOCH,
        List.of(),
        Optional.empty(),
        command.cause(),
        Optional.empty());
  }
}
