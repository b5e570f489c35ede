package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.model.Template;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds every message that we can plan against a schema of the requests, as far as that is at hand:
 * a folder {@code specs} beside the one that the system property {@code milena.samples} names.
 */
class WhatsAppSpecTest {
  private static final Optional<Path> SPEC =
      Optional.ofNullable(System.getProperty("milena.samples"))
          .map(s -> Path.of(s).resolveSibling("specs").resolve("whatsapp-send.schema.json"));

  private static final MessageRef MESSAGE = MessageRef.known("wamid.A");

  private static Schema schema() throws IOException {
    assumeTrue(SPEC.isPresent(), "No schema: name the samples beside it with -Dmilena.samples");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Json.tree(Files.readAllBytes(SPEC.get())));
  }

  private static Attachment file(AttachmentType type, String mime) {
    return Attachment.of(type).url("https://example.org/f").name("f").mime(mime).build();
  }

  private static List<List<Button>> buttons(int count, String label) {
    return IntStream.range(0, count)
        .mapToObj(i -> List.of(Button.pressing("b" + i, label + i, "v" + i)))
        .toList();
  }

  private static Action send(String text, List<Attachment> files, List<List<Button>> buttons) {
    return new Action.Send(
        Content.of(RichText.plain(text), files, buttons), Optional.of(MESSAGE), Optional.empty());
  }

  private static Map<String, Action> actions() {
    Map<String, Action> all = new LinkedHashMap<>();
    all.put("text", send("Hello *you* https://example.org", List.of(), List.of()));
    all.put("long text", send("wörd 👋 ".repeat(3000), List.of(), List.of()));
    all.put("signs alone", send("*a ".repeat(4000), List.of(), List.of()));
    all.put(
        "image",
        send("x".repeat(2000), List.of(file(AttachmentType.IMAGE, "image/png")), List.of()));
    all.put("video", send("x", List.of(file(AttachmentType.VIDEO, "video/mp4")), List.of()));
    all.put("voice", send("x", List.of(file(AttachmentType.VOICE, "audio/ogg")), List.of()));
    all.put("sticker", send("", List.of(file(AttachmentType.STICKER, "image/webp")), List.of()));
    all.put("document", send("x", List.of(file(AttachmentType.FILE, "text/plain")), List.of()));
    all.put(
        "place",
        send(
            "",
            List.of(
                Attachment.of(AttachmentType.VENUE)
                    .name("Café")
                    .place(new Attachment.Place(1, 2, Optional.of("Am Platz 1")))
                    .build()),
            List.of()));
    all.put(
        "contact",
        send(
            "",
            List.of(Attachment.of(AttachmentType.CONTACT).name("Max").value("+49 30 1").build()),
            List.of()));
    all.put("buttons", send("?", List.of(), buttons(3, "Button ")));
    all.put("buttons alone", send("", List.of(), buttons(2, "Button ")));
    all.put("buttons with long labels", send("?", List.of(), buttons(3, "A label that is long ")));
    all.put("list", send("x".repeat(3000), List.of(), buttons(10, "Row ")));
    all.put("too many buttons", send("?", List.of(), buttons(30, "Row ")));
    all.put("page", send("?", List.of(), List.of(List.of(Button.opening("On", "https://a.org")))));
    all.put(
        "menu",
        send(
            "?",
            List.of(),
            List.of(
                List.of(
                    Button.choosing(
                        "s", "A size of which the name is long", List.of(Choice.of("Large", "l"))),
                    Button.pressing("n", "None", "none")))));
    all.put(
        "template",
        Action.Send.of(
            Content.of(
                    RichText.plain("x"),
                    List.of(file(AttachmentType.IMAGE, "image/png")),
                    buttons(1, "B"))
                .by(new Template("order_shipped", "en_US", List.of("a", "b")))));
    all.put("edit", new Action.Edit(MESSAGE, Content.plain("new")));
    all.put("read", new Action.Read(MESSAGE));
    all.put("typing", new Action.StartTyping(Optional.of(MESSAGE)));
    all.put("react", new Action.AddReaction(MESSAGE, "👍"));
    all.put("unreact", new Action.RemoveReaction(MESSAGE, "👍"));
    all.put(
        "answer",
        new Action.AnswerInteraction(
            new Action.InteractionRef("wamid.P"), Optional.of(Content.plain("x"))));
    return all;
  }

  @TestFactory
  List<DynamicTest> everyMessageIsOneThatWhatsAppKnows() throws IOException {
    Schema schema = schema();
    return actions().entrySet().stream()
        .map(a -> DynamicTest.dynamicTest(a.getKey(), () -> check(schema, a.getValue())))
        .toList();
  }

  private static void check(Schema schema, Action action) {
    for (String conversation : List.of("4915550001234", "DE.1234567890", "Z3JvdXA6MQ")) {
      Command command =
          Command.of(
              "c0ffee", Address.of(ConversationRef.of(WhatsAppFixtures.REF, conversation)), action);
      List<Step> steps =
          ((Plan.Steps) WhatsAppPlan.of(WhatsAppFixtures.account(), command)).steps();
      assertThat(steps).isNotEmpty();
      for (Step step : steps) {
        if (step.request().body() instanceof ApiRequest.JsonBody(var json, _)) {
          assertThat(violations(schema, json)).isEmpty();
          if (!json.has("status")) {
            GraphApiMessage.check(json);
          }
        }
      }
    }
  }

  private static List<String> violations(Schema schema, JsonNode json) {
    return schema.validate(json).stream().map(Object::toString).toList();
  }

  @Test
  void violationsWouldBeFound() throws IOException {
    // Given
    Schema schema = schema();

    // When / Then
    assertThat(
            violations(
                schema,
                Json.mapper()
                    .createObjectNode()
                    .put("messaging_product", "whatsapp")
                    .put("type", "text")))
        .isNotEmpty();
  }
}
