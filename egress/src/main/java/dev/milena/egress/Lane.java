package dev.milena.egress;

import dev.milena.model.AccountRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;

/**
 * The commands of one conversation in one class, in their order: first the one that is being
 * carried, then orders about parked ones, which are older than all that wait, then those whose text
 * is here, then those of which only the offset is. Confined to the dock's thread.
 */
final class Lane {
  /** Names a lane: a topic has one class, so its partition stands for it. */
  record Key(String conversation, TopicPartition partition) {}

  private final Key key;
  private final AccountRef account;
  private final Berth berth;
  private final Deque<Text> orders = new ArrayDeque<>();
  private final Deque<Text> texts = new ArrayDeque<>();
  private final Offsets offsets = new Offsets();
  private Optional<Letter> head = Optional.empty();
  private boolean allowed;
  private boolean wanting;

  Lane(Key key, AccountRef account, Berth berth) {
    this.key = key;
    this.account = account;
    this.berth = berth;
  }

  Key key() {
    return key;
  }

  AccountRef account() {
    return account;
  }

  Berth berth() {
    return berth;
  }

  /** The command that is being carried. */
  Optional<Letter> head() {
    return head;
  }

  /** Takes a text; only while no offset waits behind which it would stand. */
  void add(Text text) {
    texts.addLast(text);
  }

  /** Takes an order about a parked command. */
  void addOrder(Text order) {
    orders.addLast(order);
  }

  void addOffset(long offset) {
    offsets.addLast(offset);
  }

  /** Whether a text that comes now would stand behind one that is not here. */
  boolean hasOffsets() {
    return !offsets.isEmpty();
  }

  boolean isEmpty() {
    return head.isEmpty() && orders.isEmpty() && texts.isEmpty() && offsets.isEmpty();
  }

  int size() {
    return orders.size() + texts.size() + offsets.size() + (head.isPresent() ? 1 : 0);
  }

  /**
   * Makes the first text the one that is carried. Orders go before all that wait, but nothing goes
   * between the calls of a command that an owner before has begun. That is the first one that the
   * owner has not ended, so the first text tells.
   *
   * @param touched whether an owner before has begun or ended a text
   */
  Optional<Letter> begin(long ticket, Predicate<Text> touched) {
    if (head.isPresent()) {
      return Optional.empty();
    }
    boolean ordersFirst =
        !orders.isEmpty() && Optional.ofNullable(texts.peekFirst()).filter(touched).isEmpty();
    head =
        Optional.ofNullable(ordersFirst ? orders.pollFirst() : texts.pollFirst())
            .map(text -> new Letter(this, text, ticket));
    return head;
  }

  void end() {
    head = Optional.empty();
  }

  /** A text that was carried out along with the one before; false where it is not here. */
  boolean remove(Text text) {
    return texts.removeIf(t -> t.offset() == text.offset());
  }

  /** Gives up the texts that were read again: only their offsets stay. */
  void fold() {
    while (!texts.isEmpty()) {
      offsets.addFirst(texts.removeLast().offset());
    }
  }

  /** Those that wait behind the one that is carried. */
  Collection<Text> texts() {
    List<Text> all = new ArrayList<>(orders);
    all.addAll(texts);
    return all;
  }

  /** Whether it can only go on with a text that must be read again. */
  boolean lacksText() {
    return head.map(Letter::isFolded)
        .orElseGet(() ->
            texts.isEmpty()
                && hasOffsets()
                && (orders.isEmpty() || berth.isInherited(offsets.first(1)[0])));
  }

  /** Where {@link #wanted} is to be read. */
  TopicPartition wantedIn() {
    return head.filter(Letter::isFolded).map(Letter::textIn).orElse(key.partition());
  }

  /** The offsets to be read next. */
  long[] wanted(int max) {
    LongStream own = head.filter(Letter::isFolded).stream().mapToLong(Letter::textAt);
    LongStream behind =
        texts.isEmpty() && wantedIn().equals(key.partition())
            ? LongStream.of(offsets.first(max))
            : LongStream.empty();
    return LongStream.concat(own, behind).limit(max).toArray();
  }

  /** A text that was read again; they come in the order of {@link #wanted}. */
  void readAgain(Text text) {
    if (head.filter(Letter::isFolded)
        .filter(letter -> letter.textAt() == text.offset())
        .isPresent()) {
      head.get().unfold(text);
    } else if (hasOffsets() && offsets.first(1)[0] == text.offset()) {
      offsets.removeFirst();
      texts.addLast(text);
    }
  }

  /** The text at the front is nowhere any more. */
  long lost() {
    if (head.isEmpty()) {
      return offsets.removeFirst();
    }
    long offset = head.get().offset();
    head = Optional.empty();
    return offset;
  }

  /** Whether it is among the few of its account that may have texts read again. */
  boolean isAllowed() {
    return allowed;
  }

  void allowed(boolean now) {
    allowed = now;
  }

  /** Asks once at a time; true when nothing was asked for yet. */
  boolean wantsText() {
    boolean first = !wanting;
    wanting = true;
    return first;
  }

  void hasText() {
    wanting = false;
  }

  /** Whether nothing that was read again is left here. */
  boolean hasUsedUp() {
    return texts.isEmpty() && head.filter(letter -> !letter.isFolded()).isEmpty();
  }
}
