package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Address;
import dev.milena.model.ConversationRef;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PredecessorTest {
  private static final AccountRef DESK = new AccountRef("fake", "desk");
  private static final Duration LONGEST_CALL = Duration.ofSeconds(35);
  private static final Duration LONGEST_WAIT = Duration.ofHours(19);

  private final FakeTime time = new FakeTime();
  private final Lease lease = new Lease(Duration.ofDays(2), time::nanos);
  private final Pacing pacing =
      new Pacing(
          time,
          new Pacing.Settings(
              4,
              100,
              platform -> new Slots(10),
              time,
              new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0, () -> 0.5),
              account -> {}),
          lease);
  private final Predecessor predecessor = new Predecessor(time, pacing, LONGEST_CALL, LONGEST_WAIT);
  private final Wishes wishes = new Wishes();
  private final List<String> granted = new ArrayList<>();

  @BeforeEach
  void ours() {
    lease.renewed(time.nanos());
  }

  private static String key(String chat) {
    return ConversationRef.of(DESK, chat).key();
  }

  private Delivery delivery(String chat, Result result, String reason, Long waitMs, Long withinMs) {
    return new Delivery(
        "command",
        1,
        1,
        Address.of(ConversationRef.of(DESK, chat)),
        result,
        Optional.ofNullable(reason),
        Optional.ofNullable(waitMs),
        List.of(),
        1,
        time.now(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(withinMs));
  }

  private Delivery started(Long withinMs) {
    return delivery("a", Result.STARTED, null, null, withinMs);
  }

  private void ask(String chat) {
    pacing.request(
        wishes.turn(DESK, key(chat), Priority.REPLY, List.of(), turn -> granted.add(chat)));
  }

  private void awaitAfter(Duration wait) {
    ask("a");
    ask("b");
    assertThat(granted).containsExactly("b");
    time.pass(wait.minusMillis(1));
    assertThat(granted).containsExactly("b");
    time.pass(Duration.ofMillis(1));
    assertThat(granted).containsExactly("b", "a");
  }

  @Test
  void conversationOfACallThatMayBeUnderWayIsLeftAloneUntilItIsOver() {
    Delivery started = started(20_000L);
    time.pass(Duration.ofSeconds(9));
    predecessor.began(started);
    awaitAfter(Duration.ofSeconds(11));
  }

  @Test
  void callOfAnOlderVersionIsTakenForTheLongest() {
    predecessor.began(started(null));
    awaitAfter(LONGEST_CALL);
  }

  @Test
  void callThatIsSurelyOverHoldsUpNobody() {
    Delivery started = started(20_000L);
    time.pass(Duration.ofSeconds(20));
    predecessor.began(started);
    ask("a");
    assertThat(granted).containsExactly("a");
  }

  @Test
  void nobodyIsHeldUpForLongerThanTextsAreKept() {
    predecessor.began(started(Long.MAX_VALUE));
    awaitAfter(LONGEST_WAIT);
  }

  @Test
  void waitThatItWasToldIsKept() {
    predecessor.wasTold(delivery("a", Result.THROTTLED, Causes.CONVERSATION_LIMIT, 8_000L, null));
    awaitAfter(Duration.ofSeconds(8));
  }

  @Test
  void waitOfTheAccountIsKeptByAllOfIt() {
    predecessor.wasTold(delivery("a", Result.THROTTLED, Causes.ACCOUNT_LIMIT, 8_000L, null));
    ask("a");
    ask("b");
    time.pass(Duration.ofMillis(7_999));
    assertThat(granted).isEmpty();
    time.pass(Duration.ofMillis(1));
    assertThat(granted).containsExactly("a", "b");
  }
}
