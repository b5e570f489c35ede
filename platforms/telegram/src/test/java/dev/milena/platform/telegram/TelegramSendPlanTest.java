package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramCommandsToPlan.GROUP;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.PRIVATE;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.command;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.content;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.files;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.inBusiness;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.lent;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.methods;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.own;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.parameters;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.send;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.steps;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.to;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.toGuest;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.uploads;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.words;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.yesNo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.model.MessageRef;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How messages are laid out. */
class TelegramSendPlanTest {
  @Test
  void formattedTextGoesWithEntitiesAndHasAPlainerForm() {
    // Given
    Content markdown =
        new Content(
            Optional.of("A **bold** [link](https://example.org)"),
            Content.Format.MARKDOWN,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    // When
    Step step = steps(send(markdown)).steps().getFirst();

    // Then
    assertThat(parameters(step.request()).toString())
        .isEqualTo(
            "{\"chat_id\":5000000001,\"text\":\"A bold link\",\"entities\":["
                + "{\"type\":\"bold\",\"offset\":2,\"length\":4},"
                + "{\"type\":\"text_link\",\"url\":\"https://example.org\",\"offset\":7,\"length\":4}]}");
    assertThat(parameters(step.plainer().orElseThrow()).toString())
        .isEqualTo("{\"chat_id\":5000000001,\"text\":\"A bold link\"}");
    assertThat(step.repeatable()).isFalse();
  }

  @Test
  void buttonsWithoutWordsHangOnAnArrow() {
    // Given
    Content content = content("", List.of(), yesNo());

    // When
    Plan.Steps plan =
        steps(command(to(PRIVATE), new Action.Send(content, Optional.empty(), Optional.empty())));

    // Then
    assertThat(methods(plan)).containsExactly("sendMessage");
    assertThat(parameters(plan, 0).path("text").asText()).isEqualTo("↓");
    assertThat(parameters(plan, 0).path("reply_markup").path("inline_keyboard")).hasSize(2);
    assertThat(plan.degraded()).containsExactly("buttons: below an arrow");
  }

  @Test
  void longTextIsSplitWithAnswerAtItsHeadAndButtonsAtItsEnd() {
    // Given
    Content content = content(words(9000), List.of(), yesNo());

    // When
    Plan.Steps plan =
        steps(
            command(
                to(PRIVATE),
                new Action.Send(content, Optional.of(MessageRef.known("41")), Optional.empty())));

    // Then
    assertThat(methods(plan)).containsExactly("sendMessage", "sendMessage", "sendMessage");
    assertThat(parameters(plan, 0).path("reply_parameters").toString())
        .isEqualTo("{\"message_id\":41,\"allow_sending_without_reply\":true}");
    assertThat(parameters(plan, 1).has("reply_parameters")).isFalse();
    assertThat(parameters(plan, 1).has("reply_markup")).isFalse();
    assertThat(parameters(plan, 2).path("reply_markup").path("inline_keyboard")).hasSize(2);
    assertThat(plan.steps())
        .allMatch(s -> parameters(s.request()).path("text").asText().length() <= 4096);
    assertThat(plan.degraded()).isEmpty();
  }

  @Test
  void placesInsideAChatAreNamed() {
    assertThat(
            parameters(
                    steps(
                        command(
                            to(GROUP).inThread(Optional.of("7")),
                            Action.Send.of(Content.plain("x")))),
                    0)
                .path("message_thread_id")
                .asInt())
        .isEqualTo(7);
    assertThat(
            parameters(
                    steps(
                        command(
                            to(GROUP).inThread(Optional.of("direct-5")),
                            Action.Send.of(Content.plain("x")))),
                    0)
                .path("direct_messages_topic_id")
                .asInt())
        .isEqualTo(5);
    assertThat(
            parameters(steps(command(inBusiness(PRIVATE), Action.Send.of(Content.plain("x")))), 0)
                .path("business_connection_id")
                .asText())
        .isEqualTo("BC-1");
  }

  @Test
  void topicThatEveryForumHasIsNotNamed() {
    // When
    Plan.Steps plan =
        steps(command(to(GROUP).inThread(Optional.of("1")), Action.Send.of(Content.plain("x"))));

    // Then
    assertThat(parameters(plan, 0).has("message_thread_id")).isFalse();
  }

  @Test
  void shortWordsAreTheCaptionOfAFile() {
    // When
    Plan.Steps plan =
        steps(send(content("Look", List.of(own(AttachmentType.IMAGE, "HANDLE")), yesNo())));

    // Then
    assertThat(methods(plan)).containsExactly("sendPhoto");
    assertThat(parameters(plan, 0).path("photo").asText()).isEqualTo("HANDLE");
    assertThat(parameters(plan, 0).path("caption").asText()).isEqualTo("Look");
    assertThat(parameters(plan, 0).has("reply_markup")).isTrue();
  }

  @Test
  void longWordsFollowTheFileAndItIsSaid() {
    // When
    Plan.Steps plan = steps(send(files(words(3000), own(AttachmentType.FILE, "HANDLE"))));

    // Then
    assertThat(methods(plan)).containsExactly("sendDocument", "sendMessage");
    assertThat(parameters(plan, 0).has("caption")).isFalse();
    assertThat(plan.degraded()).containsExactly("caption: separate message");
  }

  @Test
  void wordsStandBeforeWhatTakesNoCaption() {
    assertThat(methods(steps(send(files("Hello", own(AttachmentType.STICKER, "HANDLE"))))))
        .containsExactly("sendMessage", "sendSticker");
  }

  @Test
  void picturesAndVideosGoInAlbumsOfTenWithTheWordsOnTheFirst() {
    // Given
    Attachment[] pictures =
        IntStream.range(0, 12)
            .mapToObj(i -> own(i % 2 == 0 ? AttachmentType.IMAGE : AttachmentType.VIDEO, "H" + i))
            .toArray(Attachment[]::new);

    // When
    Plan.Steps plan = steps(send(files("All of them", pictures)));

    // Then
    assertThat(methods(plan)).containsExactly("sendMediaGroup", "sendMediaGroup");
    JsonNode first = parameters(plan, 0).path("media");
    assertThat(first).hasSize(10);
    assertThat(first.get(0).path("caption").asText()).isEqualTo("All of them");
    assertThat(first.get(1).toString()).isEqualTo("{\"type\":\"video\",\"media\":\"H1\"}");
    assertThat(parameters(plan, 1).path("media")).hasSize(2);
  }

  @Test
  void differentKindsStayApartAndInOrder() {
    // When
    Plan.Steps plan =
        steps(
            send(
                files(
                    "",
                    own(AttachmentType.IMAGE, "1"),
                    own(AttachmentType.FILE, "2"),
                    own(AttachmentType.FILE, "3"),
                    own(AttachmentType.VOICE, "4"),
                    own(AttachmentType.VOICE, "5"))));

    // Then
    assertThat(methods(plan))
        .containsExactly("sendPhoto", "sendMediaGroup", "sendVoice", "sendVoice");
  }

  @Test
  void buttonsUnderAnAlbumFindAPlace() {
    // Given
    List<Attachment> three =
        List.of(
            own(AttachmentType.IMAGE, "1"),
            own(AttachmentType.IMAGE, "2"),
            own(AttachmentType.IMAGE, "3"));

    // When
    Plan.Steps silent = steps(send(content("", three, yesNo())));
    Plan.Steps worded = steps(send(content("Which?", three, yesNo())));

    // Then
    assertThat(methods(silent)).containsExactly("sendMediaGroup", "sendPhoto");
    assertThat(parameters(silent, 1).has("reply_markup")).isTrue();
    assertThat(methods(worded)).containsExactly("sendMediaGroup", "sendMessage");
    assertThat(parameters(worded, 1).has("reply_markup")).isTrue();
  }

  @Test
  void uploadedAlbumNamesItsParts() {
    // When
    Plan.Steps plan =
        steps(
            send(
                files(
                    "", lent(AttachmentType.IMAGE, "a.png"), lent(AttachmentType.IMAGE, "b.png"))));

    // Then
    Step step = plan.steps().getFirst();
    List<String> fields = uploads(step).stream().map(ApiRequest.FilePart::field).toList();
    assertThat(fields).hasSize(2).doesNotHaveDuplicates();
    assertThat(parameters(plan, 0).path("media").findValuesAsText("media"))
        .isEqualTo(fields.stream().map(f -> "attach://" + f).toList());
    assertThat(uploads(step))
        .extracting(ApiRequest.FilePart::name)
        .containsExactly("a.png", "b.png");
  }

  @Test
  void buttonsThatTelegramWouldRefuseAreListedAndOthersStay() {
    // Given
    List<List<Button>> rows =
        List.of(
            List.of(
                Button.pressing("a", "Fits", "ä".repeat(32)),
                Button.pressing("b", "Too long", "ä".repeat(33))),
            List.of(Button.opening("Nowhere", "javascript:alert(1)")));

    // When
    Plan.Steps plan = steps(send(content("Well?", List.of(), rows)));

    // Then
    assertThat(parameters(plan, 0).path("text").asText())
        .isEqualTo("Well?\n1. Too long\n2. Nowhere javascript:alert(1)");
    assertThat(parameters(plan, 0).path("reply_markup").toString())
        .isEqualTo(
            "{\"inline_keyboard\":[[{\"text\":\"Fits\",\"callback_data\":\""
                + "ä".repeat(32)
                + "\"}]]}");
    assertThat(plan.degraded()).containsExactly(Degradation.BUTTONS);
  }

  @Test
  void stylesThatTelegramHasAreKept() {
    // Given
    Button danger =
        new Button(
            Optional.of("d"), "Delete", Optional.empty(), Optional.of("danger"), Optional.empty());
    Button odd =
        new Button(
            Optional.of("o"), "Odd", Optional.empty(), Optional.of("purple"), Optional.empty());

    // When
    JsonNode row =
        parameters(steps(send(content("x", List.of(), List.of(List.of(danger, odd))))), 0)
            .at("/reply_markup/inline_keyboard/0");

    // Then
    assertThat(row.get(0).path("style").asText()).isEqualTo("danger");
    assertThat(row.get(0).path("callback_data").asText()).isEqualTo("d");
    assertThat(row.get(1).has("style")).isFalse();
  }

  @Test
  void whatLacksAPartIsToldInWords() {
    // Given
    Attachment rolled = Attachment.of(AttachmentType.DICE).value("🎲 4").build();
    Attachment nameless = Attachment.of(AttachmentType.CONTACT).value("+431").build();
    Attachment lost = Attachment.of(AttachmentType.FILE).name("lost.pdf").build();

    // When
    Plan.Steps plan = steps(send(files("Look", rolled, nameless, lost)));

    // Then
    assertThat(methods(plan)).containsExactly("sendMessage");
    assertThat(parameters(plan, 0).path("text").asText())
        .isEqualTo("Look\n🎲 🎲 4\n👤 +431\n📎 lost.pdf");
    assertThat(plan.degraded()).containsExactly(Degradation.ATTACHMENT);
  }

  @Test
  void guestsQuestionTakesOneAnswerOfWords() {
    // When
    Plan.Steps plan =
        steps(command(toGuest(), Action.Send.of(content(words(5000), List.of(), List.of()))));

    // Then
    assertThat(methods(plan)).containsExactly("answerGuestQuery");
    assertThat(parameters(plan, 0).path("guest_query_id").asText()).isEqualTo("400");
    assertThat(
            parameters(plan, 0).at("/result/input_message_content/message_text").asText().length())
        .isLessThanOrEqualTo(4096);
    assertThat(plan.degraded()).containsExactly("text: first 4096 characters");
    assertThat(
            TelegramPlan.of(
                TelegramCommandsToPlan.ACCOUNT, command(toGuest(), new Action.StartTyping())))
        .isEqualTo(new Plan.Refused(Reasons.UNSUPPORTED));
  }

  @Test
  void nothingToSendIsRefused() {
    assertThat(TelegramPlan.of(TelegramCommandsToPlan.ACCOUNT, send(Content.plain(" \n"))))
        .isEqualTo(new Plan.Refused(Reasons.BAD_REQUEST));
  }
}
