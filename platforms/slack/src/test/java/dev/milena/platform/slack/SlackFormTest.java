package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Event;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormField.Kind;
import dev.milena.model.FormNote;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.FormOfEveryKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlackFormTest {
  private static final Address THREAD =
      new Address("slack", "support", Optional.empty(), "C0ROOM", Optional.of("1767225600.000100"));

  private static final Map<String, List<String>> ANSWERS =
      Map.of(
          "name",
          List.of("Anna"),
          "code",
          List.of("AB-123"),
          "count",
          List.of("3"),
          "one",
          List.of("r"),
          "any",
          List.of("r", "b"));

  private static Plan plan(String interaction, Form form) {
    return SlackPlan.of(
        SlackFixtures.account(),
        Command.of(
            "command-1",
            THREAD,
            new Action.OpenForm(new Action.InteractionRef(interaction), form)));
  }

  private static ObjectNode call(Form form) {
    Plan.Steps plan = (Plan.Steps) plan("user/U0ADA!1.2.abc", form);
    return ((ApiRequest.JsonBody) plan.steps().getFirst().request().body()).json();
  }

  private static Form form(FormField... fields) {
    return new Form("f", "Form", Optional.empty(), List.of(fields), Optional.empty());
  }

  /** A form of the hub's, as Slack tells that it was sent. */
  private static ObjectNode sent(Map<String, List<String>> answers) {
    ObjectNode payload =
        Json.mapper()
            .createObjectNode()
            .put("type", "view_submission")
            .put("trigger_id", "1.3.abc");
    payload.putObject("team").put("id", "T0HUB");
    payload.putObject("user").put("id", "U0ADA");
    ObjectNode view = (ObjectNode) call(FormOfEveryKind.form()).path("view");
    payload.set("view", SimulatedViews.filled(view.put("id", "V1"), answers));
    return payload;
  }

  private static Reception read(ObjectNode payload) {
    return SlackDoor.read(SlackFixtures.account(), Json.bytes(payload), SlackFixtures.NOW);
  }

  private static Event event(ObjectNode payload) {
    return ((Reception.Accepted) read(payload)).translation().events().getFirst();
  }

  @Test
  void modalIsOpenedOnceByItsTrigger() {
    // When
    Plan.Steps plan = (Plan.Steps) plan("user/U0ADA!1.2.abc", FormOfEveryKind.form());

    // Then
    assertThat(plan.degraded()).isEmpty();
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().getFirst().repeatable()).isFalse();
    assertThat(plan.steps().getFirst().request().url()).endsWith("/views.open");
    ObjectNode call = call(FormOfEveryKind.form());
    assertThat(call.path("trigger_id").asText()).isEqualTo("1.2.abc");
    assertThat(call.at("/view/notify_on_close").asBoolean()).isTrue();
    assertThat(call.path("view").findValuesAsText("block_id"))
        .containsExactly("name", "code", "words", "count", "mail", "one", "any", "gift");
  }

  @Test
  void onlyWhatSlackDoesNotCheckTravels() {
    String note = call(FormOfEveryKind.form()).at("/view/private_metadata").textValue();

    assertThat(FormNote.parse(note).orElseThrow().demands())
        .singleElement()
        .satisfies(demand -> {
          assertThat(demand.id()).isEqualTo("code");
          assertThat(demand.pattern()).hasValue("[A-Z]{2}-[0-9]{3}");
        });
  }

  @Test
  void withoutATriggerItIsTooLate() {
    assertThat(plan("user/U0ADA", FormOfEveryKind.form()))
        .isEqualTo(new Plan.Refused(Reasons.TOO_LATE));
  }

  @Test
  void moreThanSlackShowsIsRefusedAndLongWordsAreCut() {
    Choice[] many =
        IntStream.range(0, 101).mapToObj(i -> Choice.of("C" + i, "" + i)).toArray(Choice[]::new);
    FormField[] patterns =
        IntStream.range(0, 20)
            .mapToObj(i ->
                FormField.of("f" + i, "F", Kind.TEXT)
                    .pattern("[A-Z]{" + "1".repeat(3) + "}x".repeat(90))
                    .build())
            .toArray(FormField[]::new);

    assertThat(plan("user/U!1.2", form(FormField.of("c", "C", Kind.CHOICE).choices(many).build())))
        .isEqualTo(new Plan.Refused(Reasons.TOO_LARGE));
    assertThat(plan("user/U!1.2", form(patterns))).isEqualTo(new Plan.Refused(Reasons.TOO_LARGE));
    Form wordy =
        new Form(
            "f",
            "A title of more than 24 characters",
            Optional.empty(),
            List.of(FormField.of("a", "A", Kind.TEXT).build()),
            Optional.empty());
    assertThat(((Plan.Steps) plan("user/U!1.2", wordy)).degraded())
        .containsExactly(Degradation.FORM_WORDS);
  }

  @Test
  void answersHaveTheFormThatEveryPlatformGivesThemAndTheirPlace() {
    // When
    Event event = event(sent(ANSWERS));

    // Then
    Happening.InteractionSubmitted submitted = (Happening.InteractionSubmitted) event.what();
    JsonNode context = submitted.interaction().context().orElseThrow();
    assertThat(context.path("state").asText()).isEqualTo("42");
    assertThat(context.path("fields"))
        .hasToString(
            "{\"name\":\"Anna\",\"code\":\"AB-123\",\"count\":\"3\",\"one\":\"r\",\"any\":[\"r\",\"b\"],"
                + "\"gift\":\"false\"}");
    assertThat(event.conversation().orElseThrow().id()).isEqualTo("C0ROOM");
    assertThat(event.conversation().orElseThrow().thread()).hasValue("1767225600.000100");
  }

  @Test
  void whatDoesNotDoIsRepliedOnASocketToo() {
    // Given
    ObjectNode payload = sent(Map.of("name", List.of("Anna"), "code", List.of("no")));

    // When
    Reception reception = read(payload);
    String frame = new SlackFrame.Envelope("e1", payload).acknowledgement();

    // Then
    String errors =
        "{\"response_action\":\"errors\",\"errors\":{\"code\":\"Two letters, a dash, three"
            + " digits.\"}}";
    assertThat(((Reception.Answered) reception).reply().body().toString()).isEqualTo(errors);
    assertThat(frame).isEqualTo("{\"envelope_id\":\"e1\",\"payload\":" + errors + "}");
  }

  @Test
  void closedFormIsSaidOnlyOfOurOwn() {
    // Given
    ObjectNode ours = sent(Map.of()).put("type", "view_closed");
    ObjectNode foreign = ours.deepCopy();
    foreign.withObject("/view").put("private_metadata", "table-7");

    // Then
    Event closed = event(ours);
    assertThat(closed.what()).isInstanceOf(Happening.InteractionCancelled.class);
    assertThat(closed.conversation().orElseThrow().id()).isEqualTo("C0ROOM");
    assertThat(((Reception.Accepted) read(foreign)).translation().skipped())
        .extracting(s -> s.reason())
        .containsExactly("form_closed");
  }
}
