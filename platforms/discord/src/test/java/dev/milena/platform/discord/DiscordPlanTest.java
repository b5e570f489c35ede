package dev.milena.platform.discord;

import static dev.milena.platform.discord.DiscordPlans.CHANNEL;
import static dev.milena.platform.discord.DiscordPlans.MESSAGE;
import static dev.milena.platform.discord.DiscordPlans.body;
import static dev.milena.platform.discord.DiscordPlans.command;
import static dev.milena.platform.discord.DiscordPlans.plan;
import static dev.milena.platform.discord.DiscordPlans.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Action;
import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscordPlanTest {
  private static final String API = "https://discord.com/api/v10";

  private static List<String> calls(Plan.Steps plan) {
    return plan.steps().stream()
        .map(s -> s.request().method() + " " + s.request().url().substring(API.length()))
        .toList();
  }

  @Test
  void messageTellsNobodyUnlessItNamesThem() {
    // Given
    Content quiet = Content.plain("@everyone look");
    Content named =
        Content.of(
            new RichText(
                "@Ada look", List.of(Mark.of(MarkType.MENTION, 0, 4, "1200000000000000001"))),
            List.of(),
            List.of());

    // When
    JsonNode silent = body(plan(send(quiet)).steps().getFirst()).path("allowed_mentions");
    JsonNode naming = body(plan(send(named)).steps().getFirst());

    // Then
    assertThat(silent.toString()).isEqualTo("{\"parse\":[],\"replied_user\":false}");
    assertThat(naming.path("content").textValue()).isEqualTo("<@1200000000000000001> look");
    assertThat(naming.path("allowed_mentions").toString())
        .isEqualTo("{\"parse\":[],\"users\":[\"1200000000000000001\"],\"replied_user\":false}");
  }

  @Test
  void messageCarriesANameByWhichARepeatIsKnown() {
    // When
    Plan.Steps plan = plan(send(Content.plain("word ".repeat(900))));

    // Then
    List<String> names = plan.steps().stream().map(s -> body(s).path("nonce").asText()).toList();
    assertThat(names).hasSizeGreaterThan(1).doesNotHaveDuplicates();
    assertThat(names).allMatch(n -> n.length() <= 25 && DiscordNonce.isOurs(n));
    assertThat(plan.steps())
        .allMatch(s -> s.repeatable() && body(s).path("enforce_nonce").asBoolean());
  }

  @Test
  void firstPartAnswersAndTheLastHasFilesAndButtons() {
    // Given
    Content content =
        Content.of(
            RichText.plain("word ".repeat(900)),
            List.of(DiscordPlans.file("a.png")),
            List.of(List.of(Button.pressing("a", "Yes", "1"))));

    // When
    List<Step> steps =
        plan(command(
                new Action.Send(content, Optional.of(MessageRef.known(MESSAGE)), Optional.empty())))
            .steps();

    // Then
    assertThat(body(steps.getFirst()).path("message_reference").toString())
        .isEqualTo("{\"message_id\":\"" + MESSAGE + "\",\"fail_if_not_exists\":false}");
    assertThat(body(steps.getLast()).has("message_reference")).isFalse();
    assertThat(body(steps.getFirst()).has("components")).isFalse();
    assertThat(body(steps.getLast()).path("components")).hasSize(1);
    assertThat(steps.getLast().request().body()).isInstanceOf(ApiRequest.MultipartBody.class);
  }

  @Test
  void everyPartFitsIntoAMessage() {
    // Given
    RichText rich = new RichText("*_~`|".repeat(1500), List.of(Mark.of(MarkType.BOLD, 0, 7000)));

    // When
    List<Step> steps = plan(send(Content.of(rich, List.of(), List.of()))).steps();

    // Then
    assertThat(steps).allMatch(s -> body(s).path("content").textValue().length() <= 2000);
  }

  @Test
  void elevenFilesAreTwoMessages() {
    // Given
    Content content =
        Content.of(
            RichText.plain("Look"),
            IntStream.range(0, 11).mapToObj(i -> DiscordPlans.file(i + ".png")).toList(),
            List.of());

    // When
    List<Step> steps = plan(send(content)).steps();

    // Then
    assertThat(steps).extracting(s -> body(s).path("attachments").size()).containsExactly(10, 1);
  }

  @Test
  void threadIsTheChannelThatIsWrittenTo() {
    // Given
    var inThread = send(Content.plain("Hello"));

    // When
    Plan.Steps plan = plan(inThread.to(inThread.to().inThread(Optional.of("99"))));

    // Then
    assertThat(calls(plan)).containsExactly("POST /channels/99/messages");
  }

  @Test
  void userIsWrittenToInADirectChannelThatIsOpenedFirst() {
    // Given
    var toUser = send(Content.plain("Hello"));

    // When
    Plan.Steps plan = plan(toUser.to(toUser.to().in("@1200000000000000001")));

    // Then
    assertThat(calls(plan))
        .containsExactly("POST /users/@me/channels", "POST /channels/{channel}/messages");
    assertThat(body(plan.steps().getFirst()).toString())
        .isEqualTo("{\"recipient_id\":\"1200000000000000001\"}");
  }

  @Test
  void editGrowsAndShrinksWithTheText() {
    // Given
    MessageRef two = new MessageRef.Known(List.of("1", "2"));

    // When
    Plan.Steps grown = plan(command(new Action.Edit(two, Content.plain("word ".repeat(900)))));
    Plan.Steps shrunk = plan(command(new Action.Edit(two, Content.plain("short"))));

    // Then
    assertThat(calls(grown))
        .containsExactly(
            "PATCH /channels/" + CHANNEL + "/messages/1",
            "PATCH /channels/" + CHANNEL + "/messages/2",
            "POST /channels/" + CHANNEL + "/messages");
    assertThat(grown.degraded()).containsExactly("edit: rest as a new message");
    assertThat(calls(shrunk))
        .containsExactly(
            "PATCH /channels/" + CHANNEL + "/messages/1",
            "DELETE /channels/" + CHANNEL + "/messages/2");
  }

  @Test
  void reactionIsNamedInTheAddress() {
    assertThat(calls(plan(command(new Action.AddReaction(MessageRef.known("1"), "👍")))))
        .containsExactly("PUT /channels/" + CHANNEL + "/messages/1/reactions/%F0%9F%91%8D/@me");
    assertThat(calls(plan(command(new Action.RemoveReaction(MessageRef.known("1"), "ok:18")))))
        .containsExactly("DELETE /channels/" + CHANNEL + "/messages/1/reactions/ok%3A18/@me");
    assertThat(
            DiscordPlan.of(
                DiscordPlans.ACCOUNT,
                command(new Action.AddReaction(MessageRef.known("1"), "custom:abc"))))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void answerToAPressIsPutOffAndThenSaidToThePersonAlone() {
    // When
    List<Step> steps =
        plan(command(
                new Action.AnswerInteraction(
                    new Action.InteractionRef(DiscordPlans.COMPONENT),
                    Optional.of(Content.plain("Noted")))))
            .steps();

    // Then
    assertThat(body(steps.get(0)).toString()).isEqualTo("{\"type\":6}");
    assertThat(steps.get(1).request().url()).isEqualTo(API + "/webhooks/123/interaction-token");
    assertThat(body(steps.get(1)).path("flags").asInt()).isEqualTo(64);
    assertThat(steps).allMatch(s -> !s.request().headers().containsKey("Authorization"));
    assertThat(steps.get(1).repeatable()).isFalse();
  }

  @Test
  void answerToACommandTakesThePlaceOfTheSignThatOneIsComing() {
    // When
    Plan.Steps said =
        plan(
            command(
                new Action.AnswerInteraction(
                    new Action.InteractionRef(DiscordPlans.SLASH),
                    Optional.of(Content.plain("Done")))));
    Plan.Steps noted =
        plan(
            command(
                new Action.AnswerInteraction(
                    new Action.InteractionRef(DiscordPlans.SLASH), Optional.empty())));

    // Then
    assertThat(calls(said))
        .containsExactly(
            "POST /interactions/1110000000000000003/interaction-token/callback",
            "PATCH /webhooks/123/interaction-token/messages/@original");
    assertThat(calls(noted)).endsWith("DELETE /webhooks/123/interaction-token/messages/@original");
  }

  @Test
  void interactionWithoutATokenCannotBeAnswered() {
    assertThat(
            DiscordPlan.of(
                DiscordPlans.ACCOUNT,
                command(
                    new Action.AnswerInteraction(
                        new Action.InteractionRef("1110000000000000003"), Optional.empty()))))
        .isEqualTo(new Plan.Refused(Reasons.TOO_LATE));
  }

  @Test
  void buttonThatDiscordWouldRefuseStandsInTheText() {
    // Given
    List<List<Button>> buttons =
        List.of(
            List.of(
                Button.pressing("a", "Long", "x".repeat(120)), Button.pressing("b", "Short", "1")),
            List.of(Button.pressing("c", "Twin", "1")));

    // When
    Plan.Steps plan = plan(send(Content.of(RichText.plain("Well?"), List.of(), buttons)));

    // Then
    JsonNode body = body(plan.steps().getFirst());
    assertThat(body.path("content").textValue()).isEqualTo("Well?\n1. Long");
    assertThat(plan.degraded()).containsExactly(Degradation.BUTTONS);
    assertThat(body.findValuesAsText("custom_id")).hasSize(2).doesNotHaveDuplicates();
    assertThat(body.findValuesAsText("custom_id"))
        .extracting(DiscordComponents::value)
        .containsExactly("1", "1");
  }
}
