package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramCommandsToPlan.ACCOUNT;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.GROUP;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.PRIVATE;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.command;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.files;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.inBusiness;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.method;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.methods;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.own;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.parameters;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.send;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.steps;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.to;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Action;
import dev.milena.model.AttachmentType;
import dev.milena.model.Content;
import dev.milena.model.MessageRef;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits, deletions, reactions, answers, and what each call costs. */
class TelegramPlanTest {
  private static final MessageRef ONE = MessageRef.known("42");
  private static final MessageRef THREE = new MessageRef.Known(List.of("42", "43", "44"));

  private static Plan.Steps edit(MessageRef message, Content content) {
    return steps(command(to(PRIVATE), new Action.Edit(message, content)));
  }

  @Test
  void editOfWordsTriesTheTextAndElseTheCaption() {
    // When
    Step step = edit(ONE, Content.plain("New")).steps().getFirst();

    // Then
    assertThat(method(step.request())).isEqualTo("editMessageText");
    assertThat(parameters(step.request()).path("message_id").asInt()).isEqualTo(42);
    assertThat(method(step.plainer().orElseThrow())).isEqualTo("editMessageCaption");
    assertThat(parameters(step.plainer().orElseThrow()).path("caption").asText()).isEqualTo("New");
    assertThat(step.repeatable()).isTrue();
  }

  @Test
  void editOfAFilesWordsTriesTheCaptionAndElseTheText() {
    // When
    Step step = edit(ONE, files("New", own(AttachmentType.IMAGE, "H"))).steps().getFirst();

    // Then
    assertThat(method(step.request())).isEqualTo("editMessageCaption");
    assertThat(method(step.plainer().orElseThrow())).isEqualTo("editMessageText");
  }

  @Test
  void wordsThatStoodBehindAFileAreChangedThere() {
    // When
    Plan.Steps plan =
        edit(
            new MessageRef.Known(List.of("42", "43")),
            files(words(3000), own(AttachmentType.IMAGE, "H")));

    // Then
    assertThat(methods(plan)).containsExactly("editMessageText");
    assertThat(parameters(plan, 0).path("message_id").asInt()).isEqualTo(43);
  }

  @Test
  void textThatGrowsGoesOnInANewMessageAndItIsSaid() {
    // When
    Plan.Steps plan = edit(ONE, Content.plain(words(9000)));

    // Then
    assertThat(methods(plan)).containsExactly("editMessageText", "sendMessage", "sendMessage");
    assertThat(plan.steps()).extracting(Step::repeatable).containsExactly(true, false, false);
    assertThat(plan.degraded()).containsExactly("edit: rest as a new message");
  }

  @Test
  void textThatShrinksTakesItsOtherMessagesAway() {
    // When
    Plan.Steps plan = edit(THREE, Content.plain("Short"));

    // Then
    assertThat(methods(plan)).containsExactly("editMessageText", "deleteMessages");
    assertThat(parameters(plan, 1).path("message_ids").toString()).isEqualTo("[43,44]");
    assertThat(plan.steps()).extracting(Step::number).containsExactly(1, 2);
  }

  @Test
  void deletionTakesOneOrManyAndAtMostAHundredAtOnce() {
    // Given
    MessageRef many =
        new MessageRef.Known(IntStream.rangeClosed(1, 150).mapToObj(Integer::toString).toList());

    // When
    Plan.Steps plan = steps(command(to(PRIVATE), new Action.Delete(many)));

    // Then
    assertThat(methods(plan)).containsExactly("deleteMessages", "deleteMessages");
    assertThat(parameters(plan, 0).path("message_ids")).hasSize(100);
    assertThat(parameters(plan, 1).path("message_ids")).hasSize(50);
    assertThat(methods(steps(command(to(PRIVATE), new Action.Delete(ONE)))))
        .containsExactly("deleteMessage");
    assertThat(methods(steps(command(inBusiness(PRIVATE), new Action.Delete(ONE)))))
        .containsExactly("deleteBusinessMessages");
  }

  @ParameterizedTest
  @CsvSource({"👍,👍", "❤️,❤", "❤,❤", "🤷‍♂️,🤷‍♂", "🕊️,🕊"})
  void reactionGoesInTelegramsForm(String emoji, String telegrams) {
    // When
    Plan.Steps plan = steps(command(to(PRIVATE), new Action.AddReaction(ONE, emoji)));

    // Then
    assertThat(methods(plan)).containsExactly("setMessageReaction");
    assertThat(parameters(plan, 0).path("reaction").toString())
        .isEqualTo("[{\"type\":\"emoji\",\"emoji\":\"" + telegrams + "\"}]");
    assertThat(plan.steps().getFirst().repeatable()).isTrue();
  }

  @Test
  void reactionThatTelegramDoesNotTakeIsSentAsTextAndCannotBeTakenBack() {
    // When
    Plan.Steps added = steps(command(to(PRIVATE), new Action.AddReaction(ONE, "🦋")));
    Plan removed =
        TelegramPlan.of(ACCOUNT, command(to(PRIVATE), new Action.RemoveReaction(ONE, "🦋")));

    // Then
    assertThat(parameters(added, 0).path("text").asText()).isEqualTo("» 🦋");
    assertThat(parameters(added, 0).at("/reply_parameters/message_id").asInt()).isEqualTo(42);
    assertThat(added.degraded()).containsExactly(Degradation.REACTION);
    assertThat(removed).isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void removedReactionIsAnEmptyList() {
    // When
    Plan.Steps plan = steps(command(to(PRIVATE), new Action.RemoveReaction(ONE, "👍")));

    // Then
    assertThat(parameters(plan, 0).path("reaction").toString()).isEqualTo("[]");
  }

  private static Plan.Steps answer(String words) {
    return steps(
        command(
            to(PRIVATE),
            new Action.AnswerInteraction(
                new Action.InteractionRef("77"), Optional.of(Content.plain(words)))));
  }

  @Test
  void pressIsAnsweredShortlyOrAsAnAlert() {
    assertThat(parameters(answer("Noted"), 0).toString())
        .isEqualTo("{\"callback_query_id\":\"77\",\"text\":\"Noted\"}");
    assertThat(parameters(answer(words(500)), 0).path("show_alert").asBoolean()).isTrue();
    assertThat(parameters(answer(words(500)), 0).path("text").asText())
        .hasSizeLessThanOrEqualTo(200)
        .endsWith("…");
    assertThat(answer(words(500)).degraded())
        .containsExactly("answer: first 200 characters, as an alert");
    assertThat(answer("Noted").steps().getFirst().tolls()).isEmpty();
  }

  @Test
  void cutAnswerLeavesNoHalfCharacter() {
    // When
    String text = parameters(answer("👋".repeat(150)), 0).path("text").asText();

    // Then
    assertThat(text).isEqualTo("👋".repeat(99) + "…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"milena:c0", "not-a-number"})
  void messageThatTelegramCannotHaveIsGone(String ref) {
    // Given
    MessageRef message =
        ref.startsWith("milena:") ? new MessageRef.SentBy("c0") : MessageRef.known(ref);

    // Then
    assertThat(
            TelegramPlan.of(
                ACCOUNT, command(to(PRIVATE), new Action.Edit(message, Content.plain("x")))))
        .isEqualTo(new Plan.Refused(Reasons.MESSAGE_GONE));
    assertThat(TelegramPlan.of(ACCOUNT, command(to(PRIVATE), new Action.Delete(message))))
        .isEqualTo(new Plan.Refused(Reasons.MESSAGE_GONE));
    assertThat(
            TelegramPlan.of(ACCOUNT, command(to(PRIVATE), new Action.AddReaction(message, "👍"))))
        .isEqualTo(new Plan.Refused(Reasons.MESSAGE_GONE));
  }

  @Test
  void readingIsNothingThatABotCanTell() {
    assertThat(TelegramPlan.of(ACCOUNT, command(to(PRIVATE), new Action.Read(ONE))))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void noSecondSeesMoreThanThirtyCallsAndNoMinuteOfAGroupMoreThanTwenty() {
    // When
    List<Toll> tolls =
        steps(command(to(GROUP), Action.Send.of(Content.plain("x")))).steps().getFirst().tolls();

    // Then
    assertThat(tolls)
        .extracting(Toll::bucket)
        .containsExactly("bot", "chat/" + GROUP, "group/" + GROUP);
    assertThat(most(tolls.getFirst(), Duration.ofSeconds(1))).isEqualTo(30);
    assertThat(most(tolls.getLast(), Duration.ofMinutes(1))).isEqualTo(20);
  }

  private static long most(Toll toll, Duration in) {
    return toll.permits() * Math.ceilDiv(in.toNanos(), toll.per().toNanos());
  }

  @Test
  void editsCountLikeMessages() {
    assertThat(edit(ONE, Content.plain("x")).steps().getFirst().tolls())
        .isEqualTo(steps(send(Content.plain("x"))).steps().getFirst().tolls());
  }
}
