package dev.milena.egress;

import dev.milena.model.ParkedOrder;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where the texts of waiting commands are: here, as far as there is room in what all docks share;
 * else in Kafka, to be read again when their turn is near. Confined to the dock's thread.
 */
final class Texts {
  private final Budget budget;
  private final Loads loads;

  Texts(Budget budget, Loads loads) {
    this.budget = budget;
    this.loads = loads;
  }

  /** The text of a command that has come; absent: there is no room to keep it. */
  Optional<Text> keep(ConsumerRecord<String, byte[]> record) {
    return budget.take(Text.size(record)) ? Optional.of(new Text(record, true)) : Optional.empty();
  }

  /** It is needed no longer. */
  void giveBack(Text text) {
    if (text.kept()) {
      budget.giveBack(text.size());
    }
  }

  /** The text of a letter, read again where it was given up; absent: it is nowhere any more. */
  Uni<Optional<Text>> of(Letter letter) {
    return hereOr(letter, loads::want);
  }

  /** The same for a letter whose call has leave. */
  Uni<Optional<Text>> atOnce(Letter letter) {
    return hereOr(letter, loads::fetch);
  }

  private static Uni<Optional<Text>> hereOr(Letter letter, BiConsumer<Lane, Runnable> read) {
    return letter.text().isPresent()
        ? Uni.createFrom().item(letter.text())
        : Uni.createFrom()
            .<Void>emitter(emitter -> read.accept(letter.lane(), () -> emitter.complete(null)))
            .map(ignored -> letter.text());
  }

  /**
   * The letter will wait for long: if its text was read again for it, that makes room for others.
   */
  void fold(Letter letter) {
    if (letter.text().filter(text -> !text.kept()).isPresent()) {
      letter.fold();
      letter.lane().fold();
      loads.release(letter.lane());
    }
  }

  /** The letter is an order: from now on its text is the parked command's. */
  void follow(Letter letter, ParkedOrder order) {
    letter.text().ifPresent(this::giveBack);
    letter.follow(order);
  }

  /** Nothing of the lane is needed any longer. */
  void drop(Lane lane) {
    lane.head().flatMap(Letter::text).ifPresent(this::giveBack);
    lane.texts().forEach(this::giveBack);
  }
}
