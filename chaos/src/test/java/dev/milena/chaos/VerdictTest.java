package dev.milena.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Address;
import dev.milena.model.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A check that cannot fail proves nothing: whatever breaks a promise is found, and named. */
class VerdictTest {
  private static final Duration LATE_AFTER = Duration.ofSeconds(60);
  private static final String CHAT = "5600000001";

  private final StillPlatform visitors = new StillPlatform("street");
  private final StillPlatform desk = new StillPlatform("desk");
  private final Pair pair = new Pair("pair", visitors.place(), desk.place());
  private final Ledger ledger = new Ledger(() -> 0);
  private final Lane lane = ledger.open(pair, Pair.Way.TO_DESK, CHAT);
  private final Doubts doubts = new Doubts();

  private void write(int messages) {
    for (int i = 0; i < messages; i++) {
      lane.write(1, "kill-router");
    }
  }

  private Verdict verdict() {
    ledger.close();
    return Verdict.of(ledger, List.of(visitors, desk), doubts, LATE_AFTER);
  }

  private void note(Delivery.Result... results) {
    for (Delivery.Result result : results) {
      doubts.note(
          new Delivery(
              "command",
              1,
              1,
              new Address("desk", "one", Optional.empty(), CHAT, Optional.empty()),
              result,
              Optional.empty(),
              Optional.empty(),
              List.of(),
              1,
              Instant.EPOCH,
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  @Test
  void everythingOnceAndInOrderIsGood() {
    // Given
    write(3);
    desk.show(0, 1, 2);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isTrue();
  }

  @Test
  void runInWhichNobodyWroteProvesNothing() {
    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
  }

  @Test
  void lostMessageIsFoundAndNamed() {
    // Given
    write(3);
    desk.show(0, 2);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
    assertThat(verdict.lines())
        .anyMatch(l -> l.startsWith("lost: street/one/" + CHAT) && l.contains("§1,"));
  }

  @Test
  void messageThatThePlatformDidNotRepeatIsThePlatformsLoss() {
    // Given
    write(3);
    desk.show(0, 2);
    ledger.gaveUp(new Ledger.GivenUp("kill-ingress", "street", 1, true));

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isTrue();
  }

  @Test
  void messageThatThePlatformDidNotRepeatIsOursWhereSomebodyWasThereToTakeIt() {
    // Given
    write(3);
    desk.show(0, 2);
    ledger.gaveUp(new Ledger.GivenUp("kill-router", "street", 1, false));

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.broken())
        .containsExactly(
            "1 lost from street",
            "1 given up by street under kill-router although ingress was there, and lost");
  }

  @Test
  void messageThatWasInKafkaAlthoughItsPlatformWasToldOtherwiseIsNotLost() {
    // Given
    write(3);
    desk.show(0, 1, 2);
    ledger.gaveUp(new Ledger.GivenUp("kill-router", "street", 1, false));

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isTrue();
  }

  @Test
  void swappedMessagesAreFoundAndNamed() {
    // Given
    write(3);
    desk.show(1, 0, 2);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
    assertThat(verdict.lines()).anyMatch(l -> l.startsWith("out of order: ") && l.contains("§0,"));
  }

  @Test
  void doubledMessageWithoutACallInDoubtIsFoundAndNamed() {
    // Given
    write(3);
    desk.show(0, 1, 1, 2);
    note(Delivery.Result.STARTED, Delivery.Result.DELIVERED);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
    assertThat(verdict.lines())
        .anyMatch(l -> l.startsWith("doubled outside the window: ") && l.contains("§1,"));
  }

  @Test
  void doubledMessageWhoseCallWasInDoubtIsWithinTheWindow() {
    // Given
    write(3);
    desk.show(0, 1, 1, 2);
    note(Delivery.Result.STARTED, Delivery.Result.UNCONFIRMED, Delivery.Result.DELIVERED);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isTrue();
    assertThat(doubts.onPlatform("desk")).isEqualTo(1);
  }

  @Test
  void oneCallInDoubtExcusesOneCopy() {
    // Given
    write(2);
    desk.show(0, 0, 0, 1);
    note(Delivery.Result.STARTED, Delivery.Result.UNCONFIRMED);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
  }

  @Test
  void callThatThePlatformRecognisesByItsKeyExcusesNothing() {
    // Given
    write(1);
    desk.show(0, 0);
    note(Delivery.Result.UNCONFIRMED);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
  }

  @Test
  void messageThatEgressDroppedAtItsDeadlineIsNotLostButAnotherIs() {
    // Given
    Lane campaign = ledger.openExpiring(pair, Pair.Way.TO_DESK, CHAT);
    write(1);
    campaign.announce(2, "reply-behind-bulk");
    desk.show(0);
    note(Delivery.Result.EXPIRED);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.lines()).filteredOn(l -> l.startsWith("lost: ")).hasSize(1);
    assertThat(verdict.good()).isFalse();
  }

  @Test
  void messageWithADeadlineIsUndecidedUntilItIsSeenOrDropped() {
    // Given
    Lane campaign = ledger.openExpiring(pair, Pair.Way.TO_DESK, CHAT);
    campaign.announce(3, "reply-behind-bulk");
    desk.showTagged("b", 0);
    campaign.look();

    // Then
    assertThat(ledger.undecided(doubts)).isEqualTo(2);
    note(Delivery.Result.EXPIRED);
    assertThat(ledger.undecided(doubts)).isEqualTo(1);
    note(Delivery.Result.EXPIRED);
    assertThat(ledger.undecided(doubts)).isZero();
  }

  @Test
  void findingOfAFaultFailsTheRun() {
    // Given
    write(1);
    desk.show(0);
    ledger.find("an answer waited too long");

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
    assertThat(verdict.lines()).anyMatch(l -> l.startsWith("an answer waited too long"));
  }

  @Test
  void lateMessageIsFoundAndNamed() {
    // Given
    write(1);
    desk.show(0);
    lane.see(
        desk.shown(desk.place().account(), CHAT),
        System.nanoTime() + LATE_AFTER.plusSeconds(1).toNanos());

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
    assertThat(verdict.lines()).anyMatch(l -> l.startsWith("late: street/one/" + CHAT));
  }

  @Test
  void coldStartMayTakeItsTime() {
    // Given
    lane.write(1, Ledger.START);
    desk.show(0);
    lane.see(
        desk.shown(desk.place().account(), CHAT),
        System.nanoTime() + LATE_AFTER.plusSeconds(1).toNanos());

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isTrue();
  }

  @Test
  void brokenLimitIsFound() {
    // Given
    write(1);
    desk.show(0);
    desk.throttled = 1;

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.good()).isFalse();
  }

  @Test
  void copyOfWhatIsKnownToHaveBeenCutBeforeItWasDoneIsNotExcused() {
    // Given
    Lane replayed = ledger.openReplayed(pair, Pair.Way.TO_DESK, CHAT);
    write(1);
    replayed.announce(1, "replay-during-traffic");
    desk.show(0);
    desk.showTagged(replayed.tag(), 0, 0);
    note(Delivery.Result.STARTED, Delivery.Result.UNCONFIRMED, Delivery.Result.PARKED);

    // When
    Verdict verdict = verdict();

    // Then
    assertThat(verdict.broken()).containsExactly("1 doubled outside the window");
  }

  @Test
  void whoIsSlowedDownByAStrangersWaitIsFound() {
    Verdict verdict = othersArriveAfter(Duration.ofMillis(100), Duration.ofMillis(900));

    assertThat(verdict.broken()).containsExactly("1 times others noticed a fault");
    assertThat(verdict.lines()).anyMatch(l -> l.startsWith("p99 of the others under flood: "));
  }

  @Test
  void strangersWaitThatNobodyNoticesIsGood() {
    Verdict verdict = othersArriveAfter(Duration.ofMillis(900), Duration.ofMillis(950));

    assertThat(verdict.broken()).isEmpty();
  }

  private Verdict othersArriveAfter(Duration before, Duration during) {
    arriveAfter(before, "before");
    arriveAfter(during, "flood");
    ledger.mustNotNotice(new Ledger.Beside("flood", "before"));
    return verdict();
  }

  /** Where the ledger itself sees nothing, so that only the time told here counts. */
  private void arriveAfter(Duration time, String during) {
    StillPlatform far = new StillPlatform("desk");
    Pair own = new Pair("pair", visitors.place(), far.place());
    Lane written = ledger.open(own, Pair.Way.TO_DESK, CHAT + during);
    written.announce(1, during);
    StillPlatform elsewhere = new StillPlatform("desk");
    elsewhere.show(0);
    written.see(
        elsewhere.shown(elsewhere.place().account(), CHAT), System.nanoTime() + time.toNanos());
  }
}
