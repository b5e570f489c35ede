package dev.milena.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.Tables;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.MessageRef;
import dev.milena.model.Move;
import dev.milena.model.Participant;
import dev.milena.model.Topics;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class RoutingIT {
  private static final AccountRef SHOP = new AccountRef("chat", "shop");
  private static final AccountRef UNROUTED = new AccountRef("chat", "unrouted");
  private static final AccountRef DESK = new AccountRef("desk", "main");
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
  void hundredFirstMessagesAtOnceOpenOneLinkAndKeepTheirOrder() {
    String chat = Hub.randomChat();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events.add(Hub.event(SHOP, chat, "u1", Hub.text("m" + i, "text " + i)));
    }

    hub.appendAll(events);

    List<Command> commands = hub.awaitCommands(c -> c.to().conversation().equals(chat), 100);
    assertThat(commands)
        .extracting(c -> ((Action.Send) c.action()).content().text().orElseThrow())
        .containsExactlyElementsOf(
            events.stream()
                .map(e -> ((Happening.MessageCreated) e.what()).message().text().orElseThrow())
                .toList());
    assertThat(
            tables.one(
                "SELECT count(*) FROM link l JOIN conversation c ON c.id = l.left_id WHERE"
                    + " c.external_id = '"
                    + chat
                    + "'"))
        .isEqualTo("1");
  }

  @Test
  void redeliveredEventIsDropped() {
    String chat = Hub.randomChat();
    Event event = Hub.event(SHOP, chat, "u1", Hub.text("1", "once"));
    Event after = Hub.event(SHOP, chat, "u1", Hub.text("2", "after"));

    hub.append(event);
    hub.append(event);
    hub.append(after);

    hub.awaitAccepted(after);
    assertThat(hub.records(Topics.ACCEPTED, event.id())).hasSize(1);
    assertThat(hub.commands(c -> c.cause().filter(event.id()::equals).isPresent())).hasSize(1);
  }

  @Test
  void replayedEventIsAnotherOne() {
    Event event = Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("1", "again please"));
    hub.append(event);
    Command first = hub.awaitCausedBy(event, 1).getFirst();
    ProducerRecord<String, byte[]> replay =
        Records.toRecord(Topics.EVENTS, event.key(), dev.milena.model.Envelopes.wrap(event));
    Records.setAttribute(replay.headers(), "replay", "1");

    hub.append(replay);

    assertThat(hub.awaitCausedBy(event, 2).get(1).id()).isNotEqualTo(first.id());
  }

  @Test
  void twoChatsWithOneIdDoNotMeetAtTheDesk() {
    tables.run(
        "INSERT INTO route (name, definition) VALUES ('twin',"
            + " '{\"accounts\":[\"chat/twin\"],\"to\":[\"desk/main\"]}') ON CONFLICT DO NOTHING");
    String chat = Hub.randomChat();
    Event one = Hub.event(SHOP, chat, "u1", Hub.text("1", "one"));
    hub.append(one);
    Command first = hub.awaitCausedBy(one, 1).getFirst();
    Awaitility.await().atMost(Hub.PATIENCE).until(() -> isRouted(new AccountRef("chat", "twin")));

    Event other = Hub.event(new AccountRef("chat", "twin"), chat, "u2", Hub.text("1", "other"));
    hub.append(other);

    Command second = hub.awaitCausedBy(other, 1).getFirst();
    assertThat(first.to().conversation()).isEqualTo(chat);
    assertThat(second.to().accountRef()).isEqualTo(DESK);
    assertThat(second.to().conversation()).isNotEqualTo(chat);
  }

  private static boolean isRouted(AccountRef account) {
    Event probe = Hub.event(account, Hub.randomChat(), "probe", Hub.text("1", "probe"));
    hub.append(probe);
    hub.awaitAccepted(probe);
    return !hub.commands(c -> c.cause().filter(probe.id()::equals).isPresent()).isEmpty();
  }

  @Test
  void groupIsNotLedToADeskUnlessTheRouteSaysSo() {
    Conversation group = Conversation.of(Hub.randomChat(), ConversationType.GROUP);
    Event event =
        Hub.event(SHOP, group, Optional.of(Participant.of("u1")), Hub.text("1", "hi all"));

    hub.append(event);

    hub.awaitAccepted(event);
    assertThat(tables.one("SELECT outcome FROM decision WHERE event_id = '" + event.id() + "'"))
        .isEqualTo("unrouted");
    assertThat(hub.commands(c -> c.cause().filter(event.id()::equals).isPresent())).isEmpty();
  }

  @Test
  void strangerAtTheDeskIsParkedAndTheNextEventGoesOn() {
    Event stranger = Hub.event(DESK, Hub.randomChat(), "op", Hub.text("1", "who is there?"));

    hub.append(stranger);

    var parked = hub.awaitRecord(Topics.PARKED, stranger.id());
    assertThat(Records.find(parked.headers(), "ce_cause")).contains("unknown_visitor");
    assertThat(Records.find(parked.headers(), Records.ACCOUNT_HEADER)).contains("desk/main");
    assertThat(hub.records(Topics.ACCEPTED, stranger.id())).isEmpty();
  }

  @Test
  void whatIsNoEventIsParkedAndItsNeighboursGoOn() {
    String id = "broken-" + UUID.randomUUID();
    String chat = Hub.randomChat();
    ProducerRecord<String, byte[]> broken =
        new ProducerRecord<>(
            Topics.EVENTS,
            ConversationRef.of(SHOP, chat).key(),
            "no json".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    Records.setAttribute(broken.headers(), "id", id);
    Event after = Hub.event(SHOP, chat, "u1", Hub.text("1", "hello"));

    hub.append(broken);
    hub.append(after);

    assertThat(Records.find(hub.awaitRecord(Topics.PARKED, id).headers(), "ce_cause"))
        .contains("unreadable");
    hub.awaitAccepted(after);
  }

  @Test
  void deskSaysWhichOfItsChatsGoesOnAndTheLastIsKept() {
    String chat = Hub.randomChat();
    Event question = Hub.event(SHOP, chat, "u1", Hub.text("1", "question"));
    hub.append(question);
    hub.awaitCausedBy(question, 1);

    for (String session : List.of("90210", "90211")) {
      Conversation visitor =
          Conversation.of(chat, ConversationType.DIRECT).during(Optional.of(session));
      hub.append(Hub.event(DESK, visitor, Optional.empty(), Hub.text("d" + session, "hello")));
    }

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() ->
            tables
                .one("SELECT session FROM conversation WHERE desk AND external_id = '" + chat + "'")
                .equals("90211"));
  }

  @Test
  void poisonIsParkedAloneAmongItsNeighbours() {
    String chat = Hub.randomChat();
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      events.add(Hub.event(SHOP, chat, "u1", Hub.text("m" + i, "text " + i)));
    }
    Participant unheardOf = Participant.of(randomDigits(20_000));
    Event poison =
        Hub.event(
            SHOP,
            Conversation.of(chat, ConversationType.DIRECT),
            Optional.of(unheardOf),
            Hub.text("p", "poison"));
    events.add(10, poison);

    hub.appendAll(events);

    assertThat(Records.find(hub.awaitRecord(Topics.PARKED, poison.id()).headers(), "ce_cause"))
        .contains("poison");
    List<Command> commands = hub.awaitCommands(c -> c.to().conversation().equals(chat), 20);
    assertThat(commands)
        .extracting(c -> c.cause().orElseThrow())
        .containsExactlyElementsOf(
            events.stream().filter(e -> e != poison).map(Event::id).toList());
  }

  /** An id that no index can hold, and that cannot be packed. */
  private static String randomDigits(int many) {
    return new java.util.Random(1)
        .ints(many, 0, 36)
        .mapToObj(i -> Integer.toString(i, 36))
        .collect(java.util.stream.Collectors.joining());
  }

  @Test
  void platformWithoutAccountsHoldsNobodyUp() {
    Event request = request(Address.of(ConversationRef.parse("nowhere/bot/1")), Optional.empty());
    Event after = Hub.event(SHOP, Hub.randomChat(), "u1", Hub.text("1", "hello"));

    hub.append(request);
    hub.append(after);

    assertThat(Records.find(hub.awaitRecord(Topics.PARKED, request.id()).headers(), "ce_cause"))
        .contains("unknown_platform");
    hub.awaitAccepted(after);
  }

  @Test
  void newerEventTypePassesOnWhole() {
    String id = "newer-" + UUID.randomUUID();
    byte[] data =
        Json.bytes(
            java.util.Map.of(
                "platform",
                "chat",
                "account",
                "shop",
                "receivedAt",
                Instant.now().toString(),
                "novelty",
                7));
    ProducerRecord<String, byte[]> newer =
        Records.toRecord(
            Topics.EVENTS,
            "chat/shop/x",
            new dev.milena.model.CloudEvent(
                id,
                "/chat/shop",
                "dev.milena.novelty",
                Optional.empty(),
                Optional.empty(),
                java.util.Map.of("extra", "kept"),
                data));

    hub.append(newer);

    var accepted = hub.awaitRecord(Topics.ACCEPTED, id);
    assertThat(accepted.value()).isEqualTo(data);
    assertThat(Records.find(accepted.headers(), "ce_extra")).contains("kept");
    assertThat(accepted.headers()).noneMatch(h -> h.key().startsWith("__"));
  }

  @Test
  void interactionThatIsTooLateIsDropped() {
    String chat = Hub.randomChat();
    Event now = Hub.event(SHOP, chat, "u1", Hub.text("1", "hello"));
    Event late =
        new Event(
            "late-" + UUID.randomUUID(),
            SHOP,
            Instant.now(),
            Instant.now(),
            now.conversation(),
            now.sender(),
            Hub.text("2", "late"),
            Optional.of(Instant.now().minusSeconds(5)));

    hub.append(late);
    hub.append(now);

    hub.awaitAccepted(now);
    assertThat(hub.records(Topics.ACCEPTED, late.id())).isEmpty();
    assertThat(tables.one("SELECT outcome FROM decision WHERE event_id = '" + late.id() + "'"))
        .isEqualTo("expired");
  }

  @Test
  void ourOwnMessageThatComesBackIsDroppedAndAHumansIsNot() {
    String chat = Hub.randomChat();
    Event question = Hub.event(SHOP, chat, "u1", Hub.text("1", "question"));
    hub.append(question);
    Command asked = hub.awaitCausedBy(question, 1).getFirst();
    hub.append(Hub.delivered(asked, "d1"));
    Participant self = new Participant("desk-bot", Optional.empty(), Optional.empty(), true, true);
    Conversation there = Conversation.of(chat, ConversationType.DIRECT);
    Event echo = Hub.event(DESK, there, Optional.of(self), Hub.text("d1", "question"));
    Event human =
        Hub.event(
            DESK,
            there,
            Optional.of(
                new Participant("desk-bot", Optional.empty(), Optional.empty(), false, true)),
            Hub.text("d2", "I am a person"));

    hub.append(echo);
    hub.append(human);

    assertThat(((Action.Send) hub.awaitCausedBy(human, 1).getFirst().action()).content().text())
        .contains("I am a person");
    assertThat(hub.records(Topics.ACCEPTED, echo.id())).isEmpty();
    assertThat(hub.commands(c -> c.cause().filter(echo.id()::equals).isPresent())).isEmpty();
  }

  @Test
  void replyThatOvertakesItsDeliveryWaitsForIt() {
    String chat = Hub.randomChat();
    Event question = Hub.event(SHOP, chat, "u1", Hub.text("1", "question"));
    hub.append(question);
    Command asked = hub.awaitCausedBy(question, 1).getFirst();
    Event reply =
        Hub.event(
            DESK,
            chat,
            "op",
            new Happening.MessageCreated(
                Message.builder().id("d2").text("answer").replyTo("d1").build(), Optional.empty()));

    hub.append(reply);
    hub.append(Hub.delivered(asked, "d1"));

    Action.Send send = (Action.Send) hub.awaitCausedBy(reply, 1).getFirst().action();
    assertThat(send.replyTo()).contains(MessageRef.known("1"));
  }

  @Test
  void unreachableDeskIsToldOnceUntilItIsBack() {
    String chat = Hub.randomChat();
    Event first = Hub.event(SHOP, chat, "u1", Hub.text("1", "one"));
    Event second = Hub.event(SHOP, chat, "u1", Hub.text("2", "two"));
    Event third = Hub.event(SHOP, chat, "u1", Hub.text("3", "three"));
    hub.append(first);
    hub.append(second);
    hub.append(third);
    Command one = hub.awaitCausedBy(first, 1).getFirst();
    Command two = hub.awaitCausedBy(second, 1).getFirst();
    Command three = hub.awaitCausedBy(third, 1).getFirst();

    hub.append(Hub.delivery(one, Result.PARKED, List.of(), Optional.empty()));
    hub.append(Hub.delivery(two, Result.REJECTED, List.of(), Optional.empty()));
    hub.awaitCommands(c -> isApology(c, chat), 1);
    hub.append(Hub.delivered(two, "d2"));
    hub.append(Hub.delivery(three, Result.REJECTED, List.of(), Optional.empty()));

    assertThat(hub.awaitCommands(c -> isApology(c, chat), 2)).hasSize(2);
    assertThat(
            tables.one(
                "SELECT result FROM outcome WHERE command = '"
                    + dev.milena.router.store.Ids.command(three.id())
                    + "'"))
        .isEqualTo("rejected");
  }

  private static boolean isApology(Command c, String chat) {
    return c.to().ref().equals(ConversationRef.of(SHOP, chat))
        && c.action() instanceof Action.Send send
        && send.content().text().filter("Nobody can be reached."::equals).isPresent();
  }

  @Test
  void closedChatIsToldToTheVisitor() {
    String chat = Hub.randomChat();
    Event question = Hub.event(SHOP, chat, "u1", Hub.text("1", "question"));
    hub.append(question);
    hub.awaitCausedBy(question, 1);
    Event closed = Hub.event(DESK, chat, "op", new Happening.ConversationClosed());

    hub.append(closed);

    Command told = hub.awaitCausedBy(closed, 1).getFirst();
    assertThat(told.to().ref()).isEqualTo(Hub.ref(question));
    assertThat(((Action.Send) told.action()).content().text()).contains("The chat is closed.");
  }

  @Test
  void linkFollowsAChatThatMoves() {
    String chat = Hub.randomChat();
    String moved = Hub.randomChat();
    Event question = Hub.event(SHOP, chat, "u1", Hub.text("1", "question"));
    hub.append(question);
    hub.awaitCausedBy(question, 1);

    hub.append(
        Hub.event(
            SHOP,
            chat,
            "u1",
            new Happening.ConversationMigrated(
                Optional.empty(), new Move(Optional.empty(), Optional.of(moved)))));
    Event later = Hub.event(SHOP, moved, "u1", Hub.text("9", "still me"));
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() ->
            tables
                .one("SELECT count(*) FROM conversation WHERE external_id = '" + moved + "'")
                .equals("1"));
    hub.append(later);

    assertThat(hub.awaitCausedBy(later, 1).getFirst().to().conversation()).isEqualTo(chat);
    Event answer = Hub.event(DESK, chat, "op", Hub.text("d9", "hello there"));
    hub.append(answer);
    assertThat(hub.awaitCausedBy(answer, 1).getFirst().to().conversation()).isEqualTo(moved);
  }

  @Test
  void readdressedDeliveryMendsTheLink() {
    String chat = Hub.randomChat();
    String moved = Hub.randomChat();
    Event question = Hub.event(SHOP, chat, "u1", Hub.text("1", "question"));
    hub.append(question);
    hub.awaitCausedBy(question, 1);
    Event answer = Hub.event(DESK, chat, "op", Hub.text("d1", "answer"));
    hub.append(answer);
    Command answered = hub.awaitCausedBy(answer, 1).getFirst();

    hub.append(Hub.delivery(answered, Result.READDRESSED, List.of(), Optional.of(moved)));
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() ->
            tables
                .one(
                    "SELECT count(*) FROM link l JOIN conversation c ON c.id = l.left_id WHERE"
                        + " c.external_id = '"
                        + moved
                        + "'")
                .equals("1"));

    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() -> {
          Event next = Hub.event(DESK, chat, "op", Hub.text("d" + UUID.randomUUID(), "more"));
          hub.append(next);
          return hub.awaitCausedBy(next, 1).getFirst().to().conversation().equals(moved);
        });
  }

  @Test
  void requestToAConversationKeepsItsCommandId() {
    String chat = Hub.randomChat();
    Event request = request(Address.of(ConversationRef.of(UNROUTED, chat)), Optional.empty());

    hub.append(request);

    Command command = hub.awaitCausedBy(request, 1).getFirst();
    assertThat(command.id()).isEqualTo(((Happening.SendRequested) request.what()).request().id());
    assertThat(hub.records(Topics.ACCEPTED, request.id())).isEmpty();
  }

  @Test
  void requestToAPersonGoesWhereTheyAre() {
    String chat = Hub.randomChat();
    Event hello = Hub.event(UNROUTED, chat, "person of " + chat, Hub.text("1", "hello"));
    hub.append(hello);
    String person = Records.find(hub.awaitAccepted(hello).headers(), "ce_person").orElseThrow();
    Event request =
        request(Address.of(ConversationRef.parse("chat/unrouted/ignored")), Optional.of(person));

    hub.append(request);

    assertThat(hub.awaitCausedBy(request, 1).getFirst().to().ref()).isEqualTo(Hub.ref(hello));
  }

  private static Event request(Address to, Optional<String> person) {
    Command command =
        Command.of("r" + UUID.randomUUID(), to, Action.Send.of(Content.plain("notice")));
    Instant now = Instant.now();
    return new Event(
        "request-" + UUID.randomUUID(),
        new AccountRef("chat", "unrouted"),
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        new Happening.SendRequested(command, person),
        Optional.empty());
  }

  @Test
  void guidDeskDoesNotLearnTheChatId() {
    tables.run(
        "INSERT INTO route (name, definition) VALUES ('guid-db',"
            + " '{\"accounts\":[\"chat/hidden\"],\"to\":[\"desk/guid\"]}') ON CONFLICT DO NOTHING");
    Awaitility.await().atMost(Hub.PATIENCE).until(() -> isRouted(new AccountRef("chat", "hidden")));
    String chat = Hub.randomChat();
    Event event = Hub.event(new AccountRef("chat", "hidden"), chat, "u1", Hub.text("1", "hello"));

    hub.append(event);

    String visitor = hub.awaitCausedBy(event, 1).getFirst().to().conversation();
    assertThat(UUID.fromString(visitor).toString()).isEqualTo(visitor);
  }

  @Test
  void whatPeopleWriteIsInNoTable() {
    String canary = "canary-" + UUID.randomUUID();
    String chat = Hub.randomChat();
    Event question = Hub.event(SHOP, chat, "u1", Hub.text("1", canary));
    Event denied = Hub.event(new AccountRef("chat", "guarded"), chat, "bad", Hub.text("1", canary));
    Event unrouted = Hub.event(UNROUTED, chat, "u1", Hub.text("1", canary));
    Event stranger = Hub.event(DESK, Hub.randomChat(), "op", Hub.text("1", canary));

    for (Event event : List.of(question, denied, unrouted, stranger)) {
      hub.append(event);
    }
    Command asked = hub.awaitCausedBy(question, 1).getFirst();
    hub.awaitCausedBy(denied, 1);
    hub.awaitAccepted(unrouted);
    hub.awaitRecord(Topics.PARKED, stranger.id());
    hub.append(Hub.delivered(asked, "d1"));
    Awaitility.await()
        .atMost(Hub.PATIENCE)
        .until(() ->
            !tables
                .column(
                    "SELECT command FROM sent WHERE conversation = '"
                        + dev.milena.router.store.Ids.conversation(asked.to().ref())
                        + "'")
                .isEmpty());

    List<String> rows = tables.everything();
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(rows.stream().filter(row -> row.contains(canary))).isEmpty();
    assertThat(rows.stream().filter(row -> row.contains("a-secret-token"))).isEmpty();
  }
}
