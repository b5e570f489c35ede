package dev.milena.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopesTest {
  static Stream<Happening> happenings() {
    return Samples.ofEach(Happening.class);
  }

  static Stream<Action> actions() {
    return Samples.ofEach(Action.class);
  }

  static Stream<Delivery> deliveries() {
    return Samples.of(Delivery.class);
  }

  @ParameterizedTest
  @MethodSource("happenings")
  void everyHappeningSurvivesItsEnvelope(Happening what) {
    // Given
    Event full = Samples.event(what);
    Event bare = Samples.bareEvent(what);

    // When / Then
    assertThat(Envelopes.event(Envelopes.wrap(full))).isEqualTo(full);
    assertThat(Envelopes.event(Envelopes.wrap(bare))).isEqualTo(bare);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyActionSurvivesItsEnvelopeAndItsPlainForm(Action action) {
    // Given
    Command command = Samples.command(action);

    // When / Then
    assertThat(Envelopes.command(Envelopes.wrap(command))).isEqualTo(command);
    assertThat(Envelopes.command(Envelopes.plain(command))).isEqualTo(command);
    assertThat(Json.read(Json.mapper().valueToTree(command), Command.class)).isEqualTo(command);
  }

  @ParameterizedTest
  @MethodSource("deliveries")
  void everyDeliverySurvivesItsEnvelope(Delivery delivery) {
    assertThat(Envelopes.delivery(Envelopes.wrap(delivery))).isEqualTo(delivery);
  }

  @Test
  void eventIsTheCloudEventThatIsPublished() {
    // Given
    Message message = Message.builder().id("42").text("hello").build();

    // When
    ObjectNode structured =
        Envelopes.structured(
            Envelopes.wrap(Samples.event(new Happening.MessageCreated(message, Optional.empty()))));

    // Then
    assertThat(structured)
        .isEqualTo(
            json(
                """
                {"specversion":"1.0","id":"telegram/7770001/789/42/created",
                 "source":"/telegram/support","type":"dev.milena.message.created","subject":"789",
                 "time":"2026-01-01T00:00:00.120Z","datacontenttype":"application/json",
                 "data":{"platform":"telegram","account":"support",
                  "receivedAt":"2026-01-01T00:00:00.120Z",
                  "conversation":{"id":"789","type":"group","title":"title","thread":"thread",
                   "workspace":"bc-1","session":"session","openUntil":"2026-01-01T00:00:00.120Z"},
                  "sender":{"id":"123456","name":"name","username":"username","bot":true,
                   "self":true},
                  "expiresAt":"2026-01-01T00:00:00.120Z",
                  "message":{"id":"42","text":"hello","forwarded":false}}}\
                """));
  }

  @Test
  void commandIsWrittenAsItsCallersWriteIt() {
    // When
    Command read =
        Envelopes.command(
            json(
                """
                {"id":"c-1","type":"message.send",
                 "to":{"platform":"telegram","account":"support","conversation":"789"},
                 "content":{"text":"**hi**","format":"markdown",
                  "buttons":[[{"id":"b","label":"Yes","value":"y"}]]},
                 "replyTo":"milena:c-0","priority":"bulk"}\
                """));

    // Then
    assertThat(read.priority()).isEqualTo(Priority.BULK);
    assertThat(read.key()).isEqualTo("telegram/support/789");
    assertThat(read.type()).isEqualTo("dev.milena.command.message.send");
    Action.Send send = (Action.Send) read.action();
    assertThat(send.replyTo()).contains(new MessageRef.SentBy("c-0"));
    assertThat(send.content().format()).isEqualTo(Content.Format.MARKDOWN);
    assertThat(send.content().buttons().getFirst().getFirst().pressValue()).isEqualTo("y");
  }

  @Test
  void eventOfANewerTypeIsPassedOnWhole() {
    // Given
    byte[] data =
        """
        {"platform":"telegram","account":"support","receivedAt":"2026-01-01T00:00:00.120Z",
         "hologram":{"id":"1"}}\
        """
            .getBytes(UTF_8);
    CloudEvent envelope = event("dev.milena.hologram.shown", data);

    // When
    Event read = Envelopes.event(envelope);

    // Then
    assertThat(read.what()).isInstanceOf(Happening.Unmapped.class);
    assertThat(read.type()).isEqualTo("dev.milena.hologram.shown");
    assertThat(read.account()).isEqualTo(Samples.ACCOUNT);
    assertThat(Json.tree(Envelopes.wrap(read).data())).isEqualTo(Json.tree(data));
    assertThat(Envelopes.wrap(read).type()).isEqualTo(envelope.type());
  }

  @Test
  void commandOfANewerTypeIsKnownByItsType() {
    // When
    Command read =
        Envelopes.command(
            json(
                """
                {"id":"c","type":"hologram.show",
                 "to":{"platform":"p","account":"a","conversation":"1"}}\
                """));

    // Then
    assertThat(read.action()).isEqualTo(new Action.Unknown("hologram.show"));
    assertThat(read.type()).isEqualTo("dev.milena.command.hologram.show");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unmapped", "unknown"})
  void wordsForTheUnknownAreNoTypes(String type) {
    // Given
    byte[] data =
        "{\"platform\":\"p\",\"account\":\"a\",\"receivedAt\":\"2026-01-01T00:00:00Z\"}"
            .getBytes(UTF_8);

    // When / Then
    assertThat(Envelopes.event(event("dev.milena." + type, data)).type())
        .isEqualTo("dev.milena." + type);
    assertThat(
            Envelopes.command(
                    json(
                        "{\"id\":\"c\",\"type\":\""
                            + type
                            + "\",\"to\":{\"platform\":\"p\",\"account\":\"a\",\"conversation\":\"1\"}}"))
                .type())
        .isEqualTo("dev.milena.command." + type);
  }

  @Test
  void fieldsOfANewerVersionDoNotDisturb() {
    // Given
    Event event = Samples.event(new Happening.MessageDeleted(new Pointer("1"), List.of()));
    ObjectNode data = Json.object(Envelopes.wrap(event).data());
    data.put("mood", "good");
    data.withObject("/conversation").put("colour", "blue");

    // When / Then
    assertThat(Envelopes.event(event(event.type(), Json.bytes(data))).what())
        .isEqualTo(event.what());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"platform\":\"p\"}",
        "{\"platform\":\"p\",\"account\":\"a\"}",
        "{\"platform\":\"p\",\"account\":\"a\",\"receivedAt\":\"hunter2\"}",
        "{\"platform\":\"p\",\"account\":\"a\",\"receivedAt\":\"2026-01-01T00:00:00Z\"}",
        "{\"platform\":\"p\",\"account\":\"a\",\"receivedAt\":\"2026-01-01T00:00:00Z\","
            + "\"conversation\":{\"title\":\"hunter2\"},\"message\":{}}",
        "[]",
        "hunter2",
      })
  void whatIsNoEventIsUnreadableAndNotQuoted(String data) {
    assertThatThrownBy(
            () -> Envelopes.event(event("dev.milena.message.created", data.getBytes(UTF_8))))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void typesOfOthersAreNoEvents() {
    assertThatThrownBy(() -> Envelopes.event(event("com.example.x", "{}".getBytes(UTF_8))))
        .isInstanceOf(Json.UnreadableException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"message.send\"}",
        "{\"id\":\"c\",\"type\":\"message.send\",\"content\":{\"text\":\"hunter2\"}}",
        "{\"id\":\"c\",\"type\":\"message.send\",\"to\":{\"platform\":\"p\",\"account\":\"a\",\"conversation\":\"1\"}}",
        "{\"id\":\"c\",\"type\":\"reaction.add\",\"messageId\":\"1\",\"to\":{\"platform\":\"p\",\"account\":\"a\",\"conversation\":\"1\"}}",
        "{\"id\":\"c\",\"type\":\"message.send\",\"to\":{\"platform\":\"p\"},\"content\":{}}",
        "{\"id\":\"c\",\"type\":\"typing.start\",\"priority\":\"hunter2\",\"to\":{\"platform\":\"p\",\"account\":\"a\",\"conversation\":\"1\"}}",
        "{\"type\":\"typing.start\",\"to\":{\"platform\":\"p\",\"account\":\"a\",\"conversation\":\"1\"}}",
      })
  void whatIsNoCommandIsUnreadableAndNotQuoted(String plain) {
    assertThatThrownBy(() -> Envelopes.command(json(plain)))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void deliveryTellsWhatBecameOfAStep() {
    // Given
    Delivery delivery =
        new Delivery(
            "c-1",
            2,
            4,
            Address.of(ConversationRef.of(Samples.ACCOUNT, "789")),
            Delivery.Result.THROTTLED,
            Optional.empty(),
            Optional.of(3_000L),
            List.of(),
            1,
            Samples.TIME,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    // When
    CloudEvent envelope = Envelopes.wrap(delivery);

    // Then
    assertThat(envelope.id()).isEqualTo("c-1#2/1/throttled");
    assertThat(delivery.key()).isEqualTo("telegram/support/789");
    assertThat(Json.object(envelope.data()))
        .isEqualTo(
            json(
                """
                {"command":"c-1","step":2,"steps":4,
                 "to":{"platform":"telegram","account":"support","conversation":"789"},
                 "result":"throttled","retryAfterMs":3000,"attempt":1,
                 "at":"2026-01-01T00:00:00.120Z"}\
                """));
  }

  /** Whatever is logged: ids are there, words of people are not. */
  @Test
  void wordsOfPeopleAreNotShown() {
    // Given
    Stream<String> shown =
        Stream.concat(
            happenings().map(what -> Samples.event(what).toString()),
            actions().map(action -> Samples.command(action).toString()));

    // When / Then
    assertThat(shown)
        .allSatisfy(text ->
            assertThat(text)
                .doesNotContainPattern(
                    "(text|label|args|title|name|username|value|values|address|context|url)-[0-9]"));
  }

  private static CloudEvent event(String type, byte[] data) {
    return new CloudEvent(
        "e", "/telegram/support", type, Optional.empty(), Optional.empty(), Map.of(), data);
  }

  private static ObjectNode json(String text) {
    JsonNode node = Json.tree(text.getBytes(UTF_8));
    return (ObjectNode) node;
  }
}
