package dev.milena.platform.whatsappqr;

import static dev.milena.platform.whatsappqr.WhatsAppQrFixtures.CHAT;
import static dev.milena.platform.whatsappqr.WhatsAppQrFixtures.GROUP;
import static dev.milena.platform.whatsappqr.WhatsAppQrFixtures.event;
import static dev.milena.platform.whatsappqr.WhatsAppQrFixtures.translate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Member;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import dev.milena.platform.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sidecar tells, in the hub's words. */
class WhatsAppQrEventsTest {
  private static Message message(String name) {
    return ((Happening.MessageCreated) event(name).what()).message();
  }

  private static Attachment attachment(String name) {
    return message(name).attachments().getFirst();
  }

  @Test
  void textHasItsChatItsSenderAndItsTime() {
    // When
    Event event = event("text");

    // Then
    assertThat(event.id())
        .isEqualTo("whatsapp-qr/15550001111/4915550009001%40s.whatsapp.net/3EB0TEXT/created");
    assertThat(event.time()).isEqualTo(Instant.ofEpochSecond(1_790_000_000L));
    assertThat(event.conversation().orElseThrow().id()).isEqualTo(CHAT);
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.DIRECT);
    assertThat(event.sender())
        .hasValue(
            new Participant(
                CHAT, Optional.of("Toni Test"), Optional.of("4915550009001"), false, false));
    assertThat(message("text").text()).hasValue("Where is my parcel?");
    assertThat(message("text").source()).isEmpty();
  }

  @Test
  void marksAreReadAndTheSourceIsKept() {
    // When
    Message message = message("text_with_marks");

    // Then
    assertThat(message.text()).hasValue("Urgent: read code and not this\nquoted\nlet x = 1");
    assertThat(message.marks())
        .extracting(Mark::type)
        .containsExactly(
            MarkType.BOLD,
            MarkType.ITALIC,
            MarkType.CODE,
            MarkType.STRIKE,
            MarkType.QUOTE,
            MarkType.PRE);
    assertThat(message.source()).isPresent();
  }

  @Test
  void whatCameWhileNobodyWasConnectedIsAMessageLikeAnyOther() {
    assertThat(message("text_while_we_were_away").text()).hasValue("Are you there?");
  }

  @Test
  void hiddenNumberIsTheAddressAndTheKnownOneBesideIt() {
    // When
    Participant sender = event("text_from_hidden_number").sender().orElseThrow();

    // Then
    assertThat(sender.id()).isEqualTo("217000000009001@lid");
    assertThat(sender.username()).hasValue("4915550009001");
  }

  @Test
  void groupIsTheConversationAndTheMemberTheSender() {
    // When
    Event event = event("text_in_group");

    // Then
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.GROUP);
    assertThat(event.sender().orElseThrow().id()).isEqualTo(CHAT);
    assertThat(message("text_in_group").mentions()).containsExactly("15550001111@s.whatsapp.net");
  }

  @Test
  void whatIsTypedOnThePhoneGoesOnAndOurOwnEchoDoesNot() {
    // When
    Participant sender = event("text_typed_on_our_phone").sender().orElseThrow();

    // Then
    assertThat(sender.self()).isTrue();
    assertThat(sender.id()).isEqualTo("15550001111@s.whatsapp.net");
    assertThat(event("text_typed_on_our_phone").conversation().orElseThrow().id()).isEqualTo(CHAT);
    assertThat(translate("own_echo")).isEqualTo(Translation.ignored("own_message"));
  }

  @Test
  void answersForwardsAndCommandsAreTold() {
    assertThat(message("reply").replyTo()).hasValue("3EB0EARLIER");
    assertThat(message("forwarded").forwarded()).isTrue();
    assertThat(((Happening.MessageCreated) event("command").what()).command())
        .hasValue(new Invocation("order", "4711 express", Optional.empty()));
    assertThat(message("disappearing").text()).hasValue("gone in a day");
  }

  @ParameterizedTest
  @CsvSource({
    "image, IMAGE",
    "image_once, IMAGE",
    "video, VIDEO",
    "gif, ANIMATION",
    "video_note, VIDEO_NOTE",
    "voice, VOICE",
    "document_with_caption, FILE",
    "sticker, STICKER",
    "location, VENUE",
    "contact, CONTACT",
    "poll, POLL"
  })
  void attachmentIsWhatItIs(String name, AttachmentType type) {
    // When
    Attachment attachment = attachment(name);

    // Then
    assertThat(attachment.type()).isEqualTo(type);
    assertThat(attachment.id().isPresent()).isEqualTo(type.isFile());
  }

  @Test
  void attachmentSaysAllThatIsKnown() {
    assertThat(attachment("voice").sizeBytes()).hasValue(9000L);
    assertThat(attachment("voice").duration()).hasValue(Duration.ofSeconds(7));
    assertThat(attachment("document_with_caption").name()).hasValue("offer.pdf");
    assertThat(message("document_with_caption").text()).hasValue("our offer");
    assertThat(attachment("image").id()).hasValue("4915550009001@s.whatsapp.net/3EB0IMAGE");
    assertThat(attachment("contact").value()).hasValue("+49 1555 0009002");
    assertThat(message("contacts").attachments()).hasSize(2);
    assertThat(attachment("location").place().orElseThrow().address()).hasValue("10178 Berlin");
  }

  @Test
  void reactionsComeAndGo() {
    assertThat(((Happening.ReactionAdded) event("reaction").what()).reaction().emoji())
        .hasValue("❤️");
    assertThat(((Happening.ReactionRemoved) event("reaction_taken_back").what()).message().id())
        .isEqualTo("3EB0HUB1");
    assertThat(event("reaction").id()).isNotEqualTo(event("reaction_taken_back").id());
  }

  @Test
  void editsAndDeletionsAreAboutTheMessageThatTheyName() {
    // When
    Message edited = ((Happening.MessageEdited) event("edit").what()).message();
    Message wrapped = ((Happening.MessageEdited) event("edit_in_wrapper").what()).message();

    // Then
    assertThat(edited.id()).hasValue("3EB0TEXT");
    assertThat(edited.text()).hasValue("Where are my parcels?");
    assertThat(edited.editedAt()).hasValue(Instant.ofEpochMilli(1_790_000_005_000L));
    assertThat(wrapped.text()).hasValue("Never mind");
    assertThat(event("edit").id()).isNotEqualTo(event("edit_in_wrapper").id());
    assertThat(((Happening.MessageDeleted) event("revoke").what()).message().id())
        .isEqualTo("3EB0TEXT");
  }

  @Test
  void pressNamesTheButtonAndItsMessage() {
    // When
    Happening.InteractionPressed pressed =
        (Happening.InteractionPressed) event("button_pressed").what();

    // Then
    assertThat(pressed.interaction().value()).hasValue("yes-1");
    assertThat(pressed.interaction().label()).hasValue("Yes");
    assertThat(pressed.interaction().messageId()).hasValue("3EB0HUB2");
    assertThat(((Happening.InteractionPressed) event("list_picked").what()).interaction().value())
        .hasValue("express");
  }

  @Test
  void statusSaysHowFarAMessageHasCome() {
    assertThat(((Happening.DeliveryStatus) event("delivered").what()).delivery().status())
        .isEqualTo("delivered");
    assertThat(((Happening.DeliveryStatus) event("failed").what()).delivery().status())
        .isEqualTo("failed");
    assertThat(translate("read_in_group").events())
        .extracting(e -> ((Happening.DeliveryStatus) e.what()).delivery().status())
        .containsExactly("read", "delivered");
    assertThat(translate("read_in_group").events()).extracting(Event::id).doesNotHaveDuplicates();
  }

  @Test
  void groupsTellWhoComesAndGoes() {
    assertThat(((Happening.MemberJoined) event("members_joined").what()).members())
        .extracting(Member::id)
        .containsExactly("217000000009001@lid", "4915550009003@s.whatsapp.net");
    assertThat(event("we_were_removed").what()).isInstanceOf(Happening.BotRemoved.class);
    assertThat(event("group_opened").what()).isInstanceOf(Happening.ConversationOpened.class);
    assertThat(event("group_renamed").conversation().orElseThrow().title())
        .hasValue("Lost parcels");
    assertThat(event("typing").conversation().orElseThrow().id()).isEqualTo(GROUP);
    assertThat(event("typing").sender().orElseThrow().id()).isEqualTo(CHAT);
  }

  @ParameterizedTest
  @CsvSource({
    "disappearing_set, service_message",
    "group_key, service_message",
    "unreadable, service_message",
    "status_of_somebody, status_broadcast",
    "edit_told_again, duplicate_of_upsert",
    "member_promoted, rights_of_members",
    "call, call",
    "unknown_message_kind, unknown_message_kind",
    "unknown_event, unknown_event"
  })
  void whatMakesNoEventSaysWhy(String name, String reason) {
    assertThat(translate(name)).isEqualTo(Translation.ignored(reason));
  }
}
