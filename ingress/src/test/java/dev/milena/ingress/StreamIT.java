package dev.milena.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tape;
import dev.milena.backing.testing.TestKafka;
import dev.milena.model.AccountRef;
import dev.milena.model.Topics;
import dev.milena.platform.EventStream.StreamFailure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class StreamIT {
  private final Accounts accounts;
  private final StreamKeeper keeper;

  StreamIT(Accounts accounts, StreamKeeper keeper) {
    this.accounts = accounts;
    this.keeper = keeper;
  }

  @Test
  void streamOpensWhenItsAccountAppearsAndWhatItSaysIsAppended() {
    String text = TestKafka.randomName("text");

    AccountRef account = accounts.open(true);
    say(account, "1", text);

    await().untilAsserted(() -> assertThat(Tape.with(Topics.EVENTS, text)).hasSize(1));
    await().until(() -> "connected".equals(keeper.states().get(account.toString())));
  }

  @Test
  void lostStreamIsOpenedAgainWhereItStopped() {
    AccountRef account = accounts.open(true);
    String first = TestKafka.randomName("text");
    String second = TestKafka.randomName("text");
    say(account, "17", first);
    await().untilAsserted(() -> assertThat(Tape.with(Topics.EVENTS, first)).hasSize(1));

    ProbePlatform.Line.line(account.name()).add(new IllegalStateException("cut"));
    say(account, "18", second);

    await().untilAsserted(() -> assertThat(Tape.with(Topics.EVENTS, second)).hasSize(1));
    assertThat(ProbePlatform.Line.OPENED_AT.get(account.name())).isEqualTo(Optional.of("17"));
    assertThat(Tape.with(Topics.EVENTS, first)).hasSize(1);
  }

  @Test
  void refusedCredentialsHoldTheStreamUntilTheAccountChanges() {
    AccountRef account = accounts.open(true);
    ProbePlatform.Line.line(account.name())
        .add(
            new StreamFailure(
                StreamFailure.Kind.MISCONFIGURED, "The secret is refused", Duration.ZERO));
    await().until(() -> "held".equals(keeper.states().get(account.toString())));
    int before = ProbePlatform.Line.OPENED.get(account.name());
    String text = TestKafka.randomName("text");

    accounts.put(account, 2, true, "");
    say(account, "1", text);

    await().untilAsserted(() -> assertThat(Tape.with(Topics.EVENTS, text)).hasSize(1));
    assertThat(ProbePlatform.Line.OPENED.get(account.name())).isEqualTo(before + 1);
  }

  @Test
  void accountWithoutStreamHasNone() {
    AccountRef with = accounts.open(true);
    AccountRef without = accounts.open(false);
    await().until(() -> keeper.states().containsKey(with.toString()));

    assertThat(keeper.states()).doesNotContainKey(without.toString());
  }

  @Test
  void accountsThatCannotBeReadKeepNoOtherFromItsStream() {
    List<AccountRef> unreadable = Stream.generate(accounts::openUnreadable).limit(5).toList();

    AccountRef other = accounts.open(true);

    await().until(() -> keeper.states().containsKey(other.toString()));
    assertThat(keeper.states())
        .doesNotContainKeys(unreadable.stream().map(AccountRef::toString).toArray(String[]::new));
  }

  @Test
  void cursorNamesItsOwnerAndPosition() {
    AccountRef account = accounts.open(true);
    say(account, "99", TestKafka.randomName("text"));

    await()
        .untilAsserted(() ->
            assertThat(
                    Tape.read(Topics.CURSORS).stream().filter(r -> account.key().equals(r.key())))
                .anySatisfy(
                    r -> assertThat(Cursor.read(r).orElseThrow().position()).contains("99")));
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(20));
  }

  private static void say(AccountRef account, String id, String text) {
    ProbePlatform.Line.line(account.name())
        .add("{\"chat\":\"c\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
  }
}
