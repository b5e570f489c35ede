package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Delivery;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Envelopes;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.MessageRef;
import dev.milena.model.Participant;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Some platforms take free words only for a while, and tell by themselves how far a message is. */
@QuarkusTest
@QuarkusTestResource(Backing.class)
class WindowIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final AccountRef DESK = new AccountRef("desk", "main");

  private static Hub hub;

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  /** Somebody writes in a conversation that is open until then, and a desk reads it. */
  private static Event heard(String chat, String message, Instant openUntil) {
    Event event =
        Hub.event(
            SHOP,
            Conversation.of(chat, ConversationType.DIRECT).openUntil(openUntil),
            Optional.of(Participant.of("u-" + chat)),
            Hub.text(message, "hello"));
    hub.append(event);
    hub.awaitCausedBy(event, 1);
    return event;
  }

  private static List<Delivery> deliveries(Event visitor, Delivery.Result result) {
    return hub.raw(Topics.DELIVERIES, Hub.ref(visitor).key()).stream()
        .map(r -> Envelopes.delivery(Records.fromRecord(r)))
        .filter(d -> d.result() == result)
        .toList();
  }

  @Test
  void answerAfterTheWindowIsRejectedBeforeItBegins() {
    String chat = Hub.randomChat();
    Event visitor = heard(chat, "1", Instant.now().minus(Duration.ofSeconds(1)));
    Event answer = Hub.event(DESK, chat, "op", Hub.text("d1", "too late"));

    hub.append(answer);

    hub.awaitAccepted(answer);
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> !deliveries(visitor, Delivery.Result.REJECTED).isEmpty());
    Delivery rejected = deliveries(visitor, Delivery.Result.REJECTED).getFirst();
    assertThat(rejected.reason()).contains("window_closed");
    assertThat(rejected.cause()).contains(answer.id());
    assertThat(hub.commands(c -> c.cause().filter(answer.id()::equals).isPresent())).isEmpty();
  }

  @Test
  void whoeverIsHeardAgainCanBeAnswered() {
    String chat = Hub.randomChat();
    heard(chat, "1", Instant.now().minus(Duration.ofHours(1)));
    Event visitor = heard(chat, "2", Instant.now().plus(Duration.ofHours(24)));
    // What comes late says nothing of now.
    heard(chat, "0", Instant.now().minus(Duration.ofHours(2)));
    Event answer = Hub.event(DESK, chat, "op", Hub.text("d1", "in time"));

    hub.append(answer);

    Command command = hub.awaitCausedBy(answer, 1).getFirst();
    assertThat(command.to().ref()).isEqualTo(Hub.ref(visitor));
    assertThat(deliveries(visitor, Delivery.Result.REJECTED)).isEmpty();
  }

  @Test
  void whoeverTypesAnswersWhatWasHeardLast() {
    String chat = Hub.randomChat();
    heard(chat, "1", Instant.now().plus(Duration.ofHours(23)));
    heard(chat, "2", Instant.now().plus(Duration.ofHours(24)));
    Event typing = Hub.event(DESK, chat, "op", new Happening.Typing());

    hub.append(typing);

    assertThat(hub.awaitCausedBy(typing, 1).getFirst().action())
        .isEqualTo(new Action.StartTyping(Optional.of(MessageRef.known("2"))));
  }

  private static Event status(String chat, String message, String word) {
    Instant now = Instant.now();
    DeliveryReport report =
        new DeliveryReport(
            word, message, Optional.of(new DeliveryReport.Call("command-" + chat, 2, 3)));
    return new Event(
        "chat/own/" + chat + "/" + message + "/status/" + word,
        SHOP,
        now,
        now,
        Optional.of(Conversation.of(chat, ConversationType.DIRECT)),
        Optional.empty(),
        new Happening.DeliveryStatus(report),
        Optional.empty());
  }

  @Test
  void statusThatNamesACallIsWrittenDownForWhoeverIsInDoubt() {
    String chat = Hub.randomChat();
    Event sent = status(chat, "m1", "sent");

    hub.append(sent);

    hub.awaitAccepted(sent);
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> !deliveries(sent, Delivery.Result.SEEN).isEmpty());
    Delivery seen = deliveries(sent, Delivery.Result.SEEN).getFirst();
    assertThat(seen.command()).isEqualTo("command-" + chat);
    assertThat(seen.step()).isEqualTo(2);
    assertThat(seen.steps()).isEqualTo(3);
    assertThat(seen.messageIds()).containsExactly("m1");
  }

  @Test
  void statusesGoForwardsAlone() {
    String chat = Hub.randomChat();
    Event sent = status(chat, "m1", "sent");
    Event read = status(chat, "m1", "read");
    Event delivered = status(chat, "m1", "delivered");
    Event other = status(chat, "m2", "delivered");

    hub.appendAll(List.of(sent, read, delivered, other));

    hub.awaitAccepted(other);
    assertThat(hub.records(Topics.ACCEPTED, sent.id())).hasSize(1);
    assertThat(hub.records(Topics.ACCEPTED, read.id())).hasSize(1);
    assertThat(hub.records(Topics.ACCEPTED, delivered.id())).isEmpty();
  }
}
