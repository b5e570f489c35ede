package dev.milena.egress;

import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.ParkedOrder;
import dev.milena.model.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * The command that a lane is busy with, and how far it has come. While it waits long it may be
 * folded: then its text is given up and only this remains. Confined to the dock's thread.
 */
final class Letter {
  private final Lane lane;
  private final long offset;
  private final Instant appended;
  private final long ticket;
  private Optional<Text> text;
  private Optional<ParkedOrder> order = Optional.empty();
  private Optional<Prepared.Ready> ready = Optional.empty();
  private Optional<Runnable> waiting = Optional.empty();
  private Optional<Instant> deadline = Optional.empty();

  /** Which step is next, counted from 1, and what is known of it. */
  private int step = 1;

  private int attempt;
  private int failures;
  private int resends;
  private boolean inDoubt;
  private OptionalLong announcedAt = OptionalLong.empty();
  private OptionalLong doubtedAt = OptionalLong.empty();
  private boolean plainer;
  private boolean begun;
  private int waitedWith;
  private List<Text> along = List.of();
  private Optional<String> movedTo = Optional.empty();
  private Optional<Past> past = Optional.empty();
  private final Map<String, String> brought = new HashMap<>();

  Letter(Lane lane, Text text, long ticket) {
    this.lane = lane;
    this.offset = text.offset();
    this.appended = text.appended();
    this.ticket = ticket;
    this.text = Optional.of(text);
  }

  Lane lane() {
    return lane;
  }

  long offset() {
    return offset;
  }

  /** When Kafka took the command. */
  Instant appended() {
    return appended;
  }

  /** Who has waited longer has the lower one. */
  long ticket() {
    return ticket;
  }

  Optional<Text> text() {
    return text;
  }

  /**
   * The order about a parked command that it turned out to be: its text is then that command's,
   * which lies elsewhere.
   */
  Optional<ParkedOrder> order() {
    return order;
  }

  void follow(ParkedOrder found) {
    order = Optional.of(found);
    fold();
  }

  /** Where its text lies. */
  TopicPartition textIn() {
    return order
        .map(o -> new TopicPartition(Topics.PARKED, o.partition()))
        .orElseGet(() -> lane.key().partition());
  }

  long textAt() {
    return order.map(ParkedOrder::offset).orElse(offset);
  }

  boolean isFolded() {
    return text.isEmpty();
  }

  void fold() {
    text = Optional.empty();
    ready = Optional.empty();
  }

  void unfold(Text again) {
    text = Optional.of(again);
  }

  /** What was made of the text, as long as that holds. */
  Optional<Prepared.Ready> ready() {
    return ready;
  }

  void ready(Prepared.Ready now) {
    ready = Optional.of(now);
  }

  /** The account may have changed: the command is to be planned again. */
  void unready() {
    ready = Optional.empty();
  }

  /** Notes what is to be looked at also while the text is not here. */
  void note(Command command) {
    deadline = command.deadline();
  }

  /** It waits; {@code wake} lets it look again before its time. */
  void waits(Runnable wake) {
    waiting = Optional.of(wake);
  }

  void goesOn() {
    waiting = Optional.empty();
  }

  /** Ends its wait if there is nothing left to wait for. */
  void wakeIfOverdue(Instant now, Instant oldest) {
    if (appended.isBefore(oldest) || isExpired(now)) {
      wake();
    }
  }

  /** Ends its wait if it waits because nobody answered. */
  void wakeIfFailed() {
    if (failures > 0) {
      wake();
    }
  }

  private void wake() {
    Optional<Runnable> wake = waiting;
    waiting = Optional.empty();
    wake.ifPresent(Runnable::run);
  }

  /**
   * Whether nothing of it is known to be done by its deadline. What has begun is brought to its
   * end; what is in doubt is not made again so late.
   */
  boolean isExpired(Instant now) {
    return !begun && deadline.filter(now::isAfter).isPresent();
  }

  int step() {
    return step;
  }

  /** Whether nobody has tried any of it. */
  boolean isUntouched() {
    return step == 1 && attempt == 0 && !inDoubt && doneBefore().isEmpty();
  }

  /** Whether it has waited for more already when it had so many parts; if not, it does now. */
  boolean hasWaitedWith(int parts) {
    boolean has = waitedWith >= parts;
    waitedWith = parts;
    return has;
  }

  /** Commands behind it that were carried out along with it. */
  List<Text> along() {
    return along;
  }

  void took(List<Text> others) {
    along = List.copyOf(others);
  }

  /** How often the step has been tried. */
  int attempt() {
    return attempt;
  }

  void tries() {
    attempt++;
  }

  /** Whether it is written down that the call begins, and it was not made yet. */
  boolean isAnnounced() {
    return announcedAt.isPresent();
  }

  /** The same, and that this is no longer ago. */
  boolean isAnnouncedSince(long nanos) {
    return isAnnounced() && announcedAt.getAsLong() - nanos >= 0;
  }

  void announced(long atNanos) {
    announcedAt = OptionalLong.of(atNanos);
  }

  void called() {
    announcedAt = OptionalLong.empty();
    doubtedAt = OptionalLong.empty();
  }

  /** Since when nobody knows what became of the last call: the first time that it is asked for. */
  long doubtedSince(long nowNanos) {
    if (doubtedAt.isEmpty()) {
      doubtedAt = OptionalLong.of(nowNanos);
    }
    return doubtedAt.getAsLong();
  }

  /** How often in a row it did not get through. */
  int failures() {
    return failures;
  }

  void failed() {
    failures++;
  }

  int resends() {
    return resends;
  }

  void resent() {
    resends++;
  }

  /** Whether a call of this step was begun and nobody knows what became of it. */
  boolean isInDoubt() {
    return inDoubt;
  }

  void inDoubt(boolean now) {
    inDoubt = now;
  }

  boolean isPlainer() {
    return plainer;
  }

  void goPlainer() {
    plainer = true;
  }

  /** Where the chat has moved. */
  Optional<String> movedTo() {
    return movedTo;
  }

  void moveTo(String conversation) {
    movedTo = Optional.of(conversation);
    ready = Optional.empty();
  }

  Address addressOf(Command command) {
    return movedTo.map(command.to()::in).orElse(command.to());
  }

  Map<String, String> brought() {
    return brought;
  }

  /** Whether nobody has looked yet what an owner before may have done with it. */
  boolean isNew() {
    return past.isEmpty();
  }

  /** There is news of an owner before: it is to be looked at again from the beginning. */
  void renew() {
    past = Optional.empty();
    step = 1;
    brought.clear();
    unready();
  }

  /** Goes on where an owner before has stopped. */
  void resume(Past before) {
    past = Optional.of(before);
    movedTo = before.movedTo();
    begun = before.hasBegun();
    arriveAt(step);
  }

  /** The step is done: the next one is another call. */
  void stepDone(Map<String, String> values) {
    brought.putAll(values);
    begun = true;
    arriveAt(step + 1);
  }

  /** An owner before has done this step, and what it brought is not needed. */
  void skip() {
    arriveAt(step + 1);
  }

  private void arriveAt(int next) {
    step = next;
    attempt = past.map(p -> p.attempts(next)).orElse(0);
    failures = 0;
    resends = past.map(p -> p.resends(next)).orElse(0);
    plainer = false;
    announcedAt = OptionalLong.empty();
    doubtedAt = OptionalLong.empty();
    inDoubt(past.filter(p -> p.isInDoubt(next)).isPresent());
  }

  /** Whether an owner before has done this step; then what the platform called the outcome. */
  Optional<List<String>> doneBefore() {
    return past.flatMap(p -> p.doneStep(step));
  }
}
