package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Message;
import dev.milena.model.Pointer;
import dev.milena.platform.Reception;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.Posted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotEventsTest {
  private final Account account =
      Accounts.bot(
          "/callback-user", "\"hub\"", "/callback-password", "\"pw\"", "/callback-token", "\"\"");

  @Test
  void newChatOpensTheConversationAndBringsWhatWasSaidBefore() {
    List<Event> events = read("bot/new_chat").events();

    assertThat(events)
        .extracting(Event::type)
        .containsExactly(
            "dev.milena.conversation.opened",
            "dev.milena.message.created",
            "dev.milena.message.created");
    assertThat(events).allMatch(e -> e.conversation().get().id().equals("7204"));
    assertThat(events)
        .allMatch(e -> e.sender().get().id().equals("ab12cd34ef56ab12cd34ef56ab12cd34"));
    assertThat(events.getFirst().sender().get().name()).contains("Ira");
    assertThat(message(events.get(1)).id()).contains("m-1");
    assertThat(message(events.get(2)).text()).contains("Is anybody there?");
  }

  @Test
  void repeatedNewChatIsTheSameEvents() {
    List<String> first = ids(Calls.NOON);
    List<String> repeated = ids(Calls.NOON.plusSeconds(30));

    assertThat(first).isEqualTo(repeated).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void laterMessageHasNoSenderAndMayBeACommand() {
    Event event = only("bot/new_message");

    assertThat(event.sender()).isEmpty();
    assertThat(event.id()).isEqualTo("webim/example.webim.ru%2Fbot/7204/m-2/created");
    assertThat(((Happening.MessageCreated) event.what()).command())
        .contains(new Invocation("order", "4711 please", java.util.Optional.empty()));
  }

  @Test
  void fileIsAnAttachmentWithItsAddress() {
    Attachment file = message(only("bot/file")).attachments().getFirst();

    assertThat(file.type()).isEqualTo(AttachmentType.IMAGE);
    assertThat(file.url()).contains("https://files.example.test/r.jpg");
    assertThat(file.sizeBytes()).contains(2048L);
  }

  @Test
  void fileOfWhichNothingIsSaidIsStillAFile() {
    Attachment file = message(only("bot/file_without_data")).attachments().getFirst();

    assertThat(file.type()).isEqualTo(AttachmentType.FILE);
    assertThat(file.url()).isEmpty();
  }

  @Test
  void stickerIsAnAttachment() {
    Attachment sticker = message(only("bot/sticker")).attachments().getFirst();

    assertThat(sticker.type()).isEqualTo(AttachmentType.STICKER);
    assertThat(sticker.value()).contains("12");
  }

  @Test
  void pressNamesTheButtonAndTheMessageThatCarriedIt() {
    Happening.InteractionPressed press = (Happening.InteractionPressed) only("bot/press").what();

    assertThat(press.interaction().value()).contains("yes");
    assertThat(press.interaction().actionId()).contains("yes");
    assertThat(press.interaction().type()).contains("keyboard");
    assertThat(press.interaction().messageId()).contains("m-0");
    assertThat(press.message()).contains(new Pointer("m-6"));
  }

  @Test
  void firstVersionIsReadToo() {
    Event said = only("bot/v1_new_message");
    Event pressed = only("bot/v1_press");

    assertThat(said.conversation().get().id()).isEqualTo("4b7c");
    assertThat(message(said).text()).contains("Hello again");
    assertThat(message(said).id()).isEmpty();
    assertThat(((Happening.InteractionPressed) pressed.what()).interaction().value())
        .contains("no");
  }

  @ParameterizedTest
  @CsvSource({
    "bot/info, info_message",
    "bot/unknown_kind, unknown_message_kind",
    "bot/unknown_event, unknown_event"
  })
  void whatMakesNoEventSaysWhy(String payload, String reason) {
    Translation translation = read(payload);

    assertThat(translation.events()).isEmpty();
    assertThat(translation.skipped()).containsExactly(new Translation.Skipped(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1, '', {\"has_answer\":false}",
    "/v2, '', {\"result\":\"ok\"}",
    "/v1, 2.0, {\"has_answer\":false}",
    "'', 1.0, {\"has_answer\":false}",
    "'', 2.0, {\"result\":\"ok\"}",
    "'', '', {\"result\":\"ok\"}"
  })
  void versionDecidesWhatIsAnswered(String rest, String header, String answer) {
    Reception reception = receive(Calls.NOON, rest, "bot/new_chat", header);

    assertThat(((Reception.Accepted) reception).reply().body().toString()).isEqualTo(answer);
  }

  @Test
  void addressOfNoVersionIsNotServed() {
    Reception reception = receive(Calls.NOON, "/v3", "bot/new_chat", "");

    assertThat(((Reception.Refused) reception).cause()).isEqualTo(Reception.Cause.NOT_SERVED);
  }

  private List<String> ids(Instant when) {
    return ((Reception.Accepted) receive(when, "/v2", "bot/new_chat", ""))
        .translation().events().stream().map(Event::id).toList();
  }

  private Event only(String payload) {
    List<Event> events = read(payload).events();
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private Translation read(String payload) {
    return ((Reception.Accepted) receive(Calls.NOON, "", payload, "")).translation();
  }

  private Reception receive(Instant when, String rest, String payload, String version) {
    String basic =
        java.util.Base64.getEncoder().encodeToString("hub:pw".getBytes(StandardCharsets.UTF_8));
    return Calls.receive(
        account,
        Posted.at(
            when,
            rest,
            Accounts.payload(payload),
            "Authorization",
            "Basic " + basic,
            "X-Bot-API-Version",
            version));
  }

  private static Message message(Event event) {
    return ((Happening.MessageCreated) event.what()).message();
  }
}
