package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Action;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import dev.milena.platform.testkit.FormOfEveryKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every call that we can plan against the published description of the API, as far as that is
 * at hand: a folder {@code specs} beside the one that the system property {@code milena.samples}
 * names.
 */
class MattermostSpecTest {
  private static final String BASE = "https://chat.example.com";
  private static final String NONE =
      "No description: name the samples beside it with -Dmilena.samples";

  private static final Optional<Path> SPECS =
      Optional.ofNullable(System.getProperty("milena.samples"))
          .map(s -> Path.of(s).resolveSibling("specs"));

  private static final MessageRef POST = MessageRef.known("p1");

  private static Map<String, Action> actions() {
    Content whole =
        Content.of(
            RichText.plain("Well?"),
            List.of(Attachment.of(AttachmentType.FILE).url("https://e.com/a").name("a").build()),
            List.of(
                List.of(
                    Button.pressing("a", "Yes", "1"), Button.opening("Page", "https://e.com"))));
    return Map.ofEntries(
        Map.entry("send", Action.Send.of(Content.plain("Hello"))),
        Map.entry("send all", new Action.Send(whole, Optional.of(POST), Optional.empty())),
        Map.entry("edit", new Action.Edit(POST, whole)),
        Map.entry("delete", new Action.Delete(POST)),
        Map.entry("react", new Action.AddReaction(POST, "👍")),
        Map.entry("unreact", new Action.RemoveReaction(POST, "👍")),
        Map.entry("typing", new Action.StartTyping()),
        Map.entry(
            "menu",
            Action.Send.of(
                Content.of(
                    RichText.plain("?"),
                    List.of(),
                    List.of(
                        List.of(
                            Button.choosing("size", "Size", List.of(Choice.of("Large", "l")))))))),
        Map.entry(
            "form",
            new Action.OpenForm(
                new Action.InteractionRef("u1..dHJpZ2dlcjox"), FormOfEveryKind.form())),
        Map.entry(
            "answer",
            new Action.AnswerInteraction(
                new Action.InteractionRef("u1..t"), Optional.of(Content.plain("Noted")))));
  }

  @TestFactory
  List<DynamicTest> everyCallIsOneThatMattermostKnows() throws IOException {
    assumeTrue(SPECS.isPresent(), NONE);
    MattermostSpec spec = MattermostSpec.read(SPECS.get());
    return actions().entrySet().stream()
        .map(a ->
            DynamicTest.dynamicTest(
                a.getKey(), () -> check(spec, MattermostPlanTest.command(a.getValue()))))
        .toList();
  }

  private static void check(MattermostSpec spec, Command command) {
    Plan.Steps plan = (Plan.Steps) MattermostPlan.of(MattermostFixtures.account(), command);
    assertThat(plan.steps()).isNotEmpty();
    for (Step step : plan.steps()) {
      assertThat(spec.violations(step.request(), BASE)).isEmpty();
    }
  }

  @Test
  void violationsWouldBeFound() throws IOException {
    assumeTrue(SPECS.isPresent(), NONE);
    // Given
    MattermostSpec spec = MattermostSpec.read(SPECS.get());
    MattermostCall call = new MattermostCall(MattermostAccount.of(MattermostFixtures.account()));
    ObjectNode post = SimulatedBot.object().put("channel_id", "c1").put("root_id", 1);

    // Then
    assertThat(spec.violations(call.post("/posts", post, Set.of()), BASE))
        .containsExactlyInAnyOrder(
            "CreatePost.message is missing", "CreatePost.root_id is not string");
    assertThat(spec.violations(call.get("/songs"), BASE))
        .containsExactly("GET /api/v4/songs is unknown");
  }
}
