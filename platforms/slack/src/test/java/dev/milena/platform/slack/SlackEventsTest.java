package dev.milena.platform.slack;

import static dev.milena.platform.slack.SlackFixtures.event;
import static dev.milena.platform.slack.SlackFixtures.happening;
import static dev.milena.platform.slack.SlackFixtures.translate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AttachmentType;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.platform.Reception;
import dev.milena.platform.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackEventsTest {
  private static Message created(String name) {
    return happening(Happening.MessageCreated.class, name).message();
  }

  @Test
  void textIsOneEventWithItsPlaceAndWriter() {
    Event event = event("message_text");

    assertThat(event.id()).isEqualTo("slack/A0HUB/C0ROOM/1767225610.000200/created");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-01-01T00:00:10.000200Z"));
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.CHANNEL);
    assertThat(event.conversation().orElseThrow().workspace()).isEmpty();
    assertThat(event.sender().map(Participant::id)).hasValue("U0ADA");
    Message message = created("message_text");
    assertThat(message.text()).hasValue("Hi all & @U0BOT");
    assertThat(message.source()).hasValue("Hi *all* &amp; <@U0BOT>");
    assertThat(message.mentions()).containsExactly("U0BOT");
    assertThat(message.marks())
        .containsExactly(Mark.of(MarkType.BOLD, 3, 3), Mark.of(MarkType.MENTION, 9, 6, "U0BOT"));
  }

  @Test
  void richTextIsReadAsPeopleReadIt() {
    Message message = created("message_every_mark");

    assertThat(message.text())
        .hasValue(
            "bold it gone x=1 docs 👋👍🏼:party_parrot:\n1. one\n2. two\n  • deeper\nquoted\ncode");
    assertThat(message.marks())
        .contains(
            Mark.of(MarkType.BOLD, 0, 4),
            Mark.of(MarkType.ITALIC, 5, 2),
            Mark.of(MarkType.STRIKE, 8, 4),
            Mark.of(MarkType.CODE, 13, 3),
            Mark.of(MarkType.LINK, 17, 4, "https://example.org"));
    assertThat(message.marks())
        .extracting(Mark::type)
        .contains(MarkType.CUSTOM_EMOJI, MarkType.QUOTE, MarkType.PRE);
  }

  @Test
  void mentionThatComesTwiceIsOneEvent() {
    assertThat(event("message_also_as_mention").id()).isEqualTo(event("message_text").id());
  }

  @Test
  void answerNamesItsThreadAndWhatItAnswers() {
    assertThat(event("message_in_thread").conversation().orElseThrow().thread())
        .hasValue("1767225600.000100");
    assertThat(created("message_in_thread").replyTo()).hasValue("1767225600.000100");
    assertThat(created("message_thread_root").replyTo()).isEmpty();
  }

  @Test
  void slashThatSlackLetsThroughIsACommand() {
    assertThat(happening(Happening.MessageCreated.class, "message_command_typed").command())
        .hasValue(new Invocation("help", "me now", Optional.empty()));
  }

  @Test
  void filesAreAttachmentsByTheirIds() {
    Message message = created("message_with_files");

    assertThat(message.text()).isEmpty();
    assertThat(message.attachments())
        .extracting(a -> a.type(), a -> a.id().orElseThrow())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(AttachmentType.IMAGE, "F0PIC"),
            org.assertj.core.groups.Tuple.tuple(AttachmentType.VOICE, "F0CLIP"),
            org.assertj.core.groups.Tuple.tuple(AttachmentType.FILE, "F0FAR"));
    assertThat(message.attachments().getFirst().width()).hasValue(640);
    assertThat(message.attachments().get(1).duration()).hasValue(Duration.ofMillis(4200));
  }

  @ParameterizedTest
  @CsvSource({
    "message_of_our_own_app, own_message",
    "message_with_our_own_file, own_message",
    "edit_of_our_own, own_message",
    "reaction_of_our_own, own_reaction",
    "reaction_to_file, reaction_to_file",
    "edit_is_only_a_preview, message_not_edited",
    "edit_changes_nothing_said, message_not_edited",
    "message_topic_changed, channel_topic",
    "user_token_revoked, user_token_revoked",
    "pin_added, pin_added",
    "form_closed, form_closed",
    "suggestions_wanted, suggestion",
    "app_rate_limited, app_rate_limited"
  })
  void whatIsNobodysNewsIsLeftOutWithItsReason(String name, String reason) {
    Translation translation = translate(name);

    assertThat(translation).isEqualTo(Translation.ignored(reason));
    assertThat(translation.hasUnknown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"message_of_unknown_subtype", "event_of_tomorrow", "interaction_of_tomorrow"})
  void whatSlackMayAddTomorrowIsNoticed(String name) {
    assertThat(translate(name).events()).isEmpty();
    assertThat(translate(name).hasUnknown()).isTrue();
  }

  @Test
  void otherAppsArePeopleToo() {
    Participant other = event("message_of_another_app").sender().orElseThrow();

    assertThat(other.bot()).isTrue();
    assertThat(other.self()).isFalse();
    assertThat(other.name()).hasValue("Other");
  }

  @Test
  void whatIsSaidOnCardsAloneIsRead() {
    Message message = created("message_of_cards");

    assertThat(message.text())
        .hasValue(
            "Disk full\ndb-1 has 2 < 5 % left\nsince 10:00\nRunbook\nSeverity: high\nonly this");
    assertThat(message.marks()).containsExactly(Mark.of(MarkType.BOLD, 10, 4));
  }

  @Test
  void sharedMessageIsForwarded() {
    assertThat(created("message_forwarded").forwarded()).isTrue();
    assertThat(created("message_text").forwarded()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"message_in_shared_channel, T0SECOND", "message_in_enterprise, E0ORG"})
  void furtherInstallationStandsInTheNameOfTheConversation(String name, String workspace) {
    Event event = translate(SlackFixtures.wide(), name).events().getFirst();

    assertThat(event.conversation().orElseThrow().workspace()).hasValue(workspace);
    assertThat(event.key()).isEqualTo("slack/support/" + workspace + "/C0ROOM");
    assertThat(event(name).conversation().orElseThrow().workspace()).isEmpty();
  }

  @Test
  void editIsAnEventAboutTheSameMessage() {
    Event event = event("edit");

    assertThat(event.id())
        .isEqualTo("slack/A0HUB/C0ROOM/1767225610.000200/edited/1767225670.000000");
    Message message = happening(Happening.MessageEdited.class, "edit").message();
    assertThat(message.text()).hasValue("new");
    assertThat(message.editedAt()).hasValue(Instant.parse("2026-01-01T00:01:10Z"));
    assertThat(event.conversation().orElseThrow().thread()).hasValue("1767225600.000100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deleted", "deleted_root_leaves_a_stone"})
  void deletionNamesTheMessage(String name) {
    assertThat(event(name).id()).isEqualTo("slack/A0HUB/C0ROOM/1767225610.000200/deleted");
    assertThat(happening(Happening.MessageDeleted.class, name).message().id())
        .isEqualTo("1767225610.000200");
  }

  @Test
  void reactionIsAnEmojiWhereOneIsKnown() {
    assertThat(happening(Happening.ReactionAdded.class, "reaction_added").reaction())
        .isEqualTo(new Reaction(Optional.of("👍🏼"), Optional.of("+1::skin-tone-3")));
    assertThat(happening(Happening.ReactionRemoved.class, "reaction_of_the_workspace").reaction())
        .isEqualTo(new Reaction(Optional.empty(), Optional.of("custom:party_parrot")));
  }

  @Test
  void whoeverLetSomebodyInActed() {
    assertThat(event("member_joined").sender().map(Participant::id)).hasValue("U0ADA");
    assertThat(happening(Happening.MemberJoined.class, "member_joined").member().id())
        .isEqualTo("U0NEW");
    assertThat(event("member_left").sender().map(Participant::id)).hasValue("U0NEW");
    assertThat(event("bot_joined").what()).isInstanceOf(Happening.BotAdded.class);
    assertThat(event("app_uninstalled").what()).isInstanceOf(Happening.BotRemoved.class);
    assertThat(event("app_uninstalled").conversation()).isEmpty();
  }

  @Test
  void pressSaysWhatAndWhereAndHowToAnswer() {
    Event event = event("press");
    Interaction press = happening(Happening.InteractionPressed.class, "press").interaction();

    assertThat(event.id()).isEqualTo("slack/A0HUB/~press-11.22.abc");
    assertThat(event.expiresAt()).hasValue(SlackFixtures.NOW.plus(Duration.ofMinutes(30)));
    assertThat(event.conversation().orElseThrow().thread()).hasValue("1767225600.000100");
    assertThat(press.id()).hasValue("actions/T0HUB/111/xYz!11.22.abc");
    assertThat(press.actionId()).hasValue("agree");
    assertThat(press.label()).hasValue("Yes");
    assertThat(press.value()).hasValue("yes-1");
    assertThat(press.messageId()).hasValue("1767225610.000200");
  }

  @Test
  void pressWithoutAConversationIsAnsweredByThePerson() {
    Event event = event("press_in_home");

    assertThat(event.conversation()).isEmpty();
    assertThat(happening(Happening.InteractionPressed.class, "press_in_home").interaction().id())
        .hasValue("user/U0ADA!11.22.abc");
    assertThat(event.key()).isEqualTo("slack/support/~U0ADA");
  }

  @Test
  void choiceOfSeveralHasAllValues() {
    Interaction choice =
        happening(Happening.InteractionPressed.class, "choice_of_several").interaction();

    assertThat(choice.values()).containsExactly("s", "m");
    assertThat(choice.value()).isEmpty();
  }

  @Test
  void formCarriesItsFieldsByName() {
    Interaction form = happening(Happening.InteractionSubmitted.class, "form_sent").interaction();

    assertThat(form.actionId()).hasValue("order");
    assertThat(form.values()).containsExactly("Soup", "bread", "salt");
    assertThat(form.context().orElseThrow().toString())
        .isEqualTo(
            "{\"state\":\"table-7\",\"fields\":{\"dish\":\"Soup\",\"extras\":[\"bread\",\"salt\"]}}");
    assertThat(form.id()).hasValue("app/T0HUB/222/xYz");
    assertThat(event("form_sent").conversation().orElseThrow().id()).isEqualTo("C0ROOM");
  }

  @Test
  void shortcutIsACommandThatMayBeAboutAMessage() {
    Happening.CommandInvoked onMessage =
        happening(Happening.CommandInvoked.class, "shortcut_on_message");

    assertThat(onMessage.command().name()).isEqualTo("save");
    assertThat(onMessage.message()).hasValue(new Pointer("1767225610.000200"));
    Happening.CommandInvoked anywhere =
        happening(Happening.CommandInvoked.class, "shortcut_anywhere");
    assertThat(anywhere.message()).isEmpty();
    assertThat(event("shortcut_anywhere").conversation()).isEmpty();
  }

  @Test
  void commandSaysTheSameAsFormAndAsObject() {
    String form =
        "token=unused&team_id=T0HUB&channel_id=D0ADA&channel_name=directmessage&user_id=U0ADA&user_name=ada"
            + "&command=%2Fweather&text=94070+now&api_app_id=A0HUB&is_enterprise_install=false"
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0HUB%2F444%2FxYz&trigger_id=33.44.abc";
    Reception.Accepted read =
        (Reception.Accepted)
            SlackDoor.read(
                SlackFixtures.account(), form.getBytes(StandardCharsets.UTF_8), SlackFixtures.NOW);

    assertThat(read.translation().events()).containsExactly(event("command"));
    Happening.CommandInvoked command = happening(Happening.CommandInvoked.class, "command");
    assertThat(command.command())
        .isEqualTo(new Invocation("weather", "94070 now", Optional.empty()));
    assertThat(command.interaction().flatMap(Interaction::id))
        .hasValue("commands/T0HUB/444/xYz!33.44.abc");
    assertThat(event("command").conversation().orElseThrow().type())
        .hasValue(ConversationType.DIRECT);
  }

  @Test
  void handshakeIsAnsweredWithItsChallenge() {
    Reception reception =
        SlackDoor.read(
            SlackFixtures.account(), SlackFixtures.bytes("url_verification"), SlackFixtures.NOW);

    assertThat(((Reception.Answered) reception).reply().body().toString())
        .isEqualTo("{\"challenge\":\"abc123\"}");
  }

  @Test
  void menuIsToldThatThereIsNothingToChoose() {
    Reception reception =
        SlackDoor.read(
            SlackFixtures.account(), SlackFixtures.bytes("suggestions_wanted"), SlackFixtures.NOW);

    assertThat(((Reception.Accepted) reception).reply().body().toString())
        .isEqualTo("{\"options\":[]}");
  }

  @Test
  void checkOfTheCertificateIsAnswered() {
    byte[] check = "ssl_check=1&token=unused".getBytes(StandardCharsets.UTF_8);

    assertThat(SlackDoor.read(SlackFixtures.account(), check, SlackFixtures.NOW))
        .isInstanceOf(Reception.Answered.class);
  }

  @Test
  void addressesForAnswersAreNobodysToRead() {
    Event press = event("press");

    assertThat(press.toString()).doesNotContain("xYz");
    assertThat(List.of(SlackAnswerPlace.parse("actions/T0HUB/111/xYz")).toString())
        .doesNotContain("xYz");
  }
}
