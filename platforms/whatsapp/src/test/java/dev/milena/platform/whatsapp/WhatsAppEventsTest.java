package dev.milena.platform.whatsapp;

import static dev.milena.platform.whatsapp.WhatsAppFixtures.PERSON;
import static dev.milena.platform.whatsapp.WhatsAppFixtures.SENT;
import static dev.milena.platform.whatsapp.WhatsAppFixtures.created;
import static dev.milena.platform.whatsapp.WhatsAppFixtures.event;
import static dev.milena.platform.whatsapp.WhatsAppFixtures.happening;
import static dev.milena.platform.whatsapp.WhatsAppFixtures.translate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.ConversationType;
import dev.milena.model.DeliveryReport;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.Member;
import dev.milena.model.Message;
import dev.milena.model.Move;
import dev.milena.model.Pointer;
import dev.milena.platform.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which notification becomes which event, and which becomes none. */
class WhatsAppEventsTest {
  @Test
  void textIsAMessageOfItsPersonWithItsMarksAndSource() {
    // When
    Event event = event("message_text");

    // Then
    assertThat(event.id())
        .isEqualTo("whatsapp/106540000000001/4915550001234/wamid.TEST001/created");
    assertThat(event.time()).isEqualTo(SENT);
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.DIRECT);
    assertThat(event.sender().orElseThrow().id()).isEqualTo(PERSON);
    assertThat(event.sender().orElseThrow().name()).hasValue("Zoë Beispiel");
    Message message = created("message_text");
    assertThat(message.text()).hasValue("Guten Tag 👋");
    assertThat(message.source()).hasValue("Guten *Tag* 👋");
    assertThat(message.marks()).containsExactly(Mark.of(MarkType.BOLD, 6, 3));
  }

  @Test
  void whatAPersonSaysOpensTheConversationForADay() {
    assertThat(event("message_text").conversation().orElseThrow().openUntil())
        .hasValue(SENT.plus(Duration.ofHours(24)));
    assertThat(event("button_pressed").conversation().orElseThrow().openUntil()).isPresent();
    assertThat(event("echo_of_the_phone_app").conversation().orElseThrow().openUntil()).isEmpty();
    assertThat(event("number_changed").conversation().orElseThrow().openUntil()).isEmpty();
    assertThat(event("status_failed").conversation().orElseThrow().openUntil()).isEmpty();
  }

  @Test
  void commandIsAMessageToo() {
    // When
    Happening.MessageCreated said = happening(Happening.MessageCreated.class, "message_command");

    // Then
    assertThat(said.command()).hasValue(new Invocation("order", "two  pieces", Optional.empty()));
    assertThat(said.message().text()).hasValue("/order two  pieces\nplease");
  }

  @Test
  void answerNamesWhatItAnswersAndWhatWasForwardedSaysSo() {
    assertThat(created("message_reply").replyTo()).hasValue("wamid.OURS1");
    assertThat(created("message_forwarded").forwarded()).isTrue();
    assertThat(created("message_forwarded").replyTo()).isEmpty();
    assertThat(created("message_forwarded").text()).hasValue("Look");
  }

  @ParameterizedTest
  @CsvSource({
    "message_forwarded,IMAGE,900001,image/jpeg,",
    "message_voice,VOICE,900002,audio/ogg; codecs=opus,",
    "message_document,FILE,900003,application/pdf,Angebot.pdf"
  })
  void fileIsItsHandle(String name, AttachmentType type, String id, String mime, String called) {
    // When
    Attachment file = created(name).attachments().getFirst();

    // Then
    assertThat(file.type()).isEqualTo(type);
    assertThat(file.id()).hasValue(id);
    assertThat(file.mime()).hasValue(mime);
    assertThat(file.name()).isEqualTo(Optional.ofNullable(called));
    assertThat(file.url()).isEmpty();
  }

  @Test
  void placeIsNoAttachmentAndIsPassedOnAsOne() {
    // When
    Message bare = created("message_location");
    Message named = created("message_venue");

    // Then
    assertThat(bare.attachments()).isEmpty();
    assertThat(bare.place().orElseThrow().type()).isEqualTo(AttachmentType.LOCATION);
    assertThat(bare.everythingAttached()).hasSize(1);
    assertThat(named.place().orElseThrow().type()).isEqualTo(AttachmentType.VENUE);
    assertThat(named.place().orElseThrow().place().orElseThrow().address()).hasValue("Am Platz 1");
  }

  @Test
  void cardsAndOrdersAreAttachments() {
    // When
    Attachment card = created("message_contact").attachments().getFirst();
    Message order = created("message_order");

    // Then
    assertThat(card.name()).hasValue("Max Muster");
    assertThat(card.value()).hasValue("+49 155 5000 99");
    assertThat(order.text()).hasValue("Quickly please");
    assertThat(order.attachments().getFirst().value()).hasValue("2 × tea-1, 1 × cup-2");
  }

  @Test
  void whatTheApiDoesNotShowIsAMessageWithoutContent() {
    assertThat(created("message_unsupported"))
        .isEqualTo(Message.builder().id("wamid.TEST011").build());
  }

  @Test
  void whoHidesTheirNumberIsKnownByTheirIdAndNamedByIt() {
    // When
    Event event = event("message_of_hidden_number");

    // Then
    assertThat(event.conversation().orElseThrow().id()).isEqualTo("DE.1234567890");
    assertThat(event.sender().orElseThrow().name()).hasValue("Zoë");
    assertThat(event.sender().orElseThrow().username()).hasValue("zoe");
  }

  @Test
  void messageInAGroupIsTheGroups() {
    // When
    Event event = event("message_in_group");

    // Then
    assertThat(event.conversation().orElseThrow().id()).isEqualTo("Z3JvdXA6MQ");
    assertThat(event.conversation().orElseThrow().type()).hasValue(ConversationType.GROUP);
    assertThat(event.sender().orElseThrow().id()).isEqualTo(PERSON);
  }

  @Test
  void editAndRevokeAreAboutTheMessageThatWasThere() {
    // When
    Happening.MessageEdited edited = happening(Happening.MessageEdited.class, "message_edited");
    Happening.MessageDeleted revoked = happening(Happening.MessageDeleted.class, "message_revoked");

    // Then
    assertThat(edited.message().id()).hasValue("wamid.TEST001");
    assertThat(edited.message().text()).hasValue("Guten Abend");
    assertThat(edited.message().replyTo()).isEmpty();
    assertThat(revoked.message().id()).isEqualTo("wamid.TEST001");
  }

  @Test
  void reactionWithoutAnEmojiTakesItAway() {
    // When
    Happening.ReactionAdded added = happening(Happening.ReactionAdded.class, "reaction_added");
    Happening.ReactionRemoved removed =
        happening(Happening.ReactionRemoved.class, "reaction_removed");

    // Then
    assertThat(added.reaction().emoji()).hasValue("👍🏽");
    assertThat(added.message()).isEqualTo(new Pointer("wamid.OURS1"));
    assertThat(removed.reaction().emoji()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "button_pressed,button,yes-1,Yes,wamid.OURS2",
    "row_picked,list,l,Large,wamid.OURS3",
    "quick_reply_without_context,button,stop-1,Stop,"
  })
  void pressCarriesItsValueAndTheMessageItWasOn(
      String name, String type, String value, String label, String carrier) {
    // When
    Happening.InteractionPressed pressed = happening(Happening.InteractionPressed.class, name);

    // Then
    Interaction press = pressed.interaction();
    assertThat(press.type()).hasValue(type);
    assertThat(press.value()).hasValue(value);
    assertThat(press.label()).hasValue(label);
    assertThat(press.messageId()).isEqualTo(Optional.ofNullable(carrier));
    assertThat(press.id()).isEqualTo(pressed.message().map(Pointer::id));
  }

  @Test
  void flowIsItsFieldsByName() {
    // When
    Interaction sent = happening(Happening.InteractionSubmitted.class, "flow_sent").interaction();

    // Then
    assertThat(sent.context().orElseThrow().at("/fields/name").asText()).isEqualTo("Zoë");
    assertThat(sent.context().orElseThrow().path("state").asText()).isEqualTo("order-42");
    assertThat(sent.values()).containsExactly("Zoë", "r", "c");
    assertThat(sent.messageId()).hasValue("wamid.OURS4");
  }

  @Test
  void newNumberIsAChangeOfIdentity() {
    assertThat(happening(Happening.IdentityChanged.class, "number_changed").identity())
        .isEqualTo(new Move(Optional.of(PERSON), Optional.of("4915550009999")));
  }

  @Test
  void statusNamesTheCallThatBroughtItIfItWasOurs() {
    // When
    List<Event> statuses = translate("statuses_of_a_call").events();

    // Then
    assertThat(statuses.stream().map(e -> ((Happening.DeliveryStatus) e.what()).delivery()))
        .containsExactly(
            new DeliveryReport(
                "sent", "wamid.OURS1", Optional.of(new DeliveryReport.Call("0123abc", 2, 3))),
            new DeliveryReport("delivered", "wamid.OURS1", Optional.empty()));
    assertThat(statuses.getFirst().id()).endsWith("/4915550001234/wamid.OURS1/status/sent");
    assertThat(statuses.getFirst().sender()).isEmpty();
  }

  @Test
  void whatSomebodyWroteInThePhoneAppIsOurOwn() {
    // When
    Event event = event("echo_of_the_phone_app");

    // Then
    assertThat(event.conversation().orElseThrow().id()).isEqualTo(PERSON);
    assertThat(event.sender().orElseThrow().self()).isTrue();
  }

  @Test
  void membersAreToldByTheirListWhateverTheNotificationIsCalled() {
    // When
    Happening.MemberLeft left = happening(Happening.MemberLeft.class, "group_members_left");

    // Then
    assertThat(left.members()).extracting(Member::id).containsExactly("4915550001", "4915550002");
    assertThat(event("group_created").what()).isInstanceOf(Happening.ConversationOpened.class);
    assertThat(event("group_created").conversation().orElseThrow().title()).hasValue("Friends");
  }

  @Test
  void severalAtOnceComeInTheirOrder() {
    assertThat(translate("several_at_once").events().stream().map(Event::type))
        .containsExactly(
            "dev.milena.message.created",
            "dev.milena.message.created",
            "dev.milena.delivery.status");
  }

  @ParameterizedTest
  @CsvSource({
    "template_approved,field_message_template_status_update",
    "identity_key_changed,system_customer_identity_changed",
    "status_left_out,status_warning",
    "of_another_number,other_number",
    "account_errors,errors",
    "wrong_object,wrong_object",
    "field_of_tomorrow,unknown_field",
    "message_of_tomorrow,unknown_message_type"
  })
  void whatMakesNoEventSaysWhy(String name, String reason) {
    // When
    Translation translation = translate(name);

    // Then
    assertThat(translation.events()).isEmpty();
    assertThat(translation.skipped())
        .extracting(Translation.Skipped::reason)
        .containsExactly(reason);
  }

  @Test
  void anotherNumberUnderTheSameNameInheritsNoIds() {
    // Given
    Event one = event("message_text");
    byte[] other =
        new String(WhatsAppFixtures.bytes("message_text"), StandardCharsets.UTF_8)
            .replace(WhatsAppFixtures.NUMBER, "2")
            .getBytes(StandardCharsets.UTF_8);

    // When
    Translation translation =
        new WhatsAppEvents(WhatsAppFixtures.REF, "2")
            .translate(Json.tree(other), WhatsAppFixtures.RECEIVED);

    // Then
    assertThat(translation.events().getFirst().id()).isNotEqualTo(one.id());
  }
}
