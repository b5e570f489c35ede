package dev.milena.platform.whatsappqr;

import static dev.milena.platform.whatsappqr.WhatsAppQrFixtures.ACCOUNT;
import static dev.milena.platform.whatsappqr.WhatsAppQrFixtures.CHAT;
import static dev.milena.platform.whatsappqr.WhatsAppQrFixtures.REF;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhatsAppQrPlanTest {
  private static Plan.Steps plan(Action action) {
    Command command = Command.of("c1", Address.of(ConversationRef.of(REF, CHAT)), action);
    return (Plan.Steps) WhatsAppQrPlan.of(ACCOUNT, command);
  }

  private static JsonNode json(Step step) {
    return ((ApiRequest.JsonBody) step.request().body()).json();
  }

  private static Action.Send send(String text, Attachment... files) {
    return Action.Send.of(Content.of(RichText.plain(text), List.of(files), List.of()));
  }

  private static Attachment file(AttachmentType type, String mime) {
    return Attachment.of(type).name("a").mime(mime).url("https://example.com/a").build();
  }

  @Test
  void messageCarriesTheCommandsIdSoThatItMayBeRepeated() {
    // When
    Plan.Steps plan =
        plan(
            new Action.Send(
                Content.plain("Hello"), Optional.of(MessageRef.known("3EB0Q")), Optional.empty()));

    // Then
    assertThat(plan.steps()).hasSize(1).allMatch(Step::repeatable);
    JsonNode call = json(plan.steps().getFirst());
    assertThat(call.path("id").asText()).isEqualTo("c1-0");
    assertThat(call.path("to").asText()).isEqualTo(CHAT);
    assertThat(call.path("kind").asText()).isEqualTo("text");
    assertThat(call.path("reply_to").asText()).isEqualTo("3EB0Q");
  }

  @Test
  void messageThatNobodyCanNameIsGone() {
    MessageRef unsent = new MessageRef.SentBy("c0");
    List.of(
            new Action.Edit(unsent, Content.plain("Other words")),
            new Action.Delete(unsent),
            new Action.Read(unsent),
            new Action.AddReaction(unsent, "👍"),
            new Action.RemoveReaction(unsent, "👍"))
        .forEach(action ->
            assertThat(
                    WhatsAppQrPlan.of(
                        ACCOUNT,
                        Command.of("c1", Address.of(ConversationRef.of(REF, CHAT)), action)))
                .as(action.toString())
                .isEqualTo(new Plan.Refused(Reasons.MESSAGE_GONE)));
  }

  @Test
  void fileIsBroughtBeforeItsMessageUnderTheSameName() {
    // When
    List<Step> steps =
        plan(send("The offer", file(AttachmentType.FILE, "application/pdf"))).steps();

    // Then
    assertThat(steps).extracting(s -> s.request().method()).containsExactly("PUT", "POST");
    assertThat(steps.getFirst().request().url()).endsWith("/files/c1-0");
    assertThat(json(steps.get(1)).at("/file/id").asText()).isEqualTo("c1-0");
    assertThat(json(steps.get(1)).path("kind").asText()).isEqualTo("document");
    assertThat(json(steps.get(1)).path("text").asText()).isEqualTo("The offer");
  }

  @Test
  void eachFileIsTheKindOfMessageThatWhatsAppHasForIt() {
    assertThat(kindOf(AttachmentType.IMAGE, "image/png")).isEqualTo("image");
    assertThat(kindOf(AttachmentType.IMAGE, "image/heic")).isEqualTo("document");
    assertThat(kindOf(AttachmentType.STICKER, "image/webp")).isEqualTo("sticker");
    assertThat(kindOf(AttachmentType.VIDEO, "video/mp4")).isEqualTo("video");
    assertThat(kindOf(AttachmentType.ANIMATION, "image/gif")).isEqualTo("document");
    assertThat(kindOf(AttachmentType.VOICE, "audio/ogg; codecs=opus")).isEqualTo("audio");
    assertThat(kindOf(AttachmentType.FILE, "image/png")).isEqualTo("document");
  }

  private static String kindOf(AttachmentType type, String mime) {
    return json(plan(send("", file(type, mime))).steps().getLast()).path("kind").asText();
  }

  @Test
  void voiceCannotCarryWordsSoTheyGoBefore() {
    // When
    List<Step> steps = plan(send("Listen", file(AttachmentType.VOICE, "audio/ogg"))).steps();

    // Then
    assertThat(json(steps.getFirst()).path("text").asText()).isEqualTo("Listen");
    assertThat(json(steps.getLast()).path("voice").asBoolean()).isTrue();
  }

  @Test
  void placesAndContactsAreMessagesOfTheirOwn() {
    // Given
    Attachment place =
        Attachment.of(AttachmentType.VENUE)
            .name("Shop")
            .place(new Attachment.Place(52.5, 13.4, Optional.of("Street 1")))
            .build();
    Attachment contact =
        Attachment.of(AttachmentType.CONTACT).name("Kim").value("+49 1555").build();

    // When
    Plan.Steps plan = plan(send("", place, contact));

    // Then
    assertThat(json(plan.steps().getFirst()).at("/location/latitude").asDouble()).isEqualTo(52.5);
    assertThat(json(plan.steps().getLast()).at("/contact/phone").asText()).isEqualTo("+49 1555");
  }

  @Test
  void whatWhatsAppKeepsCannotBePutUnderAnotherMessage() {
    // When
    Plan.Steps plan =
        plan(send("See", Attachment.of(AttachmentType.FILE).id("x/y").name("a.pdf").build()));

    // Then
    assertThat(plan.degraded()).containsExactly(Degradation.ATTACHMENT);
    assertThat(json(plan.steps().getFirst()).path("text").asText()).isEqualTo("See\n📎 a.pdf");
  }

  @Test
  void longerEditChangesWhatIsThereAndSendsTheRest() {
    // When
    Plan.Steps plan =
        plan(new Action.Edit(MessageRef.known("3EB0A"), Content.plain("word ".repeat(1500))));

    // Then
    assertThat(plan.steps())
        .extracting(s -> json(s).path("kind").asText())
        .containsExactly("edit", "text");
    assertThat(plan.degraded()).containsExactly("edit: rest as a new message");
  }

  @Test
  void shorterEditDeletesWhatIsLeft() {
    // When
    Plan.Steps plan =
        plan(
            new Action.Edit(
                new MessageRef.Known(List.of("3EB0A", "3EB0B")), Content.plain("short")));

    // Then
    assertThat(plan.steps())
        .extracting(s -> json(s).path("kind").asText() + " " + json(s).path("message_id").asText())
        .containsExactly("edit 3EB0A", "delete 3EB0B");
  }

  @Test
  void reactionIsTakenBackWithAnEmptyOne() {
    assertThat(
            json(plan(new Action.RemoveReaction(MessageRef.known("3EB0A"), "👍"))
                    .steps()
                    .getFirst())
                .path("emoji")
                .asText("?"))
        .isEmpty();
  }
}
