package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Capability;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MattermostPlanTest {
  private static final Account ACCOUNT = MattermostFixtures.account();
  private static final String API = "https://chat.example.com/api/v4";

  static Command command(Action action) {
    return Command.of(
        "cmd1", Address.of(ConversationRef.of(ACCOUNT.ref(), MattermostFixtures.CHANNEL)), action);
  }

  private static Plan.Steps steps(Command command) {
    return (Plan.Steps) MattermostPlan.of(ACCOUNT, command);
  }

  private static Plan.Steps steps(Action action) {
    return steps(command(action));
  }

  private static List<String> calls(Plan.Steps plan) {
    return plan.steps().stream()
        .map(Step::request)
        .map(r -> r.method() + " " + r.url().replace(API, ""))
        .toList();
  }

  private static ObjectNode json(Step step) {
    return ((ApiRequest.JsonBody) step.request().body()).json();
  }

  private static Action.Send answer(String to) {
    return new Action.Send(
        Content.plain("Answer"), Optional.of(MessageRef.known(to)), Optional.empty());
  }

  private static Content files(String text, int count) {
    return Content.of(
        RichText.plain(text),
        IntStream.range(0, count)
            .mapToObj(i ->
                Attachment.of(AttachmentType.FILE).url("https://e.com/" + i).name("f" + i).build())
            .toList(),
        List.of());
  }

  @Test
  void messageIsOnePostThatIsKnownAgain() {
    // When
    Plan.Steps plan = steps(Action.Send.of(Content.plain("Hello")));

    // Then
    assertThat(calls(plan)).containsExactly("POST /posts");
    JsonNode post = json(plan.steps().getFirst());
    assertThat(post.path("message").asText()).isEqualTo("Hello");
    assertThat(post.path("pending_post_id").asText()).isEqualTo(MattermostFixtures.BOT + ":cmd1#1");
    assertThat(post.at("/props/milena").asText()).isEqualTo("cmd1#1");
    assertThat(plan.steps().getFirst().repeatable()).isFalse();
    assertThat(plan.steps().getFirst().request().headers())
        .containsEntry("Authorization", "Bearer {token}");
  }

  @Test
  void answerFirstAsksForTheRootOfWhatItAnswers() {
    // When
    Plan.Steps plan = steps(answer("p9"));

    // Then
    assertThat(calls(plan)).containsExactly("GET /posts/p9", "POST /posts");
    assertThat(json(plan.steps().get(1)).path("root_id").asText()).isEqualTo("{root}");
    assertThat(((ApiRequest.JsonBody) plan.steps().get(1).request().body()).filled())
        .contains("/root_id");
  }

  @Test
  void answerInAThreadNeedsNoQuestion() {
    // Given
    Command command = command(answer("p9"));

    // When
    Plan.Steps plan = steps(command.to(command.to().inThread(Optional.of("root1"))));

    // Then
    assertThat(calls(plan)).containsExactly("POST /posts");
    assertThat(json(plan.steps().getFirst()).path("root_id").asText()).isEqualTo("root1");
  }

  @Test
  void filesAreUploadedBeforeThePostThatNamesThem() {
    // When
    Plan.Steps plan = steps(Action.Send.of(files("Twelve", 12)));

    // Then
    assertThat(calls(plan))
        .containsExactly("POST /files", "POST /posts", "POST /files", "POST /posts");
    assertThat(((ApiRequest.MultipartBody) plan.steps().getFirst().request().body()).files())
        .hasSize(10);
    assertThat(json(plan.steps().get(1)).path("file_ids")).hasSize(10);
    assertThat(json(plan.steps().get(1)).path("message").asText()).isEqualTo("Twelve");
    assertThat(json(plan.steps().get(3)).path("file_ids").get(1).asText()).isEqualTo("{file.2}");
    assertThat(json(plan.steps().get(3)).path("message").asText()).isEmpty();
    assertThat(plan.steps().getFirst().repeatable()).isTrue();
  }

  @Test
  void textThatGrowsBySignsStillFits() {
    // Given
    String stars = "*".repeat(40_000);

    // When
    Plan.Steps plan = steps(Action.Send.of(Content.plain(stars)));

    // Then
    assertThat(plan.steps()).hasSizeGreaterThan(4);
    assertThat(plan.steps())
        .allMatch(s -> json(s).path("message").asText().length() <= MattermostDraft.TEXT_MAX);
  }

  @Test
  void buttonsHaveIdsThatLiveAndASignatureOfTheirOwn() {
    // Given
    List<List<Button>> rows =
        List.of(
            List.of(Button.pressing("a-1", "Yes", "1"), Button.pressing("b-2", "No", "2")),
            List.of(Button.opening("Page", "https://e.com"), Button.pressing("c", "Maybe", "3")));

    // When
    Plan.Steps plan = steps(Action.Send.of(Content.of(RichText.plain("Well?"), List.of(), rows)));

    // Then
    ObjectNode post = json(plan.steps().getFirst());
    List<JsonNode> actions =
        post.at("/props/attachments").findValues("actions").stream()
            .flatMap(JsonNode::valueStream)
            .toList();
    assertThat(actions).extracting(a -> a.path("id").asText()).containsExactly("b1", "b2", "b3");
    assertThat(actions)
        .extracting(a -> a.path("id").asText())
        .allMatch(i -> i.matches("[A-Za-z0-9]+"));
    assertThat(actions.getFirst().at("/integration/url").asText())
        .isEqualTo("https://hub.example.com/in/mattermost/support");
    assertThat(actions.getFirst().at("/integration/context/sig").asText()).isEqualTo("{sig.1}");
    assertThat(post.path("message").asText()).isEqualTo("Well?\n[Page](https://e.com)");
    assertThat(plan.degraded()).containsExactly("link buttons: links in the text");
    Map<String, String> signed =
        MattermostButtons.signatures(
            MattermostAccount.of(ACCOUNT),
            plan.steps().getFirst().request(),
            MattermostFixtures.NOW);
    long expires = Long.parseLong(signed.get("expires"));
    assertThat(
            new MattermostSignature(MattermostFixtures.CHANNEL, "b-2", "2", expires)
                .isRight(signed.get("sig.2"), MattermostFixtures.SECRET))
        .isTrue();
  }

  @Test
  void withoutAnAddressToComeBackToButtonsAreAList() {
    // Given
    ObjectNode settings = MattermostFixtures.settings();
    settings.remove("callback-url");
    Account account = MattermostFixtures.account(settings);
    Content content =
        Content.of(
            RichText.plain("Well?"), List.of(), List.of(List.of(Button.pressing("a", "Yes", "1"))));

    // When
    Plan.Steps plan = (Plan.Steps) MattermostPlan.of(account, command(Action.Send.of(content)));

    // Then
    assertThat(json(plan.steps().getFirst()).path("message").asText()).isEqualTo("Well?\n1\\. Yes");
    assertThat(plan.degraded()).containsExactly("buttons: numbered list");
    assertThat(new MattermostSender(null).capabilities(account)).doesNotContain(Capability.BUTTONS);
    assertThat(new MattermostSender(null).capabilities(ACCOUNT)).contains(Capability.BUTTONS);
  }

  @Test
  void editTakesAwayButtonsThatTheMessageHasNoLonger() {
    // When
    Plan.Steps plan = steps(new Action.Edit(MessageRef.known("p1"), Content.plain("Done")));

    // Then
    assertThat(calls(plan)).containsExactly("PUT /posts/p1/patch");
    assertThat(json(plan.steps().getFirst()).at("/props/attachments")).isEmpty();
    assertThat(json(plan.steps().getFirst()).at("/props/attachments").isArray()).isTrue();
  }

  @Test
  void editOfSeveralPostsKeepsTheLastWhichHasTheFiles() {
    // Given
    MessageRef three = new MessageRef.Known(List.of("p1", "p2", "p3"));
    String two = "word ".repeat(4000);

    // Then
    assertThat(calls(steps(new Action.Edit(three, Content.plain("Short")))))
        .containsExactly("PUT /posts/p3/patch", "DELETE /posts/p1", "DELETE /posts/p2");
    assertThat(calls(steps(new Action.Edit(three, Content.plain(two)))))
        .containsExactly("PUT /posts/p1/patch", "PUT /posts/p3/patch", "DELETE /posts/p2");
    assertThat(calls(steps(new Action.Edit(MessageRef.known("p1"), Content.plain(two)))))
        .containsExactly("PUT /posts/p1/patch", "POST /posts");
  }

  @Test
  void deletionTakesEveryPost() {
    // Then
    assertThat(calls(steps(new Action.Delete(new MessageRef.Known(List.of("p1", "p2"))))))
        .containsExactly("DELETE /posts/p1", "DELETE /posts/p2");
  }

  @Test
  void reactionIsNamed() {
    // Then
    assertThat(json(steps(new Action.AddReaction(MessageRef.known("p1"), "👍")).steps().getFirst()))
        .hasToString(
            "{\"user_id\":\"%s\",\"post_id\":\"p1\",\"emoji_name\":\"+1\"}"
                .formatted(MattermostFixtures.BOT));
    assertThat(
            json(steps(new Action.AddReaction(MessageRef.known("p1"), "👍🏾")).steps().getFirst())
                .path("emoji_name")
                .asText())
        .isEqualTo("+1_medium_dark_skin_tone");
    assertThat(calls(steps(new Action.RemoveReaction(MessageRef.known("p1"), "👍"))))
        .containsExactly("DELETE /users/" + MattermostFixtures.BOT + "/posts/p1/reactions/%2B1");
    assertThat(steps(new Action.AddReaction(MessageRef.known("p1"), "nothing")).degraded())
        .containsExactly("reaction: text");
    assertThat(
            MattermostPlan.of(
                ACCOUNT, command(new Action.AddReaction(MessageRef.known("p1"), "custom:NO!"))))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void commandIsAnsweredWhereItAsks() {
    // When
    Plan.Steps plan =
        steps(
            new Action.AnswerInteraction(
                new Action.InteractionRef("u1.h00k.dHJp"), Optional.of(Content.plain("Sunny"))));

    // Then
    assertThat(plan.steps().getFirst().request().url())
        .isEqualTo("https://chat.example.com/hooks/commands/h00k");
    assertThat(plan.steps().getFirst().request().headers()).isEmpty();
    assertThat(json(plan.steps().getFirst()).path("response_type").asText()).isEqualTo("ephemeral");
  }

  @Test
  void pressIsAnsweredToWhoeverPressedAndWithoutWordsNotAtAll() {
    // When
    Plan.Steps told =
        steps(
            new Action.AnswerInteraction(
                new Action.InteractionRef("u1..dHJp"), Optional.of(Content.plain("Noted"))));
    Plan.Steps quiet =
        steps(
            new Action.AnswerInteraction(new Action.InteractionRef("u1..dHJp"), Optional.empty()));

    // Then
    assertThat(calls(told)).containsExactly("POST /posts/ephemeral");
    assertThat(json(told.steps().getFirst()).path("user_id").asText()).isEqualTo("u1");
    assertThat(quiet.steps()).isEmpty();
  }

  @Test
  void whatOnlyOthersUnderstandIsNamed() {
    // Given
    RichText text = new RichText("hidden", List.of(Mark.of(MarkType.SPOILER, 0, 6)));
    Attachment own = Attachment.of(AttachmentType.FILE).id("f1").name("a.txt").build();

    // Then
    assertThat(steps(Action.Send.of(Content.of(text, List.of(), List.of()))).degraded())
        .containsExactly("marks: plain text");
    assertThat(
            steps(Action.Send.of(Content.of(RichText.plain(""), List.of(own), List.of())))
                .degraded())
        .containsExactly("attachment: text");
  }
}
