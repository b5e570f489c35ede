package dev.milena.platform.discord;

import static dev.milena.platform.discord.DiscordPlans.ACCOUNT;
import static dev.milena.platform.discord.DiscordPlans.COMPONENT;
import static dev.milena.platform.discord.DiscordPlans.body;
import static dev.milena.platform.discord.DiscordPlans.command;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Action;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Content;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormField.Kind;
import dev.milena.model.RichText;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.Degradation;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Plan;
import dev.milena.platform.Reasons;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscordFormTest {
  private static final FormField NAME =
      FormField.of("name", "Name", Kind.TEXT).required().length(2, 40).build();

  private static Form form(Optional<String> state, FormField... fields) {
    return new Form("order", "Your order", Optional.empty(), List.of(fields), state);
  }

  private static Plan plan(Form form) {
    return DiscordPlan.of(
        ACCOUNT, command(new Action.OpenForm(new Action.InteractionRef(COMPONENT), form)));
  }

  private static JsonNode modal(Form form) {
    return body(((Plan.Steps) plan(form)).steps().getFirst()).path("data");
  }

  @Test
  void formIsTheOneCallbackOfItsPress() {
    // When
    Plan.Steps plan = (Plan.Steps) plan(form(Optional.empty(), NAME));

    // Then
    assertThat(plan.degraded()).isEmpty();
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.steps().getFirst().repeatable()).isFalse();
    assertThat(plan.steps().getFirst().request().url())
        .endsWith("/interactions/1110000000000000003/interaction-token/callback");
    JsonNode body = body(plan.steps().getFirst());
    assertThat(body.path("type").asInt()).isEqualTo(9);
    JsonNode field = body.path("data").path("components").path(0).path("component");
    assertThat(field.path("min_length").asInt()).isEqualTo(2);
    assertThat(field.path("max_length").asInt()).isEqualTo(40);
    assertThat(field.path("required").asBoolean()).isTrue();
  }

  @Test
  void formThatComesBehindADeferralIsTooLate() {
    ApiAnswer answer =
        new ApiAnswer(
            400,
            MultiMap.caseInsensitiveMultiMap(),
            Buffer.buffer("{\"code\":40060,\"message\":\"acknowledged\"}"));

    assertThat(DiscordAnswers.opened(answer))
        .isEqualTo(DeliveryResult.Rejected.because(Reasons.TOO_LATE));
  }

  @Test
  void whatDiscordDoesNotLookAtIsSaid() {
    FormField code = FormField.of("code", "Code", Kind.TEXT).pattern("[A-Z]+").build();
    FormField number = FormField.of("n", "Number", Kind.NUMBER).build();

    assertThat(((Plan.Steps) plan(form(Optional.empty(), code))).degraded())
        .containsExactly(Degradation.FORM_CHECKS);
    assertThat(((Plan.Steps) plan(form(Optional.empty(), number))).degraded())
        .containsExactly(Degradation.FORM_CHECKS);
  }

  @Test
  void longLabelIsShortenedAndThatIsSaid() {
    FormField field = FormField.of("a", "Label ".repeat(20), Kind.TEXT).build();

    Plan.Steps plan = (Plan.Steps) plan(form(Optional.empty(), field));

    assertThat(plan.degraded()).containsExactly(Degradation.FORM_WORDS);
    assertThat(body(plan.steps().getFirst()).at("/data/components/0/label").textValue().length())
        .isLessThanOrEqualTo(45);
  }

  @Test
  void moreThanDiscordShowsIsRefused() {
    FormField[] six =
        IntStream.range(0, 6)
            .mapToObj(i -> FormField.of("f" + i, "F", Kind.TEXT).build())
            .toArray(FormField[]::new);
    Choice[] many =
        IntStream.range(0, 26).mapToObj(i -> Choice.of("C" + i, "" + i)).toArray(Choice[]::new);

    for (Form form :
        List.of(
            form(Optional.empty(), six),
            form(Optional.of("s".repeat(100)), NAME),
            form(Optional.empty(), FormField.of("c", "C", Kind.CHOICE).choices(many).build()))) {
      assertThat(plan(form)).isEqualTo(new Plan.Refused(Reasons.TOO_LARGE));
    }
  }

  @Test
  void withoutAnInteractionNothingCanBeOpened() {
    assertThat(
            DiscordPlan.of(
                ACCOUNT,
                command(
                    new Action.OpenForm(
                        new Action.InteractionRef("42"), form(Optional.empty(), NAME)))))
        .isEqualTo(new Plan.Refused(Reasons.TOO_LATE));
  }

  @Test
  void everyKindComesBackAsItIsMeant() {
    // Given
    Choice red = Choice.of("Red", "r");
    Choice blue = Choice.of("Blue", "b");
    Form form =
        form(
            Optional.of("42"),
            FormField.of("one", "One", Kind.CHOICE).choices(red, blue).initial("b").build(),
            FormField.of("any", "Any", Kind.CHOICES).choices(red, blue).build(),
            FormField.of("must", "Must", Kind.YES_NO).required().build(),
            FormField.of("may", "May", Kind.YES_NO).build(),
            FormField.of("words", "Words", Kind.PARAGRAPH).build());
    JsonNode modal = modal(form);
    SimulatedForms.check(modal);

    // When
    JsonNode sent =
        SimulatedForms.sent(
            modal,
            Map.of(
                "one",
                List.of("r"),
                "any",
                List.of("r", "b"),
                "must",
                List.of("true"),
                "words",
                List.of("Two\nlines")));

    // Then
    assertThat(DiscordForm.id(sent)).hasValue("order");
    assertThat(DiscordForm.state(sent)).hasValue("42");
    assertThat(DiscordForm.answers(sent).fields())
        .hasToString(
            "{\"one\":\"r\",\"any\":[\"r\",\"b\"],\"must\":\"true\",\"may\":\"false\","
                + "\"words\":\"Two\\nlines\"}");
    assertThat(modal.at("/components/0/component/options/1/default").asBoolean()).isTrue();
  }

  @Test
  void menuTakesARowOfItsOwnAndWhatDoesNotFitIsListed() {
    // Given
    Button menu = Button.choosing("size", "Size", List.of(Choice.of("Large", "l")));
    Button endless =
        Button.choosing(
            "n",
            "Number",
            IntStream.range(0, 26).mapToObj(i -> Choice.of("N" + i, "" + i)).toList());
    Content content =
        Content.of(
            RichText.plain("Which?"),
            List.of(),
            List.of(List.of(Button.pressing("a", "A", "1"), menu, endless)));

    // When
    Plan.Steps plan = DiscordPlans.plan(DiscordPlans.send(content));

    // Then
    JsonNode rows = body(plan.steps().getFirst()).path("components");
    assertThat(rows.findValuesAsText("custom_id")).containsExactlyInAnyOrder("1", "size");
    assertThat(rows.valueStream().map(r -> r.path("components").size())).containsExactly(1, 1);
    assertThat(body(plan.steps().getFirst()).path("content").asText())
        .contains("Number", "26. N25");
    assertThat(plan.degraded()).containsExactly(Degradation.MENU_LISTED);
  }
}
