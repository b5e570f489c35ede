package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormField.Kind;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Degradation;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.FormOfEveryKind;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MattermostFormTest {
  private static final String TRIGGER = "u1..dHJpZ2dlcjox";

  private static Plan plan(String interaction, Form form) {
    return MattermostPlan.of(
        MattermostFixtures.account(),
        MattermostPlanTest.command(
            new Action.OpenForm(new Action.InteractionRef(interaction), form)));
  }

  private static ApiRequest request(Form form) {
    return ((Plan.Steps) plan(TRIGGER, form)).steps().getFirst().request();
  }

  private static JsonNode dialog(Form form) {
    return ((ApiRequest.JsonBody) request(form).body()).json().path("dialog");
  }

  /** A form of the hub's, as the server tells that it was sent. */
  private static ObjectNode sent(Map<String, List<String>> answers) {
    ApiRequest request = request(FormOfEveryKind.form());
    Map<String, String> signed =
        MattermostForm.signature(
            MattermostAccount.of(MattermostFixtures.account()), request, MattermostFixtures.NOW);
    JsonNode dialog = dialog(FormOfEveryKind.form());
    String state =
        dialog
            .path("state")
            .asText()
            .replace("{expires}", signed.get("expires"))
            .replace("{sig.1}", signed.get("sig.1"));
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("type", "dialog_submission")
            .put("callback_id", "order")
            .put("state", state)
            .put("user_id", "u1")
            .put(
                "channel_id",
                MattermostPlanTest.command(new Action.StartTyping()).to().conversation())
            .put("cancelled", false);
    body.set("submission", SimulatedDialogs.submission(dialog, answers));
    return body;
  }

  private static Reception receive(ObjectNode body) {
    return new MattermostWebhook()
        .receive(
            MattermostFixtures.account(),
            new InboundRequest(
                "POST",
                "",
                MultiMap.caseInsensitiveMultiMap(),
                MultiMap.caseInsensitiveMultiMap(),
                Buffer.buffer(body.toString()),
                MattermostFixtures.NOW))
        .await()
        .atMost(Duration.ofSeconds(5));
  }

  @Test
  void dialogIsOpenedByItsTriggerAndSignedWhenItIs() {
    // When
    Plan.Steps plan = (Plan.Steps) plan(TRIGGER, FormOfEveryKind.form());

    // Then
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().getFirst().repeatable()).isFalse();
    JsonNode dialog = dialog(FormOfEveryKind.form());
    assertThat(dialog.path("state").asText())
        .matches("v1\\.\\{expires}\\.\\{sig\\.1}\\.f1\\.[A-Za-z0-9_-]+");
    assertThat(dialog.path("elements").findValuesAsText("type"))
        .containsExactly("text", "text", "textarea", "text", "text", "select", "select", "bool");
    assertThat(dialog.at("/elements/0/max_length").asInt()).isEqualTo(40);
    assertThat(dialog.at("/elements/5/default").asText()).isEqualTo("b");
  }

  @Test
  void withoutATriggerItIsTooLate() {
    assertThat(plan("u1..", FormOfEveryKind.form())).isEqualTo(new Plan.Refused(Reasons.TOO_LATE));
  }

  @Test
  void labelIsCutByBytesAndSaidWholeBelow() {
    // Given
    Form form =
        new Form(
            "f",
            "Форма",
            Optional.empty(),
            List.of(FormField.of("a", "Номер вашего заказа", Kind.TEXT).hint("На чеке").build()),
            Optional.empty());

    // When
    JsonNode element = dialog(form).at("/elements/0");

    // Then
    assertThat(element.path("display_name").asText()).isEqualTo("Номер вашег…");
    assertThat(element.path("help_text").asText()).isEqualTo("Номер вашего заказа – На чеке");
    assertThat(((Plan.Steps) plan(TRIGGER, form)).degraded())
        .containsExactly(Degradation.FORM_WORDS);
  }

  @Test
  void answersHaveTheFormThatEveryPlatformGivesThem() {
    // When
    Reception reception =
        receive(
            sent(
                Map.of(
                    "name",
                    List.of("Anna"),
                    "count",
                    List.of("3"),
                    "any",
                    List.of("r", "b"),
                    "gift",
                    List.of("true"))));

    // Then
    var event = ((Reception.Accepted) reception).translation().events().getFirst();
    Happening.InteractionSubmitted submitted = (Happening.InteractionSubmitted) event.what();
    JsonNode context = submitted.interaction().context().orElseThrow();
    assertThat(context.path("state").asText()).isEqualTo("42");
    assertThat(context.path("fields"))
        .hasToString("{\"name\":\"Anna\",\"count\":\"3\",\"any\":[\"r\",\"b\"],\"gift\":\"true\"}");
  }

  @Test
  void everythingThatIsDemandedIsCheckedHere() {
    // Given
    Map<String, List<String>> wrong =
        Map.of(
            "code", List.of("no"),
            "count", List.of("many"),
            "mail", List.of("nobody"),
            "one", List.of("green"));

    // When
    Reception reception = receive(sent(wrong));

    // Then
    JsonNode errors =
        Json.tree(((Reception.Answered) reception).reply().body().getBytes()).path("errors");
    assertThat(errors.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("name", "code", "count", "mail", "one");
    assertThat(errors.path("code").asText()).isEqualTo("Two letters, a dash, three digits.");
  }

  @Test
  void whoTakesTheDemandsOutOfTheStateIsRefused() {
    // Given
    ObjectNode body = sent(Map.of("name", List.of("Anna")));
    String state = body.path("state").asText();
    body.put("state", state.substring(0, state.indexOf(".f1.")) + ".f1.e30");

    // Then
    assertThat(((Reception.Refused) receive(body)).cause())
        .isEqualTo(Reception.Cause.UNAUTHENTICATED);
  }
}
