package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tape;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A visitor and an operator talk: the whole hub, on real Kafka and Postgres, over real HTTP. */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
class ConversationIT {
  private final Town town;

  ConversationIT(Town town) {
    this.town = town;
  }

  @BeforeEach
  void open() {
    town.open();
  }

  @Test
  void visitorAndOperatorReadEachOther() {
    String chat = town.stranger();

    town.telegram().write(town.bot, chat, "Is the shop open?");

    Town.await().until(() -> town.desk(chat).equals(List.of("Is the shop open?")));
    town.webim().write(town.seat, chat, "Until eight.");
    Town.await().until(() -> town.visitor(chat).equals(List.of("Until eight.")));
  }

  @Test
  void redeliveredUpdateArrivesOnce() {
    String chat = town.stranger();
    town.telegram().write(town.bot, chat, "once");
    Town.await().until(() -> town.desk(chat).size() == 1);

    town.telegram().redeliverLast(town.bot, chat);
    town.telegram().write(town.bot, chat, "after");

    Town.await().until(() -> town.desk(chat).contains("after"));
    assertThat(town.desk(chat)).containsExactly("once", "after");
  }

  @Test
  void fileReachesTheDeskWithAllItsBytes() {
    String chat = town.stranger();
    OfferedFile file =
        new OfferedFile("report.pdf", "application/pdf", new byte[123_456], Optional.empty());

    town.telegram().sendFile(town.bot, chat, file);

    Town.await()
        .until(() ->
            town.webim().shown(town.seat, chat).stream()
                .anyMatch(s -> s.fileBytes().contains(123_456L)));
  }

  @Test
  void operatorsFileReachesTheVisitorWithAllItsBytes() {
    String chat = town.stranger();
    town.telegram().write(town.bot, chat, "send it");
    Town.await().until(() -> !town.desk(chat).isEmpty());
    OfferedFile file = new OfferedFile("plan.png", "image/png", new byte[54_321], Optional.empty());

    town.webim().sendFile(town.seat, chat, file);

    Town.await()
        .until(() ->
            town.telegram().shown(town.bot, chat).stream()
                .anyMatch(s -> s.fileBytes().contains(54_321L)));
  }

  @Test
  void emojiAndCorrectionsFollow() {
    String chat = town.stranger();
    String message = town.telegram().write(town.bot, chat, "🎉🎉 order 1");
    Town.await().until(() -> town.desk(chat).contains("🎉🎉 order 1"));

    town.telegram().edit(town.bot, chat, message, "🎉🎉 order 2");

    Town.await().until(() -> town.desk(chat).stream().anyMatch(t -> t.contains("🎉🎉 order 2")));
  }

  @Test
  void pressOfAnOperatorsButtonReachesTheDeskAsThat() {
    String chat = town.stranger();
    town.telegram().write(town.bot, chat, "when?");
    Town.await().until(() -> town.desk(chat).equals(List.of("when?")));
    String keyboard = town.webim().offer(town.seat, chat, List.of("Today", "Tomorrow"));
    Town.await().until(() -> town.buttons(chat).equals(List.of("Today", "Tomorrow")));

    town.telegram()
        .press(town.bot, chat, town.telegram().shown(town.bot, chat).getLast().id(), "id-Tomorrow");

    Town.await().until(() -> town.desk(chat).equals(List.of("when?", "Tomorrow")));
    Shown press = town.webim().shown(town.seat, chat).getLast();
    assertThat(press.replyTo()).contains(keyboard);
  }

  @Test
  void throttledConversationWaitsAndLosesNothing() {
    String slow = town.stranger();
    town.telegram().write(town.bot, slow, "hello");
    Town.await().until(() -> !town.desk(slow).isEmpty());
    town.telegram().fail(new Fault.Throttle(1, 1));
    List<String> answers = IntStream.range(0, 3).mapToObj(i -> "answer " + i).toList();

    answers.forEach(a -> town.webim().write(town.seat, slow, a));

    Town.await().until(() -> town.visitor(slow).size() == 3);
    assertThat(town.visitor(slow)).isEqualTo(answers);
    assertThat(town.telegram().ledger().throttled()).isZero();
  }

  @Test
  void manyChatsAtOnceKeepTheirOrder() {
    List<String> chats = IntStream.range(0, 20).mapToObj(i -> town.stranger()).toList();
    List<String> said = IntStream.range(0, 10).mapToObj(i -> "message " + i).toList();

    said.forEach(text -> chats.forEach(chat -> town.telegram().write(town.bot, chat, text)));

    Town.await()
        .untilAsserted(() ->
            assertThat(chats).allSatisfy(chat -> assertThat(town.desk(chat)).isEqualTo(said)));
  }

  @Test
  void operatorOfAnUnknownVisitorDisturbsNobody() {
    String nobody = "never-seen-" + town.stranger();
    town.webim().write(town.seat, nobody, "hello?");
    String chat = town.stranger();

    town.telegram().write(town.bot, chat, "still here");

    Town.await().until(() -> town.desk(chat).equals(List.of("still here")));
    Town.await().until(() -> !Tape.with("milena.parked", nobody).isEmpty());
    assertThat(town.webim().shown(town.seat, nobody)).extracting(Shown::text).isEmpty();
  }
}
