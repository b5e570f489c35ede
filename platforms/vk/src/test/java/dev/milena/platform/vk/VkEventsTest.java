package dev.milena.platform.vk;

import static dev.milena.platform.vk.VkFixtures.created;
import static dev.milena.platform.vk.VkFixtures.event;
import static dev.milena.platform.vk.VkFixtures.happening;
import static dev.milena.platform.vk.VkFixtures.ignored;
import static dev.milena.platform.vk.VkFixtures.translate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of event, but for what messages say. */
class VkEventsTest {
  @Test
  void messageIsNamedByItsConversationAndNumber() {
    // When
    Event event = event("message_text");
    // Then
    assertThat(event.id()).isEqualTo("vk/218700001/5000000001/12/created");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(event.conversation())
        .hasValue(Conversation.of("5000000001", ConversationType.DIRECT));
    assertThat(event.sender()).hasValue(Participant.of("5000000001"));
  }

  @Test
  void peersBeyondTheChatsArePeople() {
    assertThat(event("message_in_chat").conversation().flatMap(Conversation::type))
        .hasValue(ConversationType.GROUP);
    assertThat(VkPeers.isChat("2000000000")).isFalse();
    assertThat(VkPeers.isChat("2000000001")).isTrue();
    assertThat(VkPeers.isChat("2100000000")).isTrue();
    assertThat(VkPeers.isChat("2100000001")).isFalse();
    assertThat(VkPeers.isChat("-99")).isFalse();
  }

  @Test
  void communityThatWritesIsAProgram() {
    assertThat(event("message_from_other_community").sender())
        .hasValue(new Participant("-99", Optional.empty(), Optional.empty(), true, false));
  }

  @Test
  void whatIsWrittenInOurNameSaysWhetherByHand() {
    assertThat(event("reply_by_administrator").sender())
        .hasValue(new Participant("-218700001", Optional.empty(), Optional.empty(), false, true));
    assertThat(event("reply_by_program").sender())
        .hasValue(new Participant("-218700001", Optional.empty(), Optional.empty(), true, true));
    assertThat(event("reply_by_program").id()).isEqualTo("vk/218700001/5000000001/14/created");
  }

  @Test
  void editIsAboutTheSameMessageAndHasAVersion() {
    // When
    Event event = event("message_edited");
    // Then
    assertThat(event.id()).isEqualTo("vk/218700001/5000000001/12/edited/1767225700-10000004");
    Happening.MessageEdited edited = happening(Happening.MessageEdited.class, "message_edited");
    assertThat(edited.message().id()).hasValue("12");
    assertThat(edited.message().editedAt()).hasValue(Instant.ofEpochSecond(1_767_225_700L));
    assertThat(edited.command().orElseThrow().args()).isEqualTo("three");
  }

  @Test
  void pressCarriesButtonAndValueAndWhatAnAnswerMustName() {
    // When
    Happening.InteractionPressed pressed = happening(Happening.InteractionPressed.class, "pressed");
    // Then
    Interaction interaction = pressed.interaction();
    assertThat(interaction.id()).hasValue("abc123/5000000001");
    assertThat(interaction.actionId()).hasValue("choice");
    assertThat(interaction.value()).hasValue("yes-1");
    assertThat(pressed.message()).hasValue(new Pointer("15"));
    assertThat(event("pressed").id()).isEqualTo("vk/218700001/~press-abc123");
  }

  @Test
  void pressOfSomebodyElsesButtonCarriesItsJson() {
    // When
    Interaction interaction =
        happening(Happening.InteractionPressed.class, "pressed_text_payload").interaction();
    // Then
    assertThat(interaction.value()).hasValue("{\"cmd\":\"menu\"}");
    assertThat(interaction.messageId()).isEmpty();
    assertThat(interaction.context().orElseThrow().at("/payload/cmd").asText()).isEqualTo("menu");
  }

  @Test
  void reactionIsANumberWithAnEmojiWhereItIsKnown() {
    assertThat(happening(Happening.ReactionAdded.class, "reaction_added").reaction())
        .isEqualTo(new Reaction(Optional.of("👍"), Optional.of("4")));
    assertThat(happening(Happening.ReactionAdded.class, "reaction_of_tomorrow").reaction())
        .isEqualTo(new Reaction(Optional.empty(), Optional.of("61")));
    assertThat(happening(Happening.ReactionRemoved.class, "reaction_removed").message())
        .isEqualTo(new Pointer("12"));
  }

  @Test
  void readingIsAStatusOfTheMessage() {
    assertThat(happening(Happening.DeliveryStatus.class, "read").delivery())
        .isEqualTo(new DeliveryReport("read", "13", Optional.empty()));
    assertThat(event("read").id()).isEqualTo("vk/218700001/5000000001/13/read/5000000001");
  }

  @Test
  void whoeverTypesIsTheChat() {
    assertThat(event("typing").what()).isInstanceOf(Happening.Typing.class);
    assertThat(event("typing").conversation().map(Conversation::id)).hasValue("5000000001");
  }

  @Test
  void personSaysWhetherTheCommunityMayWrite() {
    assertThat(event("allowed").what()).isInstanceOf(Happening.BotUnblocked.class);
    assertThat(event("denied").what()).isInstanceOf(Happening.BotBlocked.class);
    assertThat(event("denied").conversation().map(Conversation::id)).hasValue("5000000001");
  }

  @Test
  void followersOfTheCommunityAreInNoChat() {
    assertThat(event("joined").conversation()).isEmpty();
    assertThat(happening(Happening.MemberJoined.class, "joined").member().id())
        .isEqualTo("5000000001");
    assertThat(event("left").sender().map(Participant::id)).hasValue("5000000001");
    assertThat(event("removed").sender()).isEmpty();
    assertThat(ignored("join_requested")).isEqualTo("join_request");
  }

  @Test
  void chatSpeaksOfItself() {
    assertThat(happening(Happening.MemberJoined.class, "action_invited").member().id())
        .isEqualTo("5000000002");
    assertThat(event("action_invited").sender().map(Participant::id)).hasValue("5000000001");
    assertThat(happening(Happening.MemberJoined.class, "action_came_by_link").member().id())
        .isEqualTo("5000000001");
    assertThat(happening(Happening.MemberLeft.class, "action_left").member().id())
        .isEqualTo("5000000001");
    assertThat(event("action_we_were_invited").what()).isInstanceOf(Happening.BotAdded.class);
    assertThat(event("action_we_were_removed").what()).isInstanceOf(Happening.BotRemoved.class);
    assertThat(event("action_new_title").conversation().flatMap(Conversation::title))
        .hasValue("The new town");
    assertThat(happening(Happening.ConversationUpdated.class, "action_new_photo").message())
        .hasValue(new Pointer("12"));
  }

  @ParameterizedTest
  @CsvSource({
    "action_pinned, chat_pin_message",
    "action_of_tomorrow, unknown_action",
    "wall_post, wall_post_new",
    "event_of_tomorrow, unknown_event"
  })
  void whatIsNoConversationIsLeftOutWithAReason(String fixture, String reason) {
    assertThat(ignored(fixture)).isEqualTo(reason);
  }

  @Test
  void sameMessageThroughEitherDoorIsTheSameEvent() {
    // Given
    var other = VkFixtures.body("message_text").put("event_id", "quite-another");
    // When
    var translated =
        new VkEvents(VkFixtures.REF, VkFixtures.GROUP, List.of("/"))
            .translate(other, VkFixtures.RECEIVED);
    // Then
    assertThat(translated.events().getFirst().id())
        .isEqualTo(translate("message_text").events().getFirst().id());
  }

  @Test
  void appsOfTheWriterAndFactsOfVkTravelAlong() {
    // When
    var context = created("message_text").context().orElseThrow();
    // Then
    assertThat(context.at("/client_info/button_actions").toString())
        .isEqualTo("[\"text\",\"open_link\",\"callback\"]");
    assertThat(context.at("/client_info/carousel").asBoolean(true)).isFalse();
    assertThat(context.path("id").asLong()).isEqualTo(71);
    assertThat(created("message_cropped").context().orElseThrow().path("is_cropped").asBoolean())
        .isTrue();
  }
}
