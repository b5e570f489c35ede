package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.platform.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEventsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static Translation read(byte[] body) {
    return new HttpEvents(HttpFixtures.account(), "msg_1", NOW).translate(Json.tree(body));
  }

  private static Event only(String fixture) {
    Translation read = read(HttpFixtures.call(fixture));
    assertThat(read.skipped()).isEmpty();
    assertThat(read.events()).hasSize(1);
    return read.events().getFirst();
  }

  private static Message message(Event event) {
    return ((Happening.MessageCreated) event.what()).message();
  }

  @Test
  void messageIsTheEventThatItSaysToBe() {
    Event event = only("message_with_everything");

    assertThat(event.id()).isEqualTo("http/bot-1/789/m-7/created");
    assertThat(event.account()).isEqualTo(HttpFixtures.BOT);
    assertThat(event.time()).isEqualTo(Instant.parse("2025-12-31T23:59:58Z"));
    assertThat(event.conversation().orElseThrow().thread()).hasValue("t-1");
    assertThat(event.sender().orElseThrow().name()).hasValue("Vera");
    Message message = message(event);
    assertThat(message.text()).hasValue("Your order is ready");
    assertThat(message.marks()).hasSize(1);
    assertThat(message.replyTo()).hasValue("0a1b");
    assertThat(message.buttons().getFirst()).extracting("label").containsExactly("Thanks", "More");
  }

  @Test
  void serviceIsNotBelievedAboutWhatIsNotItsOwn() {
    Event event = only("message_that_claims_more");

    assertThat(event.account()).isEqualTo(HttpFixtures.BOT);
    assertThat(event.sender().orElseThrow().self()).isFalse();
    assertThat(event.expiresAt()).isEmpty();
    assertThat(event.receivedAt()).isEqualTo(NOW);
    assertThat(message(event).attachments().getFirst().id()).isEmpty();
    assertThat(message(event).attachments().getFirst().origin()).isEmpty();
    assertThat(message(event).attachments().getFirst().url())
        .hasValue("https://bot.example.com/a.pdf");
  }

  /** By the call it would settle what became of somebody else's message. */
  @Test
  void statusIsAboutAMessageAndNotAboutACallOfOurs() {
    assertThat(((Happening.DeliveryStatus) only("read").what()).delivery().call()).isEmpty();
  }

  @Test
  void fewWordsAreAMessageOfTheServiceItself() {
    Event event = only("message_in_short");

    assertThat(event.id()).isEqualTo("http/bot-1/789/msg_1/created");
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.DIRECT);
    assertThat(event.sender().orElseThrow().bot()).isTrue();
    assertThat(event.time()).isEqualTo(NOW);
    assertThat(message(event).id()).hasValue("msg_1");
    assertThat(message(event).text()).hasValue("Hello");
  }

  @Test
  void listIsReadOneByOneAndWhatIsNotUnderstoodIsKept() {
    Translation read = read(HttpFixtures.call("list"));

    assertThat(read.events())
        .extracting(Event::id)
        .containsExactly("http/bot-1/789/msg_1.0/created", "http/bot-1/~event-2");
    assertThat(read.events().get(1).what()).isInstanceOf(Happening.Typing.class);
    assertThat(read.hasUnknown()).isTrue();
  }

  @Test
  void listMayStandInAnObject() {
    String list = new String(HttpFixtures.call("list"), StandardCharsets.UTF_8);

    Translation read = read(("{\"events\":" + list + "}").getBytes(StandardCharsets.UTF_8));

    assertThat(read).isEqualTo(read(HttpFixtures.call("list")));
  }

  @ParameterizedTest
  @CsvSource({
    "edited, message.edited, http/bot-1/~edit-1",
    "deleted, message.deleted, http/bot-1/~delete-1",
    "reacted, reaction.added, http/bot-1/~reaction-1",
    "pressed, interaction.pressed, http/bot-1/~press-1",
    "read, delivery.status, http/bot-1/~read-1",
    "closed, conversation.closed, http/bot-1/~close-1",
  })
  void everythingElseIsNamedByItsOwnId(String fixture, String type, String id) {
    Event event = only(fixture);

    assertThat(event.what().typeName()).isEqualTo(type);
    assertThat(event.id()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                   | unknown_form",
        "\"Hello\"                                                            | unknown_form",
        "{\"ok\":true}                                                        | unknown_form",
        "{\"text\":\"Hello\"}                                                 | unknown_conversation",
        "{\"type\":\"com.example.sneezed\",\"data\":{}}                        | unknown_form",
        "{\"type\":\"dev.milena.of.tomorrow\",\"data\":{\"conversation\":{\"id\":\"1\"}}} | unknown_type",
        "{\"type\":\"dev.milena.typing\"}                                     | unknown_data",
        "{\"type\":\"dev.milena.typing\",\"data\":{}}                          | unknown_conversation",
        "{\"type\":\"dev.milena.message.created\",\"data\":{\"conversation\":{\"id\":\"1\"}}} | unknown_form",
        "{\"type\":\"dev.milena.typing\",\"time\":\"soon\",\"data\":{\"conversation\":{\"id\":\"1\"}}} | unknown_form",
        "[]                                                                   | empty_list",
      })
  void whatIsNotUnderstoodSaysWhat(String body, String reason) {
    Translation read = read(body.getBytes(StandardCharsets.UTF_8));

    assertThat(read.events()).isEmpty();
    assertThat(read.skipped()).extracting("reason").containsExactly(reason);
  }

  @Test
  void nobodyAsksOverAServiceForSomethingToBeSentElsewhere() {
    Translation read = read(HttpFixtures.call("request_to_send_elsewhere"));

    assertThat(read.events()).isEmpty();
    assertThat(read.hasUnknown()).isTrue();
  }
}
