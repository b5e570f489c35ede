package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.model.Pointer;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import dev.milena.platform.Translation;
import dev.milena.platform.testkit.Examples;
import dev.milena.platform.testkit.Translated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordEventsTest {
  private static final String CHANNEL = "1400000000000000001";
  private static final Account ACCOUNT =
      new DiscordRehearsal().stage(new AccountRef("discord", "test"), "1100000000000000001");

  private static byte[] payload(String name) {
    return Examples.named(DiscordEventsTest.class, name);
  }

  private static Translation read(String name) {
    Rehearsal.Reading reading = new DiscordRehearsal().read(ACCOUNT, payload(name));
    Reception reception = ((Rehearsal.Reading.Received) reading).reception();
    return ((Reception.Accepted) reception).translation();
  }

  private static Event event(String name) {
    return Translated.from(read(name)).event();
  }

  private static Message message(String name) {
    return Translated.from(read(name)).created();
  }

  @Test
  void messageIsOneEventWithItsPlaceAndWriter() {
    // When
    Event event = event("message_in_channel");

    // Then
    assertThat(event.id())
        .isEqualTo("discord/1100000000000000001/" + CHANNEL + "/1300000000000000001/created");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-02-03T04:05:06.789Z"));
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.CHANNEL);
    assertThat(event.sender().orElseThrow().name()).hasValue("Ada L.");
    Message message = ((Happening.MessageCreated) event.what()).message();
    assertThat(message.text()).hasValue("Hello @hub");
    assertThat(message.source()).hasValue("**Hello** <@1100000000000000001>");
    assertThat(message.marks())
        .containsExactly(
            Mark.of(MarkType.BOLD, 0, 5), Mark.of(MarkType.MENTION, 6, 4, "1100000000000000001"));
    assertThat(message.mentions()).containsExactly("1100000000000000001");
  }

  @Test
  void directMessageMayBeginWithACommand() {
    // When
    Event event = event("message_direct_with_command");

    // Then
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.DIRECT);
    assertThat(((Happening.MessageCreated) event.what()).command().orElseThrow().args())
        .isEqualTo("now");
  }

  @Test
  void threadIsAConversationOfItsOwn() {
    assertThat(event("message_in_thread").conversation().orElseThrow().thread())
        .hasValue("1300000000000000050");
  }

  @Test
  void answerNamesWhatItAnswersThoughThatIsGone() {
    assertThat(message("message_reply").replyTo()).hasValue("1300000000000000000");
  }

  @Test
  void forwardedMessageHasTheWordsAndFilesOfTheOriginal() {
    // When
    Message message = message("message_forward");

    // Then
    assertThat(message.forwarded()).isTrue();
    assertThat(message.replyTo()).isEmpty();
    assertThat(message.text()).hasValue("from elsewhere");
    assertThat(message.attachments())
        .extracting(Attachment::type)
        .containsExactly(AttachmentType.IMAGE);
    assertThat(message.attachments().getFirst().id())
        .hasValue(CHANNEL + "/1300000000000000001/1600000000000000001");
  }

  @Test
  void voiceMessageIsToldFromAFile() {
    // When
    Attachment voice = message("message_voice").attachments().getFirst();

    // Then
    assertThat(voice.type()).isEqualTo(AttachmentType.VOICE);
    assertThat(voice.duration()).hasValue(Duration.ofMillis(2500));
  }

  @Test
  void stickerAndPollAreAttachments() {
    // When
    List<Attachment> attachments = message("message_sticker_and_poll").attachments();

    // Then
    assertThat(attachments.getFirst().url())
        .hasValue("https://cdn.discordapp.com/stickers/1900000000000000001.png");
    assertThat(attachments.get(1).name()).hasValue("Lunch?");
    assertThat(attachments.get(1).value()).hasValue("Pizza\nSoup");
  }

  @ParameterizedTest
  @CsvSource({
    "message_of_the_hub,own_message",
    "message_edited_by_the_hub,own_edit",
    "reaction_of_the_hub,own_reaction"
  })
  void whatTheHubSentItselfIsIgnored(String payload, String reason) {
    assertThat(read(payload)).isEqualTo(Translation.ignored(reason));
  }

  @Test
  void whatAnotherProgramSaysInTheBotsNameGoesOn() {
    assertThat(event("message_of_the_bot_by_another_program").sender().orElseThrow().self())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "message_member_joined,system_message",
    "message_preview_resolved,update_without_edit",
    "message_partial_update,update_without_edit",
    "guild_create,guild_create",
    "guild_outage,guild_outage",
    "interaction_autocomplete,autocomplete"
  })
  void whatIsNoNewsIsIgnoredWithItsReason(String payload, String reason) {
    assertThat(read(payload)).isEqualTo(Translation.ignored(reason));
  }

  @Test
  void messageOfANewerTypeIsKeptForSomebodyToLookAt() {
    assertThat(read("message_of_a_newer_type").hasUnknown()).isTrue();
  }

  @Test
  void editIsNamedByItsTime() {
    // When
    Event edit = event("message_edited");

    // Then
    assertThat(edit.id()).endsWith("/edited/2026-02-03T04%3A06%3A00.000000%2B00%3A00");
    assertThat(((Happening.MessageEdited) edit.what()).message().text()).hasValue("Hello again");
  }

  @Test
  void deletionsOfSeveralAreOneEvent() {
    assertThat(event("message_deleted").what())
        .isEqualTo(new Happening.MessageDeleted(new Pointer("1300000000000000001"), List.of()));
    assertThat(((Happening.MessageDeleted) event("messages_deleted_at_once").what()).messages())
        .hasSize(2);
  }

  @Test
  void reactionsAreUnicodeOrTheGuildsOwn() {
    assertThat(((Happening.ReactionAdded) event("reaction_added").what()).reaction().emoji())
        .hasValue("👍");
    assertThat(
            ((Happening.ReactionRemoved) event("reaction_of_a_deleted_picture").what())
                .reaction()
                .source())
        .hasValue("_:1800000000000000001");
  }

  @Test
  void membersOfAThreadComeAndGoInIt() {
    // When
    List<Event> events = read("thread_members").events();

    // Then
    assertThat(((Happening.MemberJoined) events.getFirst().what()).members()).hasSize(2);
    assertThat(((Happening.MemberLeft) events.get(1).what()).member().id())
        .isEqualTo("1200000000000000003");
    assertThat(events)
        .allMatch(e -> e.conversation().orElseThrow().id().equals("1300000000000000050"));
  }

  @Test
  void guildIsNewsOnlyJustAfterTheBotJoinedIt() {
    // Given
    DiscordEvents events = DiscordEvents.of(ACCOUNT);
    Instant soon = Instant.parse("2026-02-03T04:06:00Z");

    // When
    Translation first = events.dispatch("a", Json.tree(payload("guild_create")), soon);
    Translation again = events.dispatch("b", Json.tree(payload("guild_create")), soon);

    // Then
    assertThat(first.events().getFirst().what()).isInstanceOf(Happening.BotAdded.class);
    assertThat(again.events().getFirst().id()).isEqualTo(first.events().getFirst().id());
    assertThat(event("guild_removed").what()).isInstanceOf(Happening.BotRemoved.class);
    assertThat(event("guild_member_added").sender().orElseThrow().id())
        .isEqualTo("1200000000000000001");
  }

  @Test
  void voteNamesTheMessageAndTheAnswer() {
    assertThat(((Happening.PollVoted) event("poll_vote").what()).poll().options())
        .containsExactly("2");
  }

  @Test
  void subcommandAndItsOptionsAreTheRestOfTheLine() {
    // When
    Happening.CommandInvoked invoked =
        (Happening.CommandInvoked) event("interaction_subcommand").what();

    // Then
    assertThat(invoked.command().name()).isEqualTo("order");
    assertThat(invoked.command().args()).isEqualTo("new what:pizza count:2");
    assertThat(invoked.interaction().orElseThrow().id())
        .hasValue("1110000000000000001:5:simulated-interaction-token");
  }

  @Test
  void pressCarriesValueLabelAndMessage() {
    // When
    Event event = event("interaction_press");

    // Then
    Interaction press = ((Happening.InteractionPressed) event.what()).interaction();
    assertThat(press.value()).hasValue("yes-1");
    assertThat(press.label()).hasValue("Yes");
    assertThat(press.messageId()).hasValue("1300000000000000001");
    assertThat(press.id()).hasValue("1110000000000000001:6:simulated-interaction-token");
    assertThat(event.sender().orElseThrow().name()).hasValue("Ada");
    assertThat(event.id())
        .isEqualTo("discord/1100000000000000001/~interaction-1110000000000000001");
  }

  @Test
  void chosenValuesStandInTheirOrder() {
    // When
    Interaction select =
        ((Happening.InteractionPressed) event("interaction_select").what()).interaction();

    // Then
    assertThat(select.type()).hasValue("select");
    assertThat(select.values()).containsExactly("a", "b");
  }

  @Test
  void fieldsOfAFormAreFoundBelowLabels() {
    // When
    Interaction form =
        ((Happening.InteractionSubmitted) event("interaction_modal_with_labels").what())
            .interaction();

    // Then
    assertThat(form.actionId()).hasValue("order");
    assertThat(form.values()).containsExactly("pizza", "olives", "cheese");
    assertThat(form.context().orElseThrow().path("fields").toString())
        .isEqualTo("{\"what\":\"pizza\",\"with\":[\"olives\",\"cheese\"]}");
  }

  @Test
  void wordsAndTokensAreInNoLog() {
    // Given
    Translation translation = read("interaction_press");

    // Then
    assertThat(translation.toString()).doesNotContain("simulated-interaction-token");
    assertThat(Optional.of(read("message_in_channel")).toString()).doesNotContain("Hello");
  }
}
