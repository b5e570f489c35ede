package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import dev.milena.platform.testkit.FormOfEveryKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every call that we can plan against the published list of methods and arguments, as far as
 * that list is at hand: a folder {@code specs} beside the one that the system property {@code
 * milena.samples} names.
 */
class SlackSpecTest {
  private static final Optional<Path> SPEC =
      Optional.ofNullable(System.getProperty("milena.samples"))
          .map(s -> Path.of(s).resolveSibling("specs").resolve("slack-web-api-methods.json"));

  /** Typed as texts, because the list describes forms; JSON may hold them as they are. */
  private static final Set<String> NESTED = Set.of("blocks", "metadata", "attachments");

  private static final Address THREAD =
      new Address("slack", "support", Optional.empty(), "C0ROOM", Optional.of("1767225600.000100"));
  private static final MessageRef MESSAGE = MessageRef.known("1767225610.000200");

  private static JsonNode methods() throws IOException {
    assumeTrue(
        SPEC.isPresent(), "No list of methods: name the samples beside it with -Dmilena.samples");
    return Json.tree(Files.readAllBytes(SPEC.get())).path("methods");
  }

  private static Map<String, Action> actions() {
    Attachment file = Attachment.of(AttachmentType.IMAGE).url("https://example.org/a.png").build();
    Attachment known =
        Attachment.of(AttachmentType.FILE).url("https://example.org/b").sizeBytes(3L).build();
    List<List<Button>> buttons =
        List.of(
            List.of(
                Button.pressing("a", "Yes", "1"), Button.opening("Why?", "https://example.org")));
    Map<String, Action> all = new LinkedHashMap<>();
    all.put("text", Action.Send.of(Content.plain("Hello")));
    all.put("buttons", Action.Send.of(Content.of(RichText.plain("?"), List.of(), buttons)));
    all.put(
        "files", Action.Send.of(Content.of(RichText.plain("x"), List.of(file, known), List.of())));
    all.put("edit", new Action.Edit(MESSAGE, Content.plain("new")));
    all.put("delete", new Action.Delete(MESSAGE));
    all.put("react", new Action.AddReaction(MESSAGE, "👍"));
    all.put("unreact", new Action.RemoveReaction(MESSAGE, "👍"));
    all.put(
        "whisper",
        new Action.AnswerInteraction(
            new Action.InteractionRef("user/U0ADA"), Optional.of(Content.plain("x"))));
    all.put(
        "menu",
        Action.Send.of(
            Content.of(
                RichText.plain("?"),
                List.of(),
                List.of(
                    List.of(Button.choosing("size", "Size", List.of(Choice.of("Large", "l"))))))));
    all.put(
        "form",
        new Action.OpenForm(
            new Action.InteractionRef("user/U0ADA!1.2.abc"), FormOfEveryKind.form()));
    all.put("typing", new Action.StartTyping());
    return all;
  }

  @TestFactory
  List<DynamicTest> everyCallIsOneThatSlackKnows() throws IOException {
    JsonNode methods = methods();
    List<DynamicTest> tests = new ArrayList<>();
    actions()
        .forEach((name, action) ->
            tests.add(DynamicTest.dynamicTest(name, () -> check(methods, action))));
    return tests;
  }

  private static void check(JsonNode methods, Action action) {
    Account account = SlackFixtures.account(SlackFixtures.settings().put("assistant", true));
    Command command = Command.of("command-1", THREAD, action);
    List<Step> steps = ((Plan.Steps) SlackPlan.of(account, command)).steps();
    assertThat(steps).isNotEmpty();
    steps.stream()
        .flatMap(step -> requests(account, command, step))
        .filter(request -> !request.url().startsWith("{"))
        .forEach(request -> assertThat(violations(methods, request)).isEmpty());
  }

  private static Stream<ApiRequest> requests(Account account, Command command, Step step) {
    return Stream.of(
            Optional.of(step.request()),
            step.plainer(),
            SlackHistory.request(SlackAccount.of(account), command, step, Instant.EPOCH))
        .flatMap(Optional::stream);
  }

  private static List<String> violations(JsonNode methods, ApiRequest request) {
    String method = request.url().substring(request.url().lastIndexOf('/') + 1);
    JsonNode known = methods.path(method).path("args");
    if (known.isMissingNode()) {
      return List.of(method + " is unknown");
    }
    ObjectNode said = arguments(request);
    List<String> found = new ArrayList<>();
    known
        .path("required")
        .valueStream()
        .map(JsonNode::asText)
        .filter(name -> !name.equals("token") && !said.has(name))
        .forEach(name -> found.add(method + "." + name + " is missing"));
    said.properties()
        .forEach(argument -> {
          JsonNode type = known.path("properties").path(argument.getKey());
          if (type.isMissingNode()) {
            found.add(method + "." + argument.getKey() + " is unknown");
          } else if (!fits(argument.getKey(), argument.getValue(), type, request)) {
            found.add(method + "." + argument.getKey() + " is of another type");
          }
        });
    return found;
  }

  private static ObjectNode arguments(ApiRequest request) {
    ObjectNode said = Json.mapper().createObjectNode();
    switch (request.body()) {
      case ApiRequest.JsonBody json -> said.setAll(json.json());
      case ApiRequest.FormBody form -> form.fields().forEach(said::put);
      case ApiRequest.SizeBody size -> {
        size.fields().forEach(said::put);
        said.put(size.sizeField(), "1");
      }
      case ApiRequest.NoBody _, ApiRequest.MultipartBody _, ApiRequest.FileBody _ ->
          throw new AssertionError("No method takes such a body");
    }
    return said;
  }

  /** Of a form all values are texts. */
  private static boolean fits(String name, JsonNode value, JsonNode type, ApiRequest request) {
    if (!(request.body() instanceof ApiRequest.JsonBody) || NESTED.contains(name)) {
      return true;
    }
    List<String> types = new ArrayList<>();
    type.path("anyOf").forEach(one -> types.add(one.path("type").asText()));
    types.add(type.path("type").asText());
    types.removeIf(String::isEmpty);
    // Ids have no type in the list, only a name for what they name.
    return types.isEmpty()
        || types.stream()
            .anyMatch(t ->
                switch (t) {
                  case "string" -> value.isTextual();
                  case "boolean" -> value.isBoolean();
                  case "integer", "number" -> value.isNumber();
                  case "array" -> value.isArray();
                  case "object" -> value.isObject();
                  default -> false;
                });
  }

  @Test
  void violationsWouldBeFound() throws IOException {
    JsonNode methods = methods();
    ObjectNode wrong =
        Json.mapper().createObjectNode().put("chanel", "C1").put("text", 1).put("mrkdwn", "yes");

    assertThat(
            violations(
                methods,
                ApiRequest.postJson("https://slack.com/api/chat.postMessage", Map.of(), wrong)))
        .contains(
            "chat.postMessage.channel is missing",
            "chat.postMessage.chanel is unknown",
            "chat.postMessage.text is of another type");
    assertThat(
            violations(
                methods, ApiRequest.postJson("https://slack.com/api/chat.sing", Map.of(), wrong)))
        .containsExactly("chat.sing is unknown");
  }
}
