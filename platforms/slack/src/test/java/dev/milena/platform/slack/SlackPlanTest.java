package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Command;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackPlanTest {
  private static final Address ROOM =
      new Address("slack", "support", Optional.empty(), "C0ROOM", Optional.empty());
  private static final String TS = "1767225610.000200";

  private static Plan plan(Address to, Action action) {
    return plan(SlackFixtures.account(), to, action);
  }

  private static Plan plan(Account account, Address to, Action action) {
    return SlackPlan.of(account, Command.of("command-1", to, action));
  }

  private static Plan.Steps steps(Action action) {
    return (Plan.Steps) plan(ROOM, action);
  }

  private static JsonNode body(Step step) {
    return ((ApiRequest.JsonBody) step.request().body()).json();
  }

  private static String method(Step step) {
    return step.request().url().replaceFirst("^https://slack.com/api/", "");
  }

  private static Content content(RichText text, List<Attachment> files, Button... buttons) {
    return Content.of(text, files, buttons.length == 0 ? List.of() : List.of(List.of(buttons)));
  }

  private static Attachment file(String name) {
    return Attachment.of(AttachmentType.FILE)
        .url("https://files.example.org/" + name)
        .name(name)
        .mime("application/pdf")
        .build();
  }

  @Test
  void messageIsRichTextWithPlainWordsForNotificationsAndANote() {
    RichText text =
        new RichText(
            "Bold *no* <!channel> https://example.org.", List.of(Mark.of(MarkType.BOLD, 0, 4)));
    Step step = steps(Action.Send.of(content(text, List.of()))).steps().getFirst();

    assertThat(method(step)).isEqualTo("chat.postMessage");
    assertThat(step.request().headers())
        .isEqualTo(
            Map.of(
                "authorization",
                "Bearer {token}",
                "content-type",
                "application/json; charset=utf-8"));
    assertThat(body(step).path("text").asText())
        .isEqualTo("Bold *no* &lt;!channel&gt; https://example.org.");
    assertThat(body(step).at("/blocks/0/elements/0/elements").toString())
        .isEqualTo(
            "[{\"type\":\"text\",\"text\":\"Bold\",\"style\":{\"bold\":true}},"
                + "{\"type\":\"text\",\"text\":\" *no* <!channel> \"},"
                + "{\"type\":\"link\",\"url\":\"https://example.org\"},{\"type\":\"text\",\"text\":\".\"}]");
    assertThat(body(step).at("/metadata/event_payload/command").asText()).isEqualTo("command-1#1");
    assertThat(step.repeatable()).isFalse();
    assertThat(step.plainer()).isPresent();
  }

  @Test
  void codeAndQuotesAreParagraphs() {
    RichText text =
        new RichText(
            "See\ncode\nsaid\nend",
            List.of(
                new Mark(MarkType.PRE, 4, 4, Optional.of("java")), Mark.of(MarkType.QUOTE, 9, 4)));
    JsonNode elements =
        body(steps(Action.Send.of(content(text, List.of()))).steps().getFirst())
            .at("/blocks/0/elements");

    assertThat(elements.valueStream().map(e -> e.path("type").asText()))
        .containsExactly(
            "rich_text_section", "rich_text_preformatted", "rich_text_quote", "rich_text_section");
    assertThat(elements.valueStream().map(e -> e.at("/elements/0/text").asText()))
        .containsExactly("See", "code", "said", "end");
  }

  @Test
  void whatSlackCannotShowIsSaid() {
    RichText text = new RichText("secret", List.of(Mark.of(MarkType.SPOILER, 0, 6)));

    assertThat(steps(Action.Send.of(content(text, List.of()))).degraded())
        .containsExactly(Degradation.MARKS);
  }

  @Test
  void answerGoesToTheThreadOfWhatItAnswers() {
    Action.Send send =
        new Action.Send(Content.plain("x"), Optional.of(MessageRef.known(TS)), Optional.empty());

    assertThat(body(steps(send).steps().getFirst()).path("thread_ts").asText()).isEqualTo(TS);
  }

  @Test
  void answerInsideAThreadStaysInItsRoot() {
    Address thread = ROOM.inThread(Optional.of("1767225600.000100"));
    Action.Send send =
        new Action.Send(Content.plain("x"), Optional.of(MessageRef.known(TS)), Optional.empty());

    Step step = ((Plan.Steps) plan(thread, send)).steps().getFirst();
    assertThat(body(step).path("thread_ts").asText()).isEqualTo("1767225600.000100");
  }

  @Test
  void longTextIsSeveralMessagesWithTheButtonsOnTheLast() {
    RichText text = RichText.plain("word ".repeat(2000));
    List<Step> steps =
        steps(Action.Send.of(content(text, List.of(), Button.pressing("a", "Yes", "1")))).steps();

    assertThat(steps).hasSize(3);
    assertThat(steps).allMatch(s -> body(s).path("text").asText().length() <= 3900);
    assertThat(steps.stream().map(s -> body(s).path("blocks").size())).containsExactly(1, 1, 2);
  }

  @Test
  void filesGoOutInThreeStepsAndAreLookedFor() {
    Content two = content(RichText.plain("Two"), List.of(file("a.pdf"), file("b.pdf")));
    List<Step> steps = steps(Action.Send.of(two)).steps();

    assertThat(steps.stream().map(SlackPlanTest::method))
        .containsExactly(
            "files.getUploadURLExternal",
            "{upload_url.1}",
            "files.getUploadURLExternal",
            "{upload_url.3}",
            "files.completeUploadExternal",
            "files.info");
    assertThat(body(steps.get(4)).path("files").toString())
        .isEqualTo(
            "[{\"id\":\"{file_id.1}\",\"title\":\"a.pdf\"},{\"id\":\"{file_id.3}\",\"title\":\"b.pdf\"}]");
    assertThat(((ApiRequest.JsonBody) steps.get(4).request().body()).filled())
        .containsExactlyInAnyOrder("/files/0/id", "/files/1/id");
    assertThat(body(steps.get(4)).at("/blocks/0/elements/0/elements/0/text").asText())
        .isEqualTo("Two");
    assertThat(steps.get(1).request().headers()).isEmpty();
  }

  @Test
  void buttonsBesideFilesHangOnAMessageBehindThem() {
    Content both =
        content(RichText.plain("Look"), List.of(file("a.pdf")), Button.pressing("a", "Yes", "1"));
    List<Step> steps = steps(Action.Send.of(both)).steps();

    assertThat(method(steps.getLast())).isEqualTo("chat.postMessage");
    assertThat(body(steps.get(2)).has("blocks")).isFalse();
  }

  @Test
  void manyFilesAreMessagesOfTenAtMost() {
    List<Attachment> files = IntStream.range(0, 12).mapToObj(i -> file(i + ".pdf")).toList();
    List<Step> steps = steps(Action.Send.of(content(RichText.plain(""), files))).steps();

    assertThat(steps.stream().filter(s -> method(s).equals("files.completeUploadExternal")))
        .hasSize(2);
    assertThat(steps.stream().map(Step::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, steps.size()).boxed().toList());
  }

  @Test
  void placesAreToldInWords() {
    Attachment place =
        Attachment.of(AttachmentType.LOCATION)
            .place(new Attachment.Place(52.5, 13.4, Optional.empty()))
            .build();
    Plan.Steps plan = steps(Action.Send.of(content(RichText.plain("Here"), List.of(place))));

    assertThat(plan.degraded()).containsExactly(Degradation.ATTACHMENT);
    assertThat(body(plan.steps().getFirst()).path("text").asText()).contains("52.50000");
  }

  @Test
  void buttonThatSlackWouldRefuseStandsInTheText() {
    Button heavy = Button.pressing("a", "Heavy", "x".repeat(2001));
    Button light = Button.pressing("b", "Light", "1");
    Plan.Steps plan =
        steps(Action.Send.of(content(RichText.plain("Well?"), List.of(), heavy, light)));

    assertThat(plan.degraded()).containsExactly(Degradation.BUTTONS);
    JsonNode message = body(plan.steps().getFirst());
    assertThat(message.path("text").asText()).isEqualTo("Well?\n1. Heavy");
    assertThat(message.at("/blocks/1/elements").size()).isEqualTo(1);
  }

  @Test
  void buttonsOfOneNameAreToldApart() {
    Button one = Button.pressing("same", "x".repeat(80), "1");
    Button two = Button.pressing("same", "Two", "2");
    JsonNode elements =
        body(steps(Action.Send.of(content(RichText.plain("?"), List.of(), one, two)))
                .steps()
                .getFirst())
            .at("/blocks/1/elements");

    assertThat(elements.valueStream().map(e -> e.path("action_id").asText()).distinct()).hasSize(2);
    assertThat(elements.at("/0/text/text").asText()).hasSize(75).endsWith("…");
  }

  @Test
  void editFollowsTheMessagesThatACommandBecame() {
    MessageRef two = new MessageRef.Known(List.of(TS, "1767225611.000100"));
    Plan.Steps shorter = steps(new Action.Edit(two, Content.plain("short")));
    Plan.Steps longer = steps(new Action.Edit(two, Content.plain("word ".repeat(2000))));

    assertThat(shorter.steps().stream().map(SlackPlanTest::method))
        .containsExactly("chat.update", "chat.delete");
    assertThat(longer.steps().stream().map(SlackPlanTest::method))
        .containsExactly("chat.update", "chat.update", "chat.postMessage");
    assertThat(longer.degraded()).containsExactly("edit: rest as a new message");
  }

  @Test
  void reactionIsCalledByItsName() {
    Step add = steps(new Action.AddReaction(MessageRef.known(TS), "👍🏽")).steps().getFirst();
    Step remove =
        steps(new Action.RemoveReaction(MessageRef.known(TS), "custom:party_parrot"))
            .steps()
            .getFirst();

    assertThat(body(add).path("name").asText()).isEqualTo("+1::skin-tone-4");
    assertThat(body(remove).path("name").asText()).isEqualTo("party_parrot");
  }

  @Test
  void reactionWithoutANameIsText() {
    Plan.Steps plan = steps(new Action.AddReaction(MessageRef.known(TS), "no emoji"));

    assertThat(plan.degraded()).containsExactly(Degradation.REACTION);
    assertThat(method(plan.steps().getFirst())).isEqualTo("chat.postMessage");
  }

  @Test
  void answerToAPressGoesToItsAddressAndNobodyElseSeesIt() {
    Step step =
        steps(answer("actions/T0HUB/111/xYz", Optional.of(Content.plain("Noted"))))
            .steps()
            .getFirst();

    assertThat(step.request().url()).isEqualTo("https://hooks.slack.com/actions/T0HUB/111/xYz");
    assertThat(step.request().headers()).isEmpty();
    assertThat(body(step).path("response_type").asText()).isEqualTo("ephemeral");
    assertThat(body(step).path("replace_original").asBoolean()).isFalse();
  }

  @Test
  void answerWithoutAddressGoesToThePerson() {
    Step step = steps(answer("user/U0ADA", Optional.of(Content.plain("Noted")))).steps().getFirst();

    assertThat(method(step)).isEqualTo("chat.postEphemeral");
    assertThat(body(step).path("user").asText()).isEqualTo("U0ADA");
  }

  @Test
  void fileForOnePersonIsToldInWords() {
    Content offer = content(RichText.plain("Here"), List.of(file("a.pdf")));
    Plan.Steps plan = steps(answer("user/U0ADA", Optional.of(offer)));

    assertThat(plan.degraded()).containsExactly(Degradation.ATTACHMENT);
    assertThat(body(plan.steps().getFirst()).path("text").asText())
        .isEqualTo("Here\n📎 a.pdf, https://files.example.org/a.pdf");
  }

  @Test
  void pressThatIsOnlyNotedNeedsNoCall() {
    assertThat(steps(answer("actions/T0HUB/111/xYz", Optional.empty())).steps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example.org/x",
        "actions/../../api/chat.delete",
        "api/chat.delete",
        "actions/T1@evil.example.org/1",
        "user/U0 ADA",
        "actions"
      })
  void answerGoesNowhereElse(String id) {
    assertThat(plan(ROOM, answer(id, Optional.of(Content.plain("x")))))
        .isEqualTo(new Plan.Refused(Reasons.BAD_REQUEST));
  }

  private static Action answer(String id, Optional<Content> content) {
    return new Action.AnswerInteraction(new Action.InteractionRef(id), content);
  }

  @Test
  void furtherWorkspaceIsWrittenToWithItsOwnToken() {
    Address second =
        new Address("slack", "support", Optional.of("T0SECOND"), "C0ROOM", Optional.empty());
    Action say = Action.Send.of(Content.plain("x"));
    Step step = ((Plan.Steps) plan(SlackFixtures.wide(), second, say)).steps().getFirst();

    assertThat(step.request().headers()).containsEntry("authorization", "Bearer {token.T0SECOND}");
    assertThat(step.tolls()).allMatch(toll -> toll.bucket().startsWith("T0SECOND/"));
    assertThat(plan(second, say)).isEqualTo(new Plan.Refused(Reasons.CONVERSATION_GONE));
  }

  @Test
  void typingIsShownByAiAppsInThreads() {
    Account assistant = SlackFixtures.account(SlackFixtures.settings().put("assistant", true));
    Address thread = ROOM.inThread(Optional.of(TS));

    assertThat(plan(ROOM, new Action.StartTyping()))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
    assertThat(plan(assistant, ROOM, new Action.StartTyping()))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
    assertThat(plan(assistant, thread, new Action.StartTyping())).isInstanceOf(Plan.Steps.class);
  }

  @Test
  void messageOfNoSuchNameIsGone() {
    assertThat(plan(ROOM, new Action.Delete(MessageRef.known("42"))))
        .isEqualTo(new Plan.Refused(Reasons.MESSAGE_GONE));
  }
}
