package dev.milena.egress;

import dev.milena.bus.Parked;
import dev.milena.bus.Records;
import dev.milena.model.Command;
import dev.milena.model.Envelopes;
import dev.milena.model.Json;
import dev.milena.model.ParkedOrder;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Carries out what operators want done with parked commands, each in its conversation's lane.
 *
 * <pre>
 *   replay: done before? ─▶ read the parked text ─▶ "replayed" written down ─▶ like any command ─▶ record removed
 *   drop:   "rejected, dropped" written down ─────────────────────────────────────────────────────▶ record removed
 * </pre>
 *
 * <p>An order may come twice, and an owner may die in the middle of it: what is written down about
 * the command says how far it has come, and the record is removed last.
 *
 * <p>Confined to the dock's thread.
 */
final class ParkedOrders {
  private final Texts texts;
  private final Book book;
  private final History history;
  private final Endings endings;
  private final Counts counts;

  ParkedOrders(Texts texts, Book book, History history, Endings endings, Counts counts) {
    this.texts = texts;
    this.book = book;
    this.history = history;
    this.endings = endings;
    this.counts = counts;
  }

  /** Whether a record of the commands' topics is an order. */
  static boolean isOrder(ConsumerRecord<String, byte[]> record) {
    return Records.find(record.headers(), Records.ATTRIBUTE_PREFIX + "type")
        .filter(ParkedOrder::isType)
        .isPresent();
  }

  /** What the letter's order asks for before its command can go its way; absent: nothing. */
  Optional<Uni<Next>> next(Letter letter, Text text) {
    if (letter.order().isEmpty()) {
      return isOrder(text.record()) ? Optional.of(begin(letter, text)) : Optional.empty();
    }
    return letter.isNew() ? Optional.of(reopen(letter, text)) : Optional.empty();
  }

  private Uni<Next> begin(Letter letter, Text text) {
    ParkedOrder order;
    try {
      order = Envelopes.order(Records.fromRecord(text.record()));
    } catch (Json.UnreadableException e) {
      return endings.park(letter, text, Optional.empty(), Causes.UNREADABLE);
    }
    if (!order.to().accountRef().equals(letter.lane().account())) {
      return endings.park(letter, text, Optional.empty(), Causes.MISROUTED);
    }
    return switch (order.type()) {
      case REPLAY -> replay(letter, order);
      case DROP ->
          book.dropped(letter, text, order)
              .invoke(() -> texts.follow(letter, order))
              .chain(() -> endings.dropped(letter));
    };
  }

  /** Looked up as far back as the order was first given: it may be the second of its kind. */
  private Uni<Next> replay(Letter letter, ParkedOrder order) {
    return history
        .find(order.command(), order.asked())
        .invoke(past -> texts.follow(letter, order))
        .chain(past ->
            past.filter(p -> p.replays() >= order.replay() && p.isDone()).isPresent()
                ? endings.repeated(letter)
                : Uni.createFrom().item(Next.GO));
  }

  /** From here on what was written before does not end the command any more. */
  private Uni<Next> reopen(Letter letter, Text text) {
    ParkedOrder order = letter.order().orElseThrow();
    if (!order.record().equals(text.record().key())) {
      return endings.lost(letter);
    }
    Command command;
    try {
      command = Envelopes.command(Records.fromRecord(text.record()));
    } catch (Json.UnreadableException | IllegalArgumentException e) {
      letter.resume(new Past());
      return Uni.createFrom().item(Next.GO);
    }
    return say(letter, text, command, order)
        .invoke(() -> letter.resume(past(text, command)))
        .replaceWith(Next.GO);
  }

  private Uni<Void> say(Letter letter, Text text, Command command, ParkedOrder order) {
    int said = history.remembered(command.id()).map(Past::replays).orElse(0);
    return said >= order.replay()
        ? Uni.createFrom().voidItem()
        : book.replayed(letter, text, command, order.replay()).invoke(() -> count(letter, text));
  }

  /** It is sent once more although it may have been: an operator wants it so. */
  private void count(Letter letter, Text text) {
    if (Parked.of(text.record()).inDoubt()) {
      counts.doubledRisk(letter.lane().account());
    }
  }

  private Past past(Text text, Command command) {
    Past past = history.remembered(command.id()).orElseGet(Past::new);
    Progress.of(text.record(), command).forEach(past::note);
    return past;
  }

  /** The letter has come to its end: if it was an order, what was parked is removed. */
  Uni<Void> finish(Letter letter) {
    return letter
        .order()
        .map(order -> book.unpark(letter, order))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
