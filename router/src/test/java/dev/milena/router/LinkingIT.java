package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.router.linking.Linking;
import dev.milena.router.linking.Redemption;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class LinkingIT {
  private static final AccountRef BOT = new AccountRef("chat", "linking");
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Pattern CODE = Pattern.compile("\\b([0-9]{6})\\b");
  private static Hub hub;

  @Inject Linking linking;
  @Inject Tables tables;

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  @Test
  void codeLinksTheChatOnceAndThenStartSaysSo() {
    String chat = Hub.randomChat();
    UUID person = person();
    String code = start(chat);

    Redemption first = redeem(person, code);
    Redemption second = redeem(person, code);

    assertThat(first).isInstanceOf(Redemption.Linked.class);
    assertThat(second).isInstanceOf(Redemption.Wrong.class);
    assertThat(linking.linkages(person, Optional.empty()).await().atMost(WITHIN)).hasSize(1);
    Awaitility.await().atMost(WITHIN).until(() -> startText(chat).contains("already linked"));
  }

  @Test
  void eachStartVoidsTheCodeBeforeIt() {
    String chat = Hub.randomChat();
    String old = start(chat);
    String fresh = start(chat);

    assertThat(redeem(person(), old)).isInstanceOf(Redemption.Wrong.class);
    assertThat(redeem(person(), fresh)).isInstanceOf(Redemption.Linked.class);
  }

  @Test
  void wrongCodesAreCountedAndThenNoneIsLookedAt() {
    UUID person = person();
    String good = start(Hub.randomChat());
    for (int i = 0; i < 5; i++) {
      assertThat(redeem(person, "not" + i)).isInstanceOf(Redemption.Wrong.class);
    }

    assertThat(redeem(person, good)).isInstanceOf(Redemption.TooMany.class);
    assertThat(redeem(person(), good)).isInstanceOf(Redemption.Linked.class);
  }

  @Test
  void expiredCodeIsWrong() {
    String chat = Hub.randomChat();
    String code = start(chat);
    tables.run("UPDATE link_code SET expires_at = now() - interval '1 s'");

    assertThat(redeem(person(), code)).isInstanceOf(Redemption.Wrong.class);
  }

  @Test
  void codeIsInNoTable() {
    String code = start(Hub.randomChat());

    assertThat(
            tables.everything().stream()
                .filter(row -> row.startsWith("link_code "))
                .filter(row -> row.contains(code)))
        .isEmpty();
  }

  @Test
  void unlinkingGivesTheChatAPersonOfItsOwnAgain() {
    UUID person = person();
    redeem(person, start(Hub.randomChat()));

    int unlinked = linking.unlink(person, Optional.of("chat")).await().atMost(WITHIN);

    assertThat(unlinked).isEqualTo(1);
    assertThat(linking.linkages(person, Optional.empty()).await().atMost(WITHIN)).isEmpty();
  }

  @Test
  void unknownCommandSaysWhatToDo() {
    Event event = Hub.event(BOT, Hub.randomChat(), "u", Hub.command("1", "whatever", ""));

    hub.append(event);

    assertThat(text(hub.awaitCausedBy(event, 1).getFirst()))
        .isEqualTo("Use /start to link your account.");
  }

  @Test
  void onOtherAccountsStartIsAMessageLikeAnyOther() {
    Event event =
        Hub.event(
            new AccountRef("chat", "shop"),
            Hub.randomChat(),
            "u",
            Hub.command("1", "start", "promo"));

    hub.append(event);

    Command command = hub.awaitCausedBy(event, 1).getFirst();
    assertThat(command.to().platform()).isEqualTo("desk");
    assertThat(text(command)).isEqualTo("/start promo");
  }

  private UUID person() {
    UUID person = UUID.randomUUID();
    tables.run("INSERT INTO person (id, subject) VALUES ('" + person + "', 'sub-" + person + "')");
    return person;
  }

  private Redemption redeem(UUID person, String code) {
    return linking.redeem(person.toString(), person, code).await().atMost(WITHIN);
  }

  private String start(String chat) {
    Matcher code = CODE.matcher(startText(chat));
    assertThat(code.find()).isTrue();
    return code.group(1);
  }

  private String startText(String chat) {
    Event event = Hub.event(BOT, chat, "user of " + chat, Hub.command("1", "start", ""));
    hub.append(event);
    return text(hub.awaitCausedBy(event, 1).getFirst());
  }

  private static String text(Command command) {
    return ((Action.Send) command.action()).content().text().orElseThrow();
  }
}
