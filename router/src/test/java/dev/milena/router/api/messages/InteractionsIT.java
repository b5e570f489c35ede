package dev.milena.router.api.messages;

import static dev.milena.router.api.Api.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Action;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormField.Kind;
import dev.milena.model.Priority;
import dev.milena.router.api.Api;
import dev.milena.router.testing.Backing;
import dev.milena.router.testing.Hub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backing.class)
class InteractionsIT {
  private static Hub hub;

  private final String chat = "chat/unrouted/" + Hub.randomChat();

  @BeforeAll
  static void open() {
    hub = new Hub();
  }

  @AfterAll
  static void close() {
    hub.close();
  }

  @Test
  void formGoesToWhoeverAskedBeforeEverythingElse() {
    // Given
    Map<String, Object> name =
        Map.of(
            "id", "name", "label", "Name", "required", true, "minLength", 2, "pattern", "[A-Z].*");
    Map<String, Object> size =
        Map.of(
            "id",
            "size",
            "label",
            "Size",
            "kind",
            "choice",
            "choices",
            List.of(Map.of("label", "Large", "value", "l")));

    // When
    Command command =
        hub.awaitCommand(Api.taken("/interactions/form", opening(List.of(name, size))));

    // Then
    FormField asked =
        new FormField(
            "name",
            "Name",
            Kind.TEXT,
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of(2),
            Optional.empty(),
            Optional.of("[A-Z].*"),
            Optional.empty(),
            List.of());
    assertThat(command.action())
        .isEqualTo(
            new Action.OpenForm(
                new Action.InteractionRef("press-1"),
                new Form(
                    "order",
                    "Your order",
                    Optional.empty(),
                    List.of(
                        asked,
                        FormField.of("size", "Size", Kind.CHOICE)
                            .choices(Choice.of("Large", "l"))
                            .build()),
                    Optional.of("42"))));
    assertThat(command.priority()).isEqualTo(Priority.REPLY);
  }

  private Map<String, Object> opening(List<Map<String, Object>> fields) {
    return Map.of(
        "conversation",
        chat,
        "interaction",
        "press-1",
        "form",
        Map.of("id", "order", "title", "Your order", "state", "42", "fields", fields));
  }

  @Test
  void pressIsAnsweredWithWords() {
    Command command =
        hub.awaitCommand(
            Api.taken(
                "/interactions/answer",
                Map.of(
                    "conversation",
                    chat,
                    "interaction",
                    "press-1",
                    "content",
                    Map.of("text", "Noted"))));

    assertThat(command.action())
        .isEqualTo(
            new Action.AnswerInteraction(
                new Action.InteractionRef("press-1"), Optional.of(Content.plain("Noted"))));
  }

  @Test
  void fieldsThatDoNotGoTogetherAreRefusedByName() {
    Map<String, Object> field = field(Map.of());
    for (List<Map<String, Object>> fields :
        List.of(
            List.of(field, field),
            List.of(field(Map.of("pattern", "("))),
            List.of(field(Map.of("minLength", 5, "maxLength", 4))),
            List.of(field(Map.of("kind", "choice"))))) {
      assertProblem(Api.admin().body(opening(fields)).post("/interactions/form"), 400, "invalid");
    }
  }

  private static Map<String, Object> field(Map<String, Object> more) {
    Map<String, Object> field = new HashMap<>(more);
    field.put("id", "a");
    field.put("label", "A");
    return field;
  }
}
