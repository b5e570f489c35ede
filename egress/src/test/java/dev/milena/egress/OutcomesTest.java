package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Address;
import dev.milena.model.ConversationRef;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Address CHAT =
      Address.of(ConversationRef.of(new AccountRef("fake", "desk"), "c1"));

  private static Delivery delivery(
      String command, int step, int steps, Result result, int attempt, long second) {
    return new Delivery(
        command,
        step,
        steps,
        CHAT,
        result,
        Optional.empty(),
        Optional.empty(),
        result == Result.DELIVERED ? List.of(command + "#" + step) : List.of(),
        attempt,
        BEGIN.plusSeconds(second),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Past past(Delivery... deliveries) {
    Past past = new Past();
    List.of(deliveries).forEach(past::note);
    return past;
  }

  @Test
  void commandIsDoneWithItsLastStep() {
    Delivery first = delivery("c", 1, 2, Result.DELIVERED, 1, 0);
    Delivery second = delivery("c", 2, 2, Result.DELIVERED, 1, 1);
    assertThat(past(first).isDone()).isFalse();
    assertThat(past(first, second).isDone()).isTrue();
    assertThat(past(first, second).messageIds()).containsExactly("c#1", "c#2");
  }

  @Test
  void replayOpensWhatWasEndedAndKeepsWhatWasDelivered() {
    Delivery first = delivery("c", 1, 2, Result.DELIVERED, 1, 0);
    Delivery second = delivery("c", 2, 2, Result.UNCONFIRMED, 3, 1);
    Delivery parked = delivery("c", 0, 2, Result.PARKED, 3, 2);
    Delivery replayed = delivery("c", 0, 0, Result.REPLAYED, 1, 3);
    Past past = past(first, second, parked, replayed);
    assertThat(past.isDone()).isFalse();
    assertThat(past.isInDoubt(2)).isFalse();
    assertThat(past.attempts(2)).isEqualTo(3);
    assertThat(past.done()).containsOnlyKeys(1);
    assertThat(past.replays()).isEqualTo(1);
    past.note(replayed);
    past.note(delivery("c", 0, 2, Result.PARKED, 4, 4));
    past.note(replayed);
    assertThat(past.isDone()).as("one replay counts once").isTrue();
  }

  @Test
  void replayThatWasReadLaterOpensWhatWasKnownBefore() {
    Past before = past(delivery("c", 0, 2, Result.PARKED, 3, 2));
    Past later =
        past(delivery("c", 0, 0, Result.REPLAYED, 1, 3), delivery("c", 1, 2, Result.STARTED, 4, 4));
    Past both = before.then(later);
    assertThat(both.isDone()).isFalse();
    assertThat(both.isInDoubt(1)).isTrue();
  }

  @Test
  void begunWithoutResultIsInDoubt() {
    Past past = past(delivery("c", 1, 1, Result.STARTED, 3, 0));
    assertThat(past.isInDoubt(1)).isTrue();
    assertThat(past.isInDoubt(2)).isFalse();
    assertThat(past.attempts(1)).isEqualTo(3);
  }

  @Test
  void everyCallInDoubtIsCountedOnceWhoeverDoubtsIt() {
    Past past =
        past(
            delivery("c", 1, 1, Result.STARTED, 1, 0),
            delivery("c", 1, 1, Result.UNCONFIRMED, 1, 1),
            delivery("c", 1, 1, Result.STARTED, 2, 2),
            delivery("c", 1, 1, Result.UNREACHED, 2, 3),
            delivery("c", 1, 1, Result.STARTED, 3, 4));
    assertThat(past.resends(1)).isEqualTo(1);
    past.note(delivery("c", 1, 1, Result.UNCONFIRMED, 3, 5));
    assertThat(past.resends(1)).isEqualTo(1);
    past.note(delivery("c", 1, 1, Result.UNCONFIRMED, 3, 6));
    past.note(delivery("c", 1, 1, Result.STARTED, 4, 7));
    assertThat(past.resends(1)).isEqualTo(2);
    assertThat(past.resends(2)).isZero();
  }

  @Test
  void wordsThatComeLateChangeNothing() {
    Past past =
        past(
            delivery("c", 1, 1, Result.STARTED, 1, 0),
            delivery("c", 1, 1, Result.STARTED, 2, 1),
            delivery("c", 1, 1, Result.UNREACHED, 1, 2));
    assertThat(past.isInDoubt(1)).isTrue();
    past.note(delivery("c", 1, 1, Result.DELIVERED, 2, 3));
    past.note(delivery("c", 1, 1, Result.UNCONFIRMED, 3, 4));
    assertThat(past.isDone()).isTrue();
  }

  @Test
  void oldestIsForgottenFirstAndThatIsSaid() {
    Outcomes outcomes = new Outcomes(2);
    outcomes.learn(BEGIN, List.of());
    outcomes.unpin();
    outcomes.note(delivery("a", 1, 1, Result.DELIVERED, 1, 1));
    outcomes.note(delivery("b", 1, 1, Result.DELIVERED, 1, 2));
    assertThat(outcomes.since()).isEqualTo(BEGIN);
    outcomes.note(delivery("c", 1, 1, Result.DELIVERED, 1, 3));
    assertThat(outcomes.find("a")).isEmpty();
    assertThat(outcomes.find("b")).isPresent();
    assertThat(outcomes.since()).isAfter(BEGIN.plusSeconds(1)).isBefore(BEGIN.plusSeconds(2));
  }

  @Test
  void nothingIsForgottenWhileWhatTheOwnerBeforeLeftIsNotDone() {
    Outcomes outcomes = new Outcomes(1);
    outcomes.learn(
        BEGIN,
        List.of(
            delivery("a", 1, 1, Result.DELIVERED, 1, 1),
            delivery("b", 1, 1, Result.DELIVERED, 1, 2)));
    assertThat(outcomes.find("a")).isPresent();
    outcomes.unpin();
    assertThat(outcomes.find("a")).isEmpty();
  }

  @Test
  void whatIsLearntLaterAboutEarlierTimesIsPutInItsPlace() {
    Outcomes outcomes = new Outcomes(10);
    outcomes.learn(BEGIN.plusSeconds(10), List.of());
    outcomes.note(delivery("c", 2, 2, Result.DELIVERED, 1, 12));
    outcomes.learn(
        BEGIN,
        List.of(
            delivery("c", 1, 2, Result.DELIVERED, 1, 5),
            delivery("c", 2, 2, Result.STARTED, 1, 11)));
    assertThat(outcomes.since()).isEqualTo(BEGIN);
    assertThat(outcomes.find("c").orElseThrow().isDone()).isTrue();
    assertThat(outcomes.find("c").orElseThrow().messageIds()).containsExactly("c#1", "c#2");
  }
}
