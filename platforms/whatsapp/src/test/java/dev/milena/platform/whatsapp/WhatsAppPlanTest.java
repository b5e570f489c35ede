package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.model.Template;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each command becomes on the wire. */
class WhatsAppPlanTest {
  private static Command to(String conversation, Action action) {
    return Command.of(
        "c0ffee", Address.of(ConversationRef.of(WhatsAppFixtures.REF, conversation)), action);
  }

  private static Plan plan(Action action) {
    return WhatsAppPlan.of(WhatsAppFixtures.account(), to(WhatsAppFixtures.PERSON, action));
  }

  private static Plan.Steps steps(Action action) {
    return (Plan.Steps) plan(action);
  }

  private static Plan.Steps sent(Content content) {
    return steps(Action.Send.of(content));
  }

  private static JsonNode body(Step step) {
    return ((ApiRequest.JsonBody) step.request().body()).json();
  }

  private static JsonNode only(Action action) {
    Plan.Steps plan = steps(action);
    assertThat(plan.steps()).hasSize(1);
    return body(plan.steps().getFirst());
  }

  private static Content with(List<List<Button>> buttons) {
    return Content.of(RichText.plain("Which?"), List.of(), buttons);
  }

  private static List<List<Button>> buttons(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> List.of(Button.pressing("b" + i, "Button " + i, "v" + i)))
        .toList();
  }

  @Test
  void messageSaysWhichCallItIsAndMustNotBeRepeated() {
    // When
    Step step = sent(Content.plain("Hello")).steps().getFirst();

    // Then
    assertThat(step.request().url())
        .isEqualTo("https://graph.facebook.com/v23.0/106540000000001/messages");
    assertThat(step.request().headers()).containsEntry("Authorization", "Bearer {token}");
    assertThat(body(step).path("biz_opaque_callback_data").asText()).isEqualTo("c0ffee#1/1");
    assertThat(body(step).path("to").asText()).isEqualTo(WhatsAppFixtures.PERSON);
    assertThat(step.repeatable()).isFalse();
    assertThat(step.tolls())
        .containsExactly(
            new Toll("number", 80, Duration.ofSeconds(1), 8),
            new Toll("pair/" + WhatsAppFixtures.PERSON, 3, Duration.ofSeconds(18), 3));
  }

  @ParameterizedTest
  @CsvSource({
    "4915550001234,to,individual",
    "DE.1234567890,recipient,individual",
    "Z3JvdXA6MQ,to,group"
  })
  void whoIsMeantIsToldByTheFormOfTheirId(String conversation, String field, String type) {
    // When
    Plan.Steps plan =
        (Plan.Steps)
            WhatsAppPlan.of(
                WhatsAppFixtures.account(),
                to(conversation, Action.Send.of(Content.plain("Hello"))));

    // Then
    JsonNode body = body(plan.steps().getFirst());
    assertThat(body.path(field).asText()).isEqualTo(conversation);
    assertThat(body.path("recipient_type").asText()).isEqualTo(type);
  }

  @Test
  void fileIsUploadedFirstAndItsHandleFilledIn() {
    // Given
    Attachment file =
        Attachment.of(AttachmentType.FILE)
            .url("https://example.org/a.pdf")
            .name("a.pdf")
            .mime("application/pdf")
            .build();

    // When
    List<Step> steps =
        sent(Content.of(RichText.plain("The *offer*"), List.of(file), List.of())).steps();

    // Then
    assertThat(steps).extracting(Step::repeatable).containsExactly(true, false);
    assertThat(steps.getFirst().request().url()).endsWith("/106540000000001/media");
    JsonNode message = body(steps.getLast());
    assertThat(message.at("/document/id").asText()).isEqualTo("{media}");
    assertThat(message.at("/document/filename").asText()).isEqualTo("a.pdf");
    assertThat(message.at("/document/caption").asText()).isEqualTo("The *\u200boffer*");
    assertThat(message.path("biz_opaque_callback_data").asText()).isEqualTo("c0ffee#2/2");
    assertThat(((ApiRequest.JsonBody) steps.getLast().request().body()).filled())
        .isEqualTo(Set.of("/document/id"));
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE,image/png,1000,image",
    "IMAGE,image/gif,1000,document",
    "IMAGE,image/jpeg,9000000,document",
    "STICKER,image/webp,1000,sticker",
    "STICKER,image/png,1000,image",
    "VIDEO,video/mp4,1000,video",
    "ANIMATION,image/gif,1000,document",
    "VOICE,audio/ogg,1000,audio",
    "VOICE,audio/mpeg,1000,audio",
    "AUDIO,audio/flac,1000,document"
  })
  void fileIsShownAsItsKindWhereWhatsAppTakesIt(
      AttachmentType type, String mime, long size, String shown) {
    // Given
    Attachment file =
        Attachment.of(type).url("https://example.org/f").mime(mime).sizeBytes(size).build();

    // When
    List<Step> steps = sent(Content.of(RichText.plain(""), List.of(file), List.of())).steps();

    // Then
    assertThat(body(steps.getLast()).path("type").asText()).isEqualTo(shown);
  }

  @Test
  void upToThreeButtonsAreButtonsAndUpToTenAList() {
    assertThat(only(Action.Send.of(with(buttons(3)))).at("/interactive/type").asText())
        .isEqualTo("button");
    JsonNode list = only(Action.Send.of(with(buttons(10)))).path("interactive");
    assertThat(list.path("type").asText()).isEqualTo("list");
    assertThat(list.at("/action/sections/0/rows")).hasSize(10);
    assertThat(list.at("/action/sections/0/rows/9/id").asText()).isEqualTo("v9");
    Plan.Steps many = sent(with(buttons(11)));
    assertThat(many.degraded()).containsExactly(Degradation.BUTTONS);
    assertThat(body(many.steps().getFirst()).at("/text/body").asText()).contains("11. Button 10");
  }

  @Test
  void menusAreSectionsOfAList() {
    // Given
    Button size =
        Button.choosing("size", "Size", List.of(Choice.of("Small", "s"), Choice.of("Large", "l")));
    Button colour = Button.choosing("colour", "Colour", List.of(Choice.of("Red", "r")));

    // When
    JsonNode list =
        only(Action.Send.of(with(List.of(List.of(size), List.of(colour))))).path("interactive");

    // Then
    assertThat(list.at("/action/button").asText()).isEqualTo("Size");
    assertThat(list.at("/action/sections/1/title").asText()).isEqualTo("Colour");
    assertThat(list.at("/action/sections/0/rows/1/id").asText()).isEqualTo("l");
  }

  @Test
  void buttonThatOpensAPageIsOneWhereItIsAlone() {
    // Given
    Button page = Button.opening("Read on", "https://example.org/");

    // When
    JsonNode alone = only(Action.Send.of(with(List.of(List.of(page)))));
    Plan.Steps among = sent(with(List.of(List.of(page, Button.pressing("a", "Yes", "1")))));

    // Then
    assertThat(alone.at("/interactive/action/parameters/url").asText())
        .isEqualTo("https://example.org/");
    assertThat(among.degraded()).containsExactly("link buttons: links in the text");
    assertThat(body(among.steps().getFirst()).at("/interactive/body/text").asText())
        .isEqualTo("Which?\nRead on (https://example.org/)");
  }

  @Test
  void longWordsGoBeforeTheButtonsThatHangBelowAnArrow() {
    // When
    Plan.Steps plan = sent(Content.of(RichText.plain("word ".repeat(500)), List.of(), buttons(2)));

    // Then
    assertThat(plan.degraded()).containsExactly("buttons: below an arrow");
    assertThat(plan.steps()).hasSize(2);
    assertThat(body(plan.steps().getLast()).at("/interactive/body/text").asText()).isEqualTo("↓");
  }

  @Test
  void templateIsSentInsteadOfWords() {
    // Given
    Attachment picture =
        Attachment.of(AttachmentType.IMAGE)
            .url("https://example.org/a.png")
            .mime("image/png")
            .build();
    Content content =
        Content.of(
                RichText.plain("Your order 42 is on its way"),
                List.of(picture),
                List.of(List.of(Button.pressing("s", "Stop", "stop-42"))))
            .by(new Template("order_shipped", "en_US", List.of("Zoë", "42")));

    // When
    List<Step> steps = sent(content).steps();

    // Then
    JsonNode template = body(steps.getLast()).path("template");
    assertThat(template.path("name").asText()).isEqualTo("order_shipped");
    assertThat(template.at("/language/code").asText()).isEqualTo("en_US");
    assertThat(template.at("/components/0/parameters/0/image/id").asText()).isEqualTo("{media}");
    assertThat(template.at("/components/1/parameters/1/text").asText()).isEqualTo("42");
    assertThat(template.at("/components/2/parameters/0/payload").asText()).isEqualTo("stop-42");
    assertThat(((ApiRequest.JsonBody) steps.getLast().request().body()).filled())
        .containsExactly("/template/components/0/parameters/0/image/id");
  }

  @Test
  void typingGoesWithTheMessageThatItAnswers() {
    // When
    JsonNode typing = only(new Action.StartTyping(Optional.of(MessageRef.known("wamid.A"))));

    // Then
    assertThat(typing.path("status").asText()).isEqualTo("read");
    assertThat(typing.path("message_id").asText()).isEqualTo("wamid.A");
    assertThat(typing.at("/typing_indicator/type").asText()).isEqualTo("text");
    assertThat(plan(new Action.StartTyping())).isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void reactionIsSetAndTakenAway() {
    // When
    JsonNode set = only(new Action.AddReaction(MessageRef.known("wamid.A"), "👍"));
    JsonNode gone = only(new Action.RemoveReaction(MessageRef.known("wamid.A"), "👍"));

    // Then
    assertThat(set.at("/reaction/emoji").asText()).isEqualTo("👍");
    assertThat(gone.at("/reaction/emoji").textValue()).isEmpty();
    assertThat(plan(new Action.AddReaction(MessageRef.known("wamid.A"), "custom:7")))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void editIsANewMessageThatAnswersTheOldOne() {
    // When
    Plan.Steps plan = steps(new Action.Edit(MessageRef.known("wamid.A"), Content.plain("Better")));

    // Then
    assertThat(plan.degraded()).containsExactly("edit: new message that answers the old one");
    assertThat(body(plan.steps().getFirst()).at("/context/message_id").asText())
        .isEqualTo("wamid.A");
  }

  @Test
  void pressIsAnsweredByAMessageOrByNothing() {
    // Given
    Action.InteractionRef press = new Action.InteractionRef("wamid.PRESS");

    // When
    JsonNode said = only(new Action.AnswerInteraction(press, Optional.of(Content.plain("Noted"))));

    // Then
    assertThat(said.at("/context/message_id").asText()).isEqualTo("wamid.PRESS");
    assertThat(steps(new Action.AnswerInteraction(press, Optional.empty())).steps()).isEmpty();
  }

  @Test
  void whatWhatsAppCannotDoIsRefused() {
    assertThat(plan(new Action.Delete(MessageRef.known("wamid.A"))))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
    assertThat(plan(new Action.CloseConversation()))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
    assertThat(plan(Action.Send.of(Content.plain(" "))))
        .isEqualTo(new Plan.Refused(Reasons.BAD_REQUEST));
  }
}
