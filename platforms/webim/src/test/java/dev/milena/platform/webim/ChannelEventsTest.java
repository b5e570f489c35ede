package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Message;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.Posted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelEventsTest {
  private final Account account = Accounts.channel();

  @Test
  void operatorMessageIsAMessageInTheVisitorsConversation() {
    Event event = Calls.only(account, Accounts.payload("channel/operator_message"));

    assertThat(event.type()).isEqualTo("dev.milena.message.created");
    assertThat(event.conversation().get().id()).isEqualTo("tg-5501");
    assertThat(event.conversation().get().session()).contains("90210");
    assertThat(event.sender().get().id()).isEqualTo("31");
    assertThat(event.sender().get().name()).contains("Vera");
    assertThat(event.sender().get().self()).isFalse();
    assertThat(message(event).id()).contains("0c1f5a9e");
    assertThat(message(event).text()).contains("Your parcel left the warehouse this morning.");
    assertThat(event.time()).isEqualTo(Calls.NOON);
  }

  @Test
  void messageIdNamesTheEventHoweverOftenItComes() {
    byte[] body = Accounts.payload("channel/operator_message");

    Event first = Calls.only(account, body);
    Event repeated =
        Calls.accepted(
                account, Posted.at(Calls.NOON.plusSeconds(90), "", body, "X-Token", "CALLBACK"))
            .translation()
            .events()
            .getFirst();

    assertThat(first.id())
        .isEqualTo("webim/example.webim.ru%2Fchannel%2Fdefault/tg-5501/0c1f5a9e/created")
        .isEqualTo(repeated.id());
  }

  @Test
  void stringAtMessageIsTheTextAndNumbersBecomeStrings() {
    Event event = Calls.only(account, Accounts.payload("channel/message_as_plain_text"));

    assertThat(event.conversation().get().id()).isEqualTo("5501");
    assertThat(event.sender()).isEmpty();
    assertThat(message(event).id()).isEmpty();
    assertThat(message(event).text()).contains("It will be there on Friday.");
  }

  @Test
  void fileKeepsItsNameTypeAndSizeAndAPathIsMadeWhole() {
    Attachment file =
        message(Calls.only(account, Accounts.payload("channel/operator_file")))
            .attachments()
            .getFirst();

    assertThat(file.type()).isEqualTo(AttachmentType.FILE);
    assertThat(file.url()).contains("https://example.webim.ru/files/waybill.pdf");
    assertThat(file.name()).contains("waybill.pdf");
    assertThat(file.mime()).contains("application/pdf");
    assertThat(file.sizeBytes()).contains(48213L);
  }

  @Test
  void keyboardBecomesButtonsUnderTheText() {
    Message message = message(Calls.only(account, Accounts.payload("channel/keyboard")));

    assertThat(message.text()).contains("Shall we leave it at the door?");
    assertThat(message.buttons())
        .containsExactly(
            List.of(
                Button.pressing("door", "At the door", "door"),
                Button.pressing("hand", "In person", "hand")),
            List.of(Button.pressing("later", "Later", "later")));
  }

  @Test
  void answerNamesTheMessageItAnswers() {
    assertThat(
            message(Calls.only(account, Accounts.payload("channel/answer_to_a_message"))).replyTo())
        .contains("0c1f5a90");
  }

  @Test
  void chatOpensAndClosesOnceHoweverOftenItIsReported() {
    Event opened = Calls.only(account, Accounts.payload("channel/chat_started"));
    Event closed = Calls.only(account, Accounts.payload("channel/chat_closed"));
    Event again =
        Calls.accepted(
                account,
                Posted.at(
                    Calls.NOON.plusSeconds(5),
                    "",
                    Accounts.payload("channel/chat_closed"),
                    "X-Token",
                    "CALLBACK"))
            .translation()
            .events()
            .getFirst();

    assertThat(opened.type()).isEqualTo("dev.milena.conversation.opened");
    assertThat(closed.type()).isEqualTo("dev.milena.conversation.closed");
    assertThat(closed.id()).isEqualTo(again.id()).isNotEqualTo(opened.id());
  }

  @Test
  void assignedOperatorJoins() {
    Event event = Calls.only(account, Accounts.payload("channel/chat_assigned"));

    assertThat(((Happening.MemberJoined) event.what()).member().id()).isEqualTo("31");
    assertThat(((Happening.MemberJoined) event.what()).member().name()).contains("Vera");
  }

  @Test
  void typingIsPassedOn() {
    assertThat(Calls.only(account, Accounts.payload("channel/typing")).type())
        .isEqualTo("dev.milena.typing");
  }

  @Test
  void unknownKindIsTakenAndKeptForLater() {
    Translation translation = Calls.translate(account, Accounts.payload("channel/unknown_kind"));

    assertThat(translation.events()).isEmpty();
    assertThat(translation.hasUnknown()).isTrue();
    assertThat(translation.skipped())
        .containsExactly(new Translation.Skipped("unknown_message_kind"));
  }

  @Test
  void callWithoutVisitorIsTakenAndKeptForLater() {
    Translation translation = Calls.translate(account, Accounts.payload("channel/no_visitor"));

    assertThat(translation.skipped()).containsExactly(new Translation.Skipped("unknown_visitor"));
  }

  @Test
  void messageWithNothingInItIsLeftOut() {
    Translation translation =
        Calls.translate(
            account, json("{\"visitor_id\":\"v\",\"message\":{\"kind\":\"operator\"}}"));

    assertThat(translation.skipped()).containsExactly(new Translation.Skipped("empty_message"));
  }

  @Test
  void editAndDeletionNeedTheMessagesId() {
    Account mapped =
        Accounts.channel(
            "/channel/inbound/kind/values",
            "{\"ed\":\"message_edited\",\"del\":\"message_deleted\"}");
    byte[] edited =
        json("{\"event\":\"ed\",\"visitor_id\":\"v\",\"message\":{\"id\":7,\"text\":\"new\"}}");
    byte[] deleted = json("{\"event\":\"del\",\"visitor_id\":\"v\",\"message\":{\"id\":7}}");
    byte[] nameless = json("{\"event\":\"del\",\"visitor_id\":\"v\"}");

    assertThat(Calls.only(mapped, edited).type()).isEqualTo("dev.milena.message.edited");
    assertThat(((Happening.MessageDeleted) Calls.only(mapped, deleted).what()).message().id())
        .isEqualTo("7");
    assertThat(Calls.translate(mapped, nameless).skipped())
        .containsExactly(new Translation.Skipped("deletion_without_message_id"));
  }

  @Test
  void ackIsWhatTheMappingSays() {
    Account mapped =
        Accounts.channel(
            "/channel/inbound/ack", "{\"status\":202,\"body\":\"{\\\"done\\\":true}\"}");

    var reply = Calls.accepted(mapped, Calls.call(Accounts.payload("channel/typing"))).reply();

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.body().toString()).isEqualTo("{\"done\":true}");
  }

  private static Message message(Event event) {
    return ((Happening.MessageCreated) event.what()).message();
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
