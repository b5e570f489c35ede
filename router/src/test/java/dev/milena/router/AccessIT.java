package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class AccessIT {
  private static final AccountRef GUARDED = new AccountRef("chat", "guarded");
  private static final AccountRef SILENT = new AccountRef("chat", "silent");
  private static Hub hub;

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
  void whoIsTurnedAwayReadsTheDenyMessageAndNothingElseHappens() {
    Event event = Hub.event(GUARDED, Hub.randomChat(), "bad", Hub.text("1", "let me in"));

    hub.append(event);

    Command told = hub.awaitCausedBy(event, 1).getFirst();
    assertThat(told.to().ref()).isEqualTo(Hub.ref(event));
    assertThat(((Action.Send) told.action()).content().text()).contains("You may not write here.");
    assertThat(hub.records(Topics.ACCEPTED, event.id())).isEmpty();
  }

  @Test
  void denialCanBeAskedFor() {
    Event event = Hub.event(GUARDED, Hub.randomChat(), "bad", Hub.text("1", "let me in"));

    hub.append(event);
    hub.awaitCausedBy(event, 1);

    assertThat(
            tables.one(
                "SELECT outcome || ' ' || reason || ' ' || rule || ' ' || told FROM decision WHERE event_id = '"
                    + event.id()
                    + "'"))
        .isEqualTo("denied sender_denied chat/guarded true");
  }

  @Test
  void typingOfWhoIsTurnedAwayIsNotAnswered() {
    String chat = Hub.randomChat();
    Event typing = Hub.event(GUARDED, chat, "bad", new Happening.Typing());
    Event after = Hub.event(GUARDED, chat, "good", Hub.text("1", "hello"));

    hub.append(typing);
    hub.append(after);

    hub.awaitAccepted(after);
    assertThat(hub.commands(c -> c.cause().filter(typing.id()::equals).isPresent())).isEmpty();
    assertThat(hub.records(Topics.ACCEPTED, typing.id())).isEmpty();
  }

  @Test
  void withoutDenyMessageNothingIsSaid() {
    String chat = Hub.randomChat();
    Event denied = Hub.event(SILENT, chat, "stranger", Hub.text("1", "let me in"));
    Event after = Hub.event(SILENT, chat, "good", Hub.text("2", "hello"));

    hub.append(denied);
    hub.append(after);

    hub.awaitAccepted(after);
    assertThat(hub.commands(c -> c.cause().filter(denied.id()::equals).isPresent())).isEmpty();
    assertThat(hub.records(Topics.ACCEPTED, denied.id())).isEmpty();
  }

  @Test
  void ruleWrittenToTheDatabaseCountsWithinASecond() {
    tables.run(
        "INSERT INTO access_rule (account, denied_senders) VALUES ('chat/unrouted', '{changed}') ON CONFLICT DO NOTHING");

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> {
          Event event =
              Hub.event(
                  new AccountRef("chat", "unrouted"),
                  Hub.randomChat(),
                  "changed",
                  Hub.text("1", "hello"));
          hub.append(event);
          Awaitility.await().atMost(Hub.PATIENCE).until(() -> !decision(event).isEmpty());
          return decision(event).equals("denied");
        });
  }

  private String decision(Event event) {
    return tables.one("SELECT outcome FROM decision WHERE event_id = '" + event.id() + "'");
  }
}
