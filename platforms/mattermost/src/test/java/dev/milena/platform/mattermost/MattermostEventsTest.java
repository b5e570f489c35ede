package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.platform.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MattermostEventsTest {
  private static Message message(Event event) {
    return ((Happening.MessageCreated) event.what()).message();
  }

  private static Event event(String name) {
    return MattermostFixtures.event(name);
  }

  @Test
  void postIsAMessageWithItsMarksAndSource() {
    // When
    Event event = event("posted_with_marks");

    // Then
    Message message = message(event);
    assertThat(message.text()).hasValue("Bold 👋🏽 and a link for @bob #now");
    assertThat(message.source())
        .hasValue("**Bold** 👋🏽 and [a link](https://example.com) for @bob #now");
    assertThat(message.marks())
        .containsExactly(
            Mark.of(MarkType.BOLD, 0, 4),
            Mark.of(MarkType.LINK, 14, 6, "https://example.com"),
            Mark.of(MarkType.MENTION, 25, 4),
            Mark.of(MarkType.HASHTAG, 30, 4));
    assertThat(message.mentions()).containsExactly(MattermostFixtures.BOT);
    assertThat(event.id())
        .isEqualTo(
            "mattermost/%s/%s/%s/created"
                .formatted(
                    MattermostFixtures.BOT, MattermostFixtures.CHANNEL, MattermostFixtures.POST));
    assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1_767_225_600_123L));
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.CHANNEL);
    assertThat(event.conversation().orElseThrow().title()).hasValue("Support");
    assertThat(event.sender().orElseThrow().username()).hasValue("ann");
  }

  @Test
  void postInAThreadAnswersItsRoot() {
    // When
    Event event = event("posted_in_thread");

    // Then
    assertThat(event.conversation().orElseThrow().thread()).hasValue(MattermostFixtures.ROOT);
    assertThat(message(event).replyTo()).hasValue(MattermostFixtures.ROOT);
  }

  @Test
  void directChannelIsDirectAndHasNoTitle() {
    // When
    Event event = event("posted_in_direct");

    // Then
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.DIRECT);
    assertThat(event.conversation().orElseThrow().title()).isEmpty();
  }

  @Test
  void filesAreWhatTheirTypeSays() {
    // When
    Message message = message(event("posted_with_files"));

    // Then
    assertThat(message.attachments())
        .extracting(a -> a.type())
        .containsExactly(AttachmentType.IMAGE, AttachmentType.AUDIO);
    assertThat(message.attachments().getFirst().sizeBytes()).hasValue(11L);
    assertThat(message.attachments().getFirst().width()).hasValue(6);
  }

  @Test
  void boxesOfAProgramAreWordsAndButtons() {
    // When
    Event event = event("posted_by_webhook_with_boxes");

    // Then
    Message message = message(event);
    assertThat(message.text()).hasValue("See:\n\nHey\nDisk\nis full\nHost: db1");
    assertThat(message.source()).hasValue("See:");
    assertThat(message.buttons().getFirst()).extracting(Button::label).containsExactly("Clean up");
    assertThat(event.sender().orElseThrow().name()).hasValue("Alarm");
    assertThat(event.sender().orElseThrow().username()).isEmpty();
    assertThat(event.sender().orElseThrow().bot()).isTrue();
  }

  @Test
  void whatAPersonWroteInTheNameOfTheAccountIsAMessage() {
    // When
    Event event = event("posted_by_the_person_whose_token_we_have");

    // Then
    assertThat(event.sender().orElseThrow().self()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "posted_by_ourselves, own_message",
    "posted_by_the_system, system_post",
    "posted_without_a_channel, unknown_post_form",
    "posted_that_is_no_json, unknown_event_form",
    "pinned, not_a_text_edit",
    "plugin_event, plugin_event",
    "event_of_tomorrow, unknown_event"
  })
  void whatMakesNoEventSaysWhy(String name, String reason) {
    // When
    Translation translation = MattermostFixtures.frame(name);

    // Then
    assertThat(translation.events()).isEmpty();
    assertThat(translation.skipped())
        .extracting(Translation.Skipped::reason)
        .containsExactly(reason);
  }

  @Test
  void editIsTheSameMessageLater() {
    // When
    Event event = event("edited");

    // Then
    Message message = ((Happening.MessageEdited) event.what()).message();
    assertThat(message.text()).hasValue("Hello hub, again");
    assertThat(message.editedAt()).hasValue(Instant.ofEpochMilli(1_767_225_700_000L));
    assertThat(event.id()).endsWith("/edited/1767225700000");
  }

  @Test
  void oldPostThatSomebodyReactedToIsNotToldAgain() {
    // Given
    MattermostPosts posts = new MattermostPosts(MattermostFixtures.input());
    ObjectNode post =
        Json.object(
            MattermostFixtures.json("edited")
                .at("/data/post")
                .asText()
                .getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(past(posts, post, 1_767_225_600_122L))
        .containsExactly("message.created", "message.edited");
    assertThat(past(posts, post, 1_767_225_600_123L)).containsExactly("message.edited");
    assertThat(past(posts, post, 1_767_225_700_000L)).isEmpty();
    assertThat(past(posts, post.put("delete_at", 1_767_225_800_000L), 1_767_225_700_000L))
        .containsExactly("message.deleted");
  }

  private static List<String> past(MattermostPosts posts, ObjectNode post, long since) {
    return posts
        .past(post, MattermostPosts.Around.NOTHING, Instant.ofEpochMilli(since))
        .events()
        .stream()
        .map(e -> e.what().typeName())
        .toList();
  }

  @Test
  void whoWasNotSpokenToForLongDoesNotRepeatTheLastWords() {
    // Given
    Instant now = MattermostFixtures.NOW;

    // Then
    assertThat(MattermostConnection.lookedBack(now.minusSeconds(60), now))
        .isEqualTo(now.minusSeconds(70));
    assertThat(MattermostConnection.lookedBack(now.minus(Duration.ofDays(8)), now))
        .isEqualTo(now.minus(Duration.ofDays(8)));
  }

  @Test
  void deletionTellsWhatAndNotWho() {
    // When
    Event event = event("deleted");

    // Then
    assertThat(((Happening.MessageDeleted) event.what()).message().id())
        .isEqualTo(MattermostFixtures.POST);
    assertThat(event.sender()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "reacted, 👍, +1",
    "reacted_in_a_colour, 👍🏾, +1_medium_dark_skin_tone",
    "reacted_with_a_picture_of_the_server, , custom:party_parrot"
  })
  void reactionIsAnEmojiOrAPictureOfTheServer(String name, String emoji, String source) {
    // When
    Happening.ReactionAdded added = (Happening.ReactionAdded) event(name).what();

    // Then
    assertThat(added.reaction().emoji().orElse(null)).isEqualTo(emoji);
    assertThat(added.reaction().source()).hasValue(source);
    assertThat(added.message().id()).isEqualTo(MattermostFixtures.POST);
  }

  @Test
  void reactionThatGoesHasAnotherIdThanTheOneThatCame() {
    // When
    Event came = event("reacted");
    Event went = event("unreacted");

    // Then
    assertThat(went.what()).isInstanceOf(Happening.ReactionRemoved.class);
    assertThat(went.id()).isNotEqualTo(came.id());
  }

  @Test
  void bothShapesOfALeaveAreRead() {
    // Then
    assertThat(((Happening.MemberLeft) event("left").what()).member().id())
        .isEqualTo(MattermostFixtures.USER);
    assertThat(event("we_were_put_out").what()).isInstanceOf(Happening.BotRemoved.class);
    assertThat(event("we_were_put_out").conversation().orElseThrow().id())
        .isEqualTo(MattermostFixtures.CHANNEL);
    assertThat(event("joined").what()).isInstanceOf(Happening.MemberJoined.class);
    assertThat(event("we_joined").what()).isInstanceOf(Happening.BotAdded.class);
  }

  @Test
  void channelsOpenChangeAndClose() {
    // Then
    assertThat(event("group_opened").what()).isInstanceOf(Happening.ConversationOpened.class);
    assertThat(event("group_opened").conversation().orElseThrow().type())
        .hasValue(ConversationType.GROUP);
    assertThat(event("renamed").conversation().orElseThrow().title()).hasValue("Support 2");
    assertThat(event("archived").what()).isInstanceOf(Happening.ConversationClosed.class);
  }

  @Test
  void whatHasNoIdOfItsOwnIsNamedByItsPlaceOnTheConnection() {
    // When
    Event typing = event("typing_in_thread");

    // Then
    assertThat(typing.id()).isEqualTo("mattermost/" + MattermostFixtures.BOT + "/~conn-7");
    assertThat(typing.conversation().orElseThrow().thread()).hasValue(MattermostFixtures.ROOT);
  }

  @Test
  void outgoingWebhookBringsTheEventThatTheSocketWouldBring() {
    // When
    Event event = MattermostFixtures.callback("outgoing_webhook").events().getFirst();

    // Then
    assertThat(event.id()).isEqualTo(event("posted_with_marks").id());
    assertThat(message(event).text()).hasValue("#build now");
    assertThat(message(event).attachments())
        .extracting(a -> a.id().orElseThrow())
        .containsExactly("f1", "f2");
    assertThat(event.time()).isEqualTo(Instant.ofEpochMilli(1_767_225_600_000L));
  }

  @Test
  void choiceFromAMenuIsItsValue() {
    // When
    Happening.InteractionPressed chosen =
        (Happening.InteractionPressed)
            MattermostFixtures.callback("choice_from_a_menu").events().getFirst().what();

    // Then
    assertThat(chosen.interaction().value()).hasValue("v9");
    assertThat(chosen.interaction().type()).hasValue("select");
  }

  @Test
  void formIsItsFieldsAndFilesByName() {
    // When
    Happening.InteractionSubmitted sent =
        (Happening.InteractionSubmitted)
            MattermostFixtures.callback("form_sent").events().getFirst().what();

    // Then
    assertThat(sent.interaction().actionId()).hasValue("ticket");
    assertThat(sent.interaction().values()).isEqualTo(List.of("Broken", "true", "3"));
    assertThat(sent.interaction().context().orElseThrow().at("/fields/summary").asText())
        .isEqualTo("Broken");
    assertThat(sent.message().orElseThrow().attachments()).hasSize(1);
    assertThat(MattermostFixtures.callback("form_closed").events().getFirst().what())
        .isInstanceOf(Happening.InteractionCancelled.class);
  }
}
