package dev.milena.platform.vk;

import static dev.milena.platform.vk.VkCommandsToPlan.PERSON;
import static dev.milena.platform.vk.VkCommandsToPlan.answer;
import static dev.milena.platform.vk.VkCommandsToPlan.command;
import static dev.milena.platform.vk.VkCommandsToPlan.last;
import static dev.milena.platform.vk.VkCommandsToPlan.lent;
import static dev.milena.platform.vk.VkCommandsToPlan.methods;
import static dev.milena.platform.vk.VkCommandsToPlan.parameters;
import static dev.milena.platform.vk.VkCommandsToPlan.send;
import static dev.milena.platform.vk.VkCommandsToPlan.steps;
import static dev.milena.platform.vk.VkCommandsToPlan.words;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.Payload;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands come to. */
class VkPlanTest {
  private static JsonNode json(String text) {
    return Json.tree(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"0, 465026931", "1, 109785505"})
  void randomIdIsMadeOfCommandAndPart(int part, int expected) {
    assertThat(VkSendPlan.randomId("3f0e2c9a-8f6b-4a52-9a55-0d6d2f6f0001", part))
        .isEqualTo(expected);
  }

  @Test
  void everyCallMayBeRepeated() {
    VkCommandsToPlan.every()
        .forEach((name, command) ->
            assertThat(steps(command).steps()).as(name).allMatch(Step::repeatable));
  }

  @Test
  void sendingNamesOneRecipientSoThatVkNamesTheMessage() {
    // When
    Plan.Steps plan = steps(send("Hello", List.of(), List.of()));
    // Then
    assertThat(methods(plan)).containsExactly("messages.send");
    assertThat(parameters(plan, 0))
        .containsEntry("peer_ids", PERSON)
        .containsEntry("message", "Hello")
        .containsEntry("random_id", Integer.toString(VkSendPlan.randomId("c1", 0)))
        .containsEntry("disable_mentions", "1")
        .doesNotContainKeys("peer_id", "keyboard", "attachment");
  }

  @Test
  void answerIsAForwardThatIsOne() {
    // When
    Plan.Steps plan =
        steps(
            command(
                PERSON,
                new Action.Send(
                    Content.plain("Yes"), Optional.of(MessageRef.known("41")), Optional.empty())));
    // Then
    assertThat(json(parameters(plan, 0).get("forward")))
        .isEqualTo(
            json("{\"peer_id\":5000000001,\"conversation_message_ids\":[41],\"is_reply\":true}"));
  }

  @Test
  void partsOfALongTextHaveNumbersOfTheirOwn() {
    // When
    Plan.Steps plan = steps(send(words(9000), List.of(), VkCommandsToPlan.yesNo()));
    // Then
    assertThat(methods(plan)).containsOnly("messages.send").hasSize(3);
    assertThat(IntStream.range(0, 3).mapToObj(i -> parameters(plan, i).get("random_id")))
        .doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 3).map(i -> parameters(plan, i).get("message").length()))
        .allMatch(length -> length <= 4096);
    assertThat(parameters(plan, 0)).doesNotContainKey("keyboard");
    assertThat(last(plan)).containsKey("keyboard");
  }

  @Test
  void namesAreMentionsAndAddressesStandBehindTheirWords() {
    // Given
    RichText rich =
        new RichText(
            "Ann knows the way and [id1|me]",
            List.of(
                Mark.of(MarkType.MENTION, 0, 3, "5000000002"),
                Mark.of(MarkType.LINK, 10, 7, "https://example.org")));
    // When
    Plan.Steps plan =
        steps(command(PERSON, Action.Send.of(Content.of(rich, List.of(), List.of()))));
    // Then
    assertThat(parameters(plan, 0).get("message"))
        .isEqualTo("[id5000000002|Ann] knows the way (https://example.org) and [\u200bid1|me]");
    assertThat(parameters(plan, 0)).doesNotContainKey("disable_mentions");
    assertThat(plan.degraded()).containsExactly("marks: plain text");
  }

  @Test
  void labelThatVkHasNoRoomForIsLeftOutAndTheButtonStays() {
    // Given
    Button button = Button.pressing("a", "Yes, please ".repeat(20), "v".repeat(100));
    // When
    String payload = VkPress.payload(button).orElseThrow();
    // Then
    VkPress press =
        VkPress.read(Payload.tree(payload.getBytes(StandardCharsets.UTF_8))).orElseThrow();
    assertThat(press.label()).isEmpty();
    assertThat(press.action()).isEqualTo("a");
    assertThat(press.value()).isEqualTo("v".repeat(100));
  }

  @Test
  void buttonsCarryIdValueAndLabel() {
    // When
    Plan.Steps plan = steps(send("Well?", List.of(), VkCommandsToPlan.yesNo()));
    // Then
    JsonNode keyboard = json(last(plan).get("keyboard"));
    assertThat(keyboard.path("inline").asBoolean()).isTrue();
    assertThat(keyboard.path("one_time").asBoolean(true)).isFalse();
    JsonNode yes = keyboard.at("/buttons/0/0/action");
    assertThat(yes.path("type").asText()).isEqualTo("callback");
    VkPress press = VkPress.read(yes.path("payload")).orElseThrow();
    assertThat(press.action()).isEqualTo("y");
    assertThat(press.value()).isEqualTo("yes");
    assertThat(press.label()).hasValue("Yes");
    assertThat(keyboard.at("/buttons/1/0/action/link").asText()).isEqualTo("https://example.org");
    assertThat(plan.degraded()).isEmpty();
  }

  @Test
  void buttonsWithoutRoomAreListed() {
    // Given
    List<List<Button>> rows =
        IntStream.range(0, 12)
            .mapToObj(i -> List.of(Button.pressing("b" + i, "B" + i, "v" + i)))
            .toList();
    // When
    Plan.Steps plan = steps(send("Many", List.of(), rows));
    // Then
    JsonNode keyboard = json(last(plan).get("keyboard"));
    assertThat(keyboard.path("buttons").size()).isLessThanOrEqualTo(6);
    assertThat(keyboard.path("buttons").valueStream().mapToInt(JsonNode::size).sum()).isEqualTo(10);
    assertThat(last(plan).get("message")).isEqualTo("Many\n1. B10\n2. B11");
    assertThat(plan.degraded()).containsExactly("buttons: numbered list");
  }

  @Test
  void buttonWhoseValueIsTooLongIsListed() {
    // When
    Plan.Steps plan =
        steps(
            send(
                "One", List.of(), List.of(List.of(Button.pressing("a", "Long", "x".repeat(250))))));
    // Then
    assertThat(last(plan)).doesNotContainKey("keyboard");
    assertThat(last(plan).get("message")).isEqualTo("One\n1. Long");
  }

  @Test
  void fileTakesAnAddressItsBytesAndAName() {
    // When
    Plan.Steps plan =
        steps(
            send(
                "Look",
                List.of(
                    lent(AttachmentType.IMAGE, "a.png", "image/png"),
                    lent(AttachmentType.VOICE, "b.ogg", "audio/ogg")),
                List.of()));
    // Then
    assertThat(methods(plan))
        .containsExactly(
            "photos.getMessagesUploadServer",
            "upload",
            "photos.saveMessagesPhoto",
            "docs.getMessagesUploadServer",
            "upload",
            "docs.save",
            "messages.send");
    assertThat(plan.steps().get(1).request().url()).isEqualTo("{upload_url.1}");
    assertThat(parameters(plan, 2))
        .containsEntry("photo", "{photo.2}")
        .containsEntry("server", "{server.2}")
        .containsEntry("hash", "{hash.2}");
    assertThat(parameters(plan, 3)).containsEntry("type", "audio_message");
    assertThat(last(plan))
        .containsEntry("attachment", "{attachment.3},{attachment.6}")
        .containsEntry("message", "Look");
  }

  @Test
  void whatTheAccountReceivedGoesByItsHandle() {
    // Given
    Attachment own =
        Attachment.of(AttachmentType.IMAGE)
            .id("photo5000000001_31_k1")
            .url("https://example.org/w.jpg")
            .build()
            .from(VkFixtures.REF);
    // When
    Plan.Steps plan = steps(send("", List.of(own), List.of()));
    // Then
    assertThat(methods(plan)).containsExactly("messages.send");
    assertThat(last(plan)).containsEntry("attachment", "photo5000000001_31_k1");
  }

  @Test
  void moreThanTenFilesAreSeveralMessages() {
    // When
    Plan.Steps plan = steps(VkCommandsToPlan.every().get("many files"));
    // Then
    assertThat(methods(plan).stream().filter("messages.send"::equals)).hasSize(2);
    assertThat(last(plan)).containsKey("keyboard");
  }

  @Test
  void editKeepsWhatTheMessageAnswers() {
    // When
    Plan.Steps plan =
        steps(command(PERSON, new Action.Edit(MessageRef.known("42"), Content.plain("New"))));
    // Then
    assertThat(methods(plan)).containsExactly("messages.edit");
    assertThat(parameters(plan, 0))
        .containsEntry("cmid", "42")
        .containsEntry("peer_id", PERSON)
        .containsEntry("keep_forward_messages", "1");
  }

  @Test
  void editThatGrowsOrShrinksChangesMessageByMessage() {
    assertThat(methods(steps(VkCommandsToPlan.every().get("edit that grows"))))
        .containsExactly("messages.edit", "messages.send", "messages.send");
    Plan.Steps shrunk = steps(VkCommandsToPlan.every().get("edit that shrinks"));
    assertThat(methods(shrunk)).containsExactly("messages.edit", "messages.delete");
    assertThat(last(shrunk)).containsEntry("cmids", "43,44").containsEntry("delete_for_all", "1");
  }

  @Test
  void answerToAPressNamesWhoPressed() {
    // When
    Plan.Steps plan = steps(command(PERSON, answer(Optional.of("Noted"))));
    // Then
    assertThat(parameters(plan, 0))
        .containsEntry("event_id", "abc123")
        .containsEntry("user_id", PERSON)
        .containsEntry("peer_id", PERSON);
    assertThat(json(parameters(plan, 0).get("event_data")))
        .isEqualTo(json("{\"type\":\"show_snackbar\",\"text\":\"Noted\"}"));
    assertThat(parameters(steps(command(PERSON, answer(Optional.empty()))), 0))
        .doesNotContainKey("event_data");
    assertThat(steps(command(PERSON, answer(Optional.of(words(200))))).degraded())
        .containsExactly("answer: first 90 characters");
  }

  @Test
  void reactionIsANumberOrAText() {
    assertThat(parameters(steps(VkCommandsToPlan.every().get("reaction")), 0))
        .containsEntry("reaction_id", "1");
    assertThat(steps(VkCommandsToPlan.every().get("reaction as text")).degraded())
        .containsExactly("reaction: text");
  }
}
