package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Priority;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacingTest {
  private static final AccountRef DESK = new AccountRef("fake", "desk");
  private static final AccountRef OTHER = new AccountRef("fake", "other");
  private static final Duration SESSION = Duration.ofSeconds(20);

  private final FakeTime time = new FakeTime();
  private final Lease lease = new Lease(SESSION, time::nanos);
  private final Map<String, Slots> slots = Map.of("fake", new Slots(2000), "slow", new Slots(1));
  private final List<String> granted = new ArrayList<>();
  private final List<Duration> lonely = new ArrayList<>();
  private final List<AccountRef> back = new ArrayList<>();
  private Pacing pacing = pacing(4);
  private boolean answersAtOnce = true;
  private final Wishes wishes = new Wishes();

  private Pacing pacing(int callsPerAccount) {
    lease.renewed(time.nanos());
    Backoff outage = new Backoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0, () -> 0.5);
    return new Pacing(
        time,
        new Pacing.Settings(callsPerAccount, 100, slots::get, time, outage, back::add),
        lease);
  }

  /** Keeps the lease while time passes. */
  private void pass(Duration wait) {
    for (long left = wait.toMillis(); left > 0; left -= 100) {
      time.pass(Duration.ofMillis(Math.min(left, 100)));
      lease.renewed(time.nanos());
    }
  }

  private Turn turn(String name, AccountRef account, Priority priority, Toll... tolls) {
    return wishes.turn(
        account,
        name.substring(0, 1),
        priority,
        List.of(tolls),
        turn -> begin(name, turn),
        lonely::add);
  }

  private void begin(String name, Turn turn) {
    granted.add(name);
    if (answersAtOnce) {
      pacing.over(turn);
    }
  }

  private Turn ask(String name, Priority priority, Toll... tolls) {
    Turn turn = turn(name, DESK, priority, tolls);
    pacing.request(turn);
    return turn;
  }

  private static Toll toll(String bucket, int permits, Duration per, int burst) {
    return new Toll(bucket, permits, per, burst);
  }

  private static Toll perSecond(int permits) {
    return toll("account", permits, Duration.ofSeconds(1), 1);
  }

  private static Toll oneInTenSeconds(String chat) {
    return toll("chat/" + chat, 1, Duration.ofSeconds(10), 1);
  }

  @Test
  void withoutLimitsNobodyWaits() {
    ask("a", Priority.REPLY);
    ask("b", Priority.BULK);
    assertThat(granted).containsExactly("a", "b");
  }

  /** A second of 27 is no whole number of nanoseconds for each. */
  @Test
  void limitsThatDivideNoSecondAreKeptToo() {
    pacing = pacing(1000);
    for (int i = 0; i < 500; i++) {
      ask("a" + i, Priority.REPLY, perSecond(27));
    }
    pass(Duration.ofSeconds(10));
    assertThat(granted.size()).isBetween(242, 244);
  }

  @Test
  void newOwnerBeginsWithoutPermits() {
    ask("a", Priority.REPLY, toll("account", 30, Duration.ofSeconds(1), 30));
    assertThat(granted).isEmpty();
    pass(Duration.ofMillis(900));
    assertThat(granted).isEmpty();
    pass(Duration.ofMillis(100));
    assertThat(granted).containsExactly("a");
  }

  @Test
  void limitThatIsFirstNeededLaterHasItsPermits() {
    pass(Duration.ofSeconds(10));
    Toll toll = toll("chat/a", 2, Duration.ofSeconds(2), 2);
    ask("a1", Priority.REPLY, toll);
    ask("a2", Priority.REPLY, toll);
    ask("a3", Priority.REPLY, toll);
    assertThat(granted).containsExactly("a1", "a2");
    pass(Duration.ofMillis(1900));
    assertThat(granted).containsExactly("a1", "a2");
    pass(Duration.ofMillis(100));
    assertThat(granted).containsExactly("a1", "a2", "a3");
  }

  @Test
  void repliesGoBeforeNotificationsBeforeBulk() {
    ask("a-bulk", Priority.BULK, perSecond(1));
    ask("b-notification", Priority.NOTIFICATION, perSecond(1));
    ask("c-reply", Priority.REPLY, perSecond(1));
    ask("d-reply", Priority.REPLY, perSecond(1));
    for (int i = 0; i < 4; i++) {
      pass(Duration.ofSeconds(1));
      assertThat(granted).hasSize(i + 1);
    }
    assertThat(granted).containsExactly("c-reply", "d-reply", "b-notification", "a-bulk");
  }

  @Test
  void oneConversationsLimitDoesNotSpendTheAccounts() {
    Toll chatA = oneInTenSeconds("a");
    ask("a1", Priority.REPLY, chatA, perSecond(10));
    ask("a2", Priority.REPLY, chatA, perSecond(10));
    ask("b1", Priority.BULK, toll("chat/b", 100, Duration.ofSeconds(1), 1), perSecond(10));
    pass(Duration.ofSeconds(1));
    assertThat(granted).containsExactly("b1");
    pass(Duration.ofSeconds(10));
    assertThat(granted).containsExactly("b1", "a1");
  }

  @Test
  void conversationThatThePlatformStopsHoldsBackItselfOnly() {
    pacing.stop(DESK, "a", Scope.CONVERSATION, Duration.ofSeconds(30));
    ask("a1", Priority.REPLY);
    ask("b1", Priority.BULK);
    assertThat(granted).containsExactly("b1");
    assertThat(lonely).containsExactly(Duration.ofSeconds(30));
    pass(Duration.ofMillis(29_900));
    assertThat(granted).containsExactly("b1");
    pass(Duration.ofMillis(100));
    assertThat(granted).containsExactly("b1", "a1");
  }

  @Test
  void accountThatThePlatformStopsHoldsBackAllOfItAndNoOther() {
    pacing.stop(DESK, "a", Scope.ACCOUNT, Duration.ofSeconds(5));
    ask("a1", Priority.REPLY);
    ask("b1", Priority.REPLY);
    pacing.request(turn("x1", OTHER, Priority.BULK));
    assertThat(granted).containsExactly("x1");
    pass(Duration.ofSeconds(5));
    assertThat(granted).containsExactly("x1", "a1", "b1");
  }

  @Test
  void longerStopReplacesAShorterOneAndNotTheOtherWayRound() {
    pacing.stop(DESK, "a", Scope.ACCOUNT, Duration.ofSeconds(5));
    pacing.stop(DESK, "a", Scope.ACCOUNT, Duration.ofSeconds(9));
    pacing.stop(DESK, "a", Scope.ACCOUNT, Duration.ofSeconds(1));
    ask("a1", Priority.REPLY);
    pass(Duration.ofMillis(8_900));
    assertThat(granted).isEmpty();
    pass(Duration.ofMillis(100));
    assertThat(granted).containsExactly("a1");
  }

  @Test
  void replyGoesBeforeAHundredThousandBulkMessages() {
    pacing = pacing(1000);
    for (int i = 0; i < 100_000; i++) {
      ask("b" + i, Priority.BULK, perSecond(30));
    }
    pass(Duration.ofSeconds(10));
    int before = granted.size();
    ask("reply", Priority.REPLY, perSecond(30));
    pass(Duration.ofMillis(100));
    assertThat(granted.get(before)).isEqualTo("reply");
    assertThat(granted.size()).isLessThan(310);
  }

  /** When calls of one account may be made, each a tenth of a second long. */
  private List<Long> turnsOf(AccountRef account, int calls) {
    List<Long> at = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      pacing.request(
          wishes.turn(
              account,
              "c" + i,
              Priority.REPLY,
              List.of(perSecond(20)),
              turn -> {
                at.add(time.nanos());
                time.after(
                    Duration.ofMillis(100),
                    () -> {
                      pacing.over(turn);
                      pacing.done(turn);
                    });
              }));
    }
    long begin = time.nanos();
    pass(Duration.ofSeconds(calls / 10));
    return at.stream().map(nanos -> nanos - begin).toList();
  }

  @Test
  void accountThatNeverAnswersMovesNoTurnOfAnother() {
    answersAtOnce = false;
    List<Long> alone = turnsOf(OTHER, 200);
    pacing = pacing(4);
    for (int i = 0; i < 1000; i++) {
      ask("a" + i, Priority.REPLY);
    }
    assertThat(granted).hasSize(4);
    assertThat(turnsOf(OTHER, 200)).isEqualTo(alone);
    assertThat(alone).hasSize(200);
  }

  private void silence(String... conversations) {
    for (String conversation : conversations) {
      pacing.unanswered(DESK, conversation);
    }
  }

  @Test
  void platformThatAnswersNobodyIsAskedByOneCallAtATime() {
    silence("x", "y", "z");
    assertThat(pacing.unanswered()).isEqualTo(1);
    Turn first = ask("a", Priority.REPLY);
    ask("b", Priority.REPLY);
    ask("c", Priority.REPLY);
    assertThat(granted).isEmpty();
    pass(Duration.ofSeconds(1));
    assertThat(granted).containsExactly("a");
    pass(Duration.ofMinutes(5));
    assertThat(granted).containsExactly("a");

    pacing.unanswered(DESK, "a");
    pacing.done(first);
    pass(Duration.ofMillis(1900));
    assertThat(granted).containsExactly("a");
    pass(Duration.ofMillis(100));
    assertThat(granted).containsExactly("a", "b");

    pacing.answered(DESK);
    assertThat(granted).containsExactly("a", "b", "c");
    assertThat(back).containsExactly(DESK);
    assertThat(pacing.unanswered()).isZero();
  }

  @Test
  void outageOfThreeHoursIsAskedAboutOnceAMinute() {
    silence("x", "y", "z");
    List<Turn> asked =
        IntStream.range(0, 1000).mapToObj(i -> ask("a" + i, Priority.REPLY)).toList();
    int failed = 0;
    for (int second = 0; second < Duration.ofHours(3).toSeconds(); second++) {
      pass(Duration.ofSeconds(1));
      while (failed < granted.size()) {
        pacing.unanswered(DESK, "a");
        pacing.done(asked.get(failed++));
      }
    }
    assertThat(granted.size()).isBetween(180, 190);
  }

  @Test
  void oneConversationThatIsNeverAnsweredHoldsUpNobody() {
    silence("x", "x", "x", "x", "y", "x");
    ask("a", Priority.REPLY);
    assertThat(granted).containsExactly("a");
    assertThat(pacing.unanswered()).isZero();
  }

  @Test
  void anyAnswerInBetweenShowsThatThePlatformIsThere() {
    silence("x", "y");
    pacing.answered(DESK);
    silence("z");
    ask("a", Priority.REPLY);
    assertThat(granted).containsExactly("a");
    assertThat(back).isEmpty();
  }

  @Test
  void outageOfOneAccountIsNotThatOfAnother() {
    silence("x", "y", "z");
    pacing.request(turn("o", OTHER, Priority.REPLY));
    assertThat(granted).containsExactly("o");
  }

  @Test
  void trialThatMadeNoCallLeavesItsPlaceToTheNext() {
    silence("x", "y", "z");
    Turn first = ask("a", Priority.REPLY);
    ask("b", Priority.REPLY);
    pass(Duration.ofSeconds(1));
    pacing.done(first);
    assertThat(granted).containsExactly("a", "b");
  }

  @Test
  void heldAccountWaitsUntilItIsReleased() {
    assertThat(pacing.hold(DESK)).isTrue();
    assertThat(pacing.hold(DESK)).isFalse();
    ask("a1", Priority.REPLY);
    pass(Duration.ofHours(1));
    assertThat(granted).isEmpty();
    assertThat(pacing.held()).isEqualTo(1);
    assertThat(pacing.release(DESK)).isTrue();
    assertThat(granted).containsExactly("a1");
    assertThat(pacing.release(DESK)).isFalse();
  }

  @Test
  void noMoreCallsThanAnAccountMayHaveAreUnderWay() {
    answersAtOnce = false;
    pacing = pacing(2);
    Turn first = ask("a", Priority.REPLY);
    ask("b", Priority.REPLY);
    ask("c", Priority.BULK);
    ask("d", Priority.REPLY);
    assertThat(granted).containsExactly("a", "b");
    pacing.done(first);
    assertThat(granted).containsExactly("a", "b", "d");
    assertThat(pacing.underWay()).isEqualTo(2);
  }

  @Test
  void placesOfAPlatformAreSharedByAllDocks() {
    answersAtOnce = false;
    Pacing one = pacing(4);
    Pacing two = pacing(4);
    Turn first = turn("a", new AccountRef("slow", "x"), Priority.REPLY);
    one.request(first);
    two.request(turn("b", new AccountRef("slow", "y"), Priority.REPLY));
    two.request(turn("c", OTHER, Priority.REPLY));
    assertThat(granted).containsExactly("a", "c");
    one.done(first);
    assertThat(granted).containsExactly("a", "c", "b");
  }

  @Test
  void nothingBeginsWithoutTheLease() {
    time.pass(SESSION);
    ask("a", Priority.REPLY);
    assertThat(granted).isEmpty();
    lease.renewed(time.nanos());
    time.pass(Lease.ASK_AGAIN);
    assertThat(granted).containsExactly("a");
  }

  @Test
  void whoGivesUpIsPassedOver() {
    Turn first = ask("a", Priority.REPLY, perSecond(1));
    ask("b", Priority.REPLY, perSecond(1));
    first.giveUp();
    pass(Duration.ofSeconds(1));
    assertThat(granted).containsExactly("b");
  }

  @Test
  void limitThatSomebodyWaitsForIsNeverForgotten() {
    pacing = pacing(2000);
    ask("a1", Priority.REPLY, oneInTenSeconds("a"));
    for (int i = 0; i < 1000; i++) {
      ask("x" + i, Priority.BULK, toll("chat/x" + i, 1000, Duration.ofSeconds(1), 1));
    }
    pacing.tidy();
    ask("a2", Priority.REPLY, oneInTenSeconds("a"));
    pass(Duration.ofSeconds(11));
    assertThat(granted).contains("a1").doesNotContain("a2");
    pass(Duration.ofSeconds(10));
    assertThat(granted).contains("a2");
  }

  @Test
  void permitComesBackWhenTheLimitsTimeHasPassedSinceTheAnswer() {
    answersAtOnce = false;
    Turn first = ask("a", Priority.REPLY, perSecond(1));
    ask("b", Priority.REPLY, perSecond(1));
    pass(Duration.ofSeconds(20));
    assertThat(granted).containsExactly("a");
    pacing.over(first);
    pass(Duration.ofMillis(900));
    assertThat(granted).containsExactly("a");
    pass(Duration.ofMillis(100));
    assertThat(granted).containsExactly("a", "b");
  }

  @Test
  void permitOfACallThatWasNotMadeComesBackAtOnce() {
    answersAtOnce = false;
    Toll toll = toll("account", 2, Duration.ofSeconds(10), 2);
    ask("a", Priority.REPLY, toll);
    Turn second = ask("b", Priority.REPLY, toll);
    ask("c", Priority.REPLY, toll);
    pass(Duration.ofSeconds(20));
    assertThat(granted).containsExactly("a", "b");
    pacing.done(second);
    assertThat(granted).containsExactly("a", "b", "c");
  }

  @Test
  void oneThatIsUnderWayForLongLeavesTheOtherPermitsOfTheAccount() {
    pacing = pacing(1000);
    answersAtOnce = false;
    ask("slow", Priority.REPLY, perSecond(2));
    pass(Duration.ofSeconds(1));
    answersAtOnce = true;
    for (int i = 0; i < 5; i++) {
      ask("a" + i, Priority.REPLY, perSecond(2));
      pass(Duration.ofSeconds(1));
    }
    assertThat(granted).containsExactly("slow", "a0", "a1", "a2", "a3", "a4");
  }

  @Test
  void whatThePlatformSaysMeanwhileGoesBeforeLeaveThatWasGiven() {
    Turn told = ask("a", Priority.REPLY);
    Turn chat = ask("b", Priority.REPLY);
    Turn other = ask("c", Priority.REPLY);
    pacing.stop(DESK, "a", Scope.CONVERSATION, Duration.ofSeconds(30));
    assertThat(pacing.mayBegin(told)).isFalse();
    assertThat(pacing.mayBegin(chat)).isTrue();
    pacing.stop(DESK, "b", Scope.ACCOUNT, Duration.ofSeconds(30));
    assertThat(pacing.mayBegin(other)).isFalse();
    pass(Duration.ofSeconds(30));
    assertThat(pacing.mayBegin(told)).isTrue();
    pacing.hold(DESK);
    assertThat(pacing.mayBegin(told)).isFalse();
  }

  @Test
  void limitOfACallUnderWayIsNeverForgotten() {
    pacing = pacing(2000);
    answersAtOnce = false;
    ask("a1", Priority.REPLY, oneInTenSeconds("a"));
    pass(Duration.ofSeconds(10));
    for (int i = 0; i < 1000; i++) {
      ask("x" + i, Priority.BULK, oneInTenSeconds("x" + i));
    }
    pacing.tidy();
    ask("a2", Priority.REPLY, oneInTenSeconds("a"));
    pass(Duration.ofMinutes(1));
    assertThat(granted).contains("a1").doesNotContain("a2");
  }
}
