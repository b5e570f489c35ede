package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramFixtures.created;
import static dev.milena.platform.telegram.TelegramFixtures.event;
import static dev.milena.platform.telegram.TelegramFixtures.happening;
import static dev.milena.platform.telegram.TelegramFixtures.ignored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How messages are read. */
class TelegramMessagesTest {
  private static Optional<Invocation> command(String name) {
    return happening(Happening.MessageCreated.class, name).command();
  }

  @Test
  void textIsOneEventWithItsPlaceAndWriter() {
    // When
    Event event = event("message_text");

    // Then
    assertThat(event.id()).isEqualTo("telegram/7770001/5000000001/42/created");
    assertThat(event.time()).isEqualTo(Instant.ofEpochSecond(1767225642));
    assertThat(event.receivedAt()).isEqualTo(TelegramFixtures.RECEIVED);
    assertThat(event.key()).isEqualTo("telegram/support/5000000001");
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.DIRECT);
    assertThat(event.conversation().orElseThrow().title()).hasValue("First Guest");
    assertThat(event.conversation().orElseThrow().thread()).isEmpty();
    assertThat(event.sender())
        .hasValue(
            new Participant(
                "5000000001",
                Optional.of("First Guest"),
                Optional.of("first_guest"),
                false,
                false));
    assertThat(created("message_text").text()).hasValue("Is anybody there?");
  }

  @Test
  void entitiesAreMarksInReadingOrder() {
    // When
    Message message = created("message_marks_unordered");

    // Then
    assertThat(message.marks())
        .containsExactly(
            Mark.of(MarkType.BOLD, 3, 4),
            Mark.of(MarkType.UNDERLINE, 9, 10),
            Mark.of(MarkType.CODE, 20, 4),
            Mark.of(MarkType.LINK, 31, 4, "https://example.org/a?b=1"),
            Mark.of(MarkType.MENTION, 40, 5, "5000000001"));
    assertThat(message.mentions()).containsExactly("5000000001");
  }

  @Test
  void messageInTopicDoesNotAnswerTheTopic() {
    // When
    Event event = event("message_in_topic_answers_nothing");

    // Then
    assertThat(((Happening.MessageCreated) event.what()).message().replyTo()).isEmpty();
    assertThat(event.conversation().orElseThrow().thread()).hasValue("7");
  }

  @Test
  void answersInTopicsAndThreadsNameTheirMessage() {
    assertThat(created("message_reply_in_topic").replyTo()).hasValue("44");
    assertThat(created("message_reply_in_thread_of_group").replyTo()).hasValue("40");
  }

  @Test
  void answerToAnotherChatNamesNoMessageOfThisOne() {
    assertThat(created("message_reply_to_another_chat").replyTo()).isEmpty();
  }

  @Test
  void topicOfChannelsDirectMessagesIsToldFromThread() {
    assertThat(event("message_in_direct_messages_of_channel").conversation().orElseThrow().thread())
        .hasValue("direct-5000000001");
  }

  @Test
  void commandIsAMessageWithTheRestAsItsArguments() {
    assertThat(command("message_command"))
        .hasValue(new Invocation("start", "promo 5\nsecond line", Optional.empty()));
    assertThat(created("message_command").text()).hasValue("/start  promo 5\nsecond line");
  }

  @Test
  void commandNamingUsIsOursWhateverItsCase() {
    assertThat(command("message_command_for_us"))
        .hasValue(new Invocation("help", "me", Optional.of("Hub_Test_Bot")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "message_command_for_another_bot",
        "message_command_in_the_middle",
        "message_path_is_no_command",
        "message_text"
      })
  void whatIsNoCommandForUsIsAMessage(String name) {
    assertThat(command(name)).isEmpty();
  }

  @Test
  void chatThatSpeaksForItselfIsTheWriter() {
    assertThat(event("message_from_anonymous_administrator").sender().orElseThrow().id())
        .isEqualTo("-1002000000001");
    assertThat(event("message_automatic_forward").sender().orElseThrow().id())
        .isEqualTo("-1002000000003");
    assertThat(created("message_automatic_forward").forwarded()).isTrue();
  }

  @Test
  void postWithoutAuthorHasNoWriter() {
    assertThat(event("channel_post_without_author").sender()).isEmpty();
    assertThat(event("channel_post_without_author").conversation().orElseThrow().type())
        .hasValue(ConversationType.CHANNEL);
  }

  @Test
  void forwardFromSomebodyHiddenIsAForward() {
    assertThat(created("message_forwarded_from_hidden_user").forwarded()).isTrue();
    assertThat(created("message_text").forwarded()).isFalse();
  }

  @Test
  void partOfAnAlbumSaysWhichAlbum() {
    assertThat(created("message_album_part").group()).hasValue("13900000000000001");
  }

  @Test
  void brokenCharactersAreReplacedAndPositionsStay() {
    // When
    Message message = created("message_broken_characters");

    // Then
    assertThat(message.text()).hasValue("a\uFFFDb\uFFFDc");
    assertThat(message.marks()).containsExactly(Mark.of(MarkType.BOLD, 4, 1));
  }

  @Test
  void messageWithoutNumberIsNamedByItsDelivery() {
    assertThat(event("message_without_number").id())
        .isEqualTo(
            "telegram/7770001/~"
                + TelegramFixtures.update("message_without_number").path("update_id").asText());
  }

  @Test
  void buttonsComeWithTheirMessageAsFarAsTheyCanBePressed() {
    // When
    Message message = created("message_with_buttons");

    // Then
    assertThat(message.buttons()).hasSize(1);
    assertThat(message.buttons().getFirst())
        .extracting(b -> b.label())
        .containsExactly("Yes", "Site");
  }

  @Test
  void whatWasWrittenInOurNameIsSelf() {
    assertThat(event("message_sent_by_ourselves").sender().orElseThrow().self()).isTrue();
  }

  @Test
  void editIsAnEventOfItsOwnAboutTheSameMessage() {
    // When
    Event edit = event("edited_message");

    // Then
    Message message = ((Happening.MessageEdited) edit.what()).message();
    String update = TelegramFixtures.update("edited_message").path("update_id").asText();
    assertThat(edit.id()).isEqualTo("telegram/7770001/5000000001/42/edited/1767225690-" + update);
    assertThat(edit.time()).isEqualTo(Instant.ofEpochSecond(1767225690));
    assertThat(message.id()).hasValue("42");
    assertThat(message.text()).hasValue("Is anybody here?");
    assertThat(message.editedAt()).hasValue(Instant.ofEpochSecond(1767225690));
  }

  @Test
  void movingLocationIsAnEditWithWhereItIsNow() {
    // When
    Message message = happening(Happening.MessageEdited.class, "edited_live_location").message();

    // Then
    assertThat(message.attachments()).hasSize(1);
    assertThat(message.attachments().getFirst().place().orElseThrow().latitude())
        .isEqualTo(48.2082);
  }

  @Test
  void businessChatIsAConversationOfItsConnection() {
    // When
    Event event = event("business_message_from_customer");

    // Then
    assertThat(event.id()).isEqualTo("telegram/7770001/BC-1/5000000002/81/created");
    assertThat(event.key()).isEqualTo("telegram/support/BC-1/5000000002");
    assertThat(event.sender().orElseThrow().self()).isFalse();
    assertThat(event("edited_business_message").key()).isEqualTo(event.key());
    assertThat(event("callback_query_in_business").key()).isEqualTo(event.key());
  }

  @Test
  void ownerOfBusinessWritesInOurNameAndWhatWeSentIsLeftOut() {
    assertThat(event("business_message_from_owner").sender().orElseThrow().self()).isTrue();
    assertThat(ignored("business_message_sent_by_us")).isEqualTo("own_message");
  }

  @Test
  void questionOfAGuestIsAConversationOfItsOwn() {
    // When
    Event event = event("guest_message");

    // Then
    assertThat(event.key()).isEqualTo("telegram/support/guest-4000000000000000001/-1002000000007");
    assertThat(created("guest_message").mentions()).isEqualTo(List.of("@hub_test_bot"));
  }

  @Test
  void wordsOfARichMessageAreItsText() {
    assertThat(created("message_rich").text()).hasValue("Plan\nFirst this, then that.\none\ntwo");
  }
}
