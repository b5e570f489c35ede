package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.ConversationRef;
import dev.milena.model.Form;
import dev.milena.model.FormField;
import dev.milena.model.FormField.Kind;
import dev.milena.model.Json;
import dev.milena.model.MessageRef;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Plan;
import dev.milena.platform.Step;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Commands of every kind, and what they are planned as. */
final class DiscordPlans {
  static final AccountRef REF = new AccountRef("discord", "test");
  static final Account ACCOUNT =
      new Account(REF, 1, Json.mapper().createObjectNode().put("token", "MTIz.a.b"));
  static final String CHANNEL = "1400000000000000001";
  static final String MESSAGE = "1300000000000000001";
  static final String COMPONENT = "1110000000000000003:6:interaction-token";
  static final String SLASH = "1110000000000000003:5:interaction-token";

  private DiscordPlans() {}

  static Command command(Action action) {
    return Command.of("command-1", Address.of(ConversationRef.of(REF, CHANNEL)), action);
  }

  static Command send(Content content) {
    return command(Action.Send.of(content));
  }

  static Content markdown(String text) {
    return new Content(
        Optional.of(text),
        Content.Format.MARKDOWN,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  static Attachment file(String name) {
    return Attachment.of(AttachmentType.IMAGE)
        .url("https://files.example.com/" + name)
        .name(name)
        .mime("image/png")
        .build();
  }

  static Plan.Steps plan(Command command) {
    return (Plan.Steps) DiscordPlan.of(ACCOUNT, command);
  }

  /** The JSON of a call, whichever way it goes. */
  static JsonNode body(Step step) {
    return switch (step.request().body()) {
      case ApiRequest.JsonBody json -> json.json();
      case ApiRequest.MultipartBody parts ->
          Json.tree(parts.fields().get("payload_json").getBytes(StandardCharsets.UTF_8));
      default -> Json.mapper().missingNode();
    };
  }

  /** A form with a field of each kind that Discord has something of its own for. */
  static Form form() {
    Choice red = Choice.of("Red", "r");
    Choice blue = Choice.of("Blue", "b");
    return new Form(
        "order",
        "Your order",
        Optional.of("Order"),
        List.of(
            FormField.of("name", "Name", Kind.TEXT)
                .required()
                .length(2, 40)
                .hint("As on the bell")
                .placeholder("Anna")
                .initial("A")
                .build(),
            FormField.of("words", "Words", Kind.PARAGRAPH).build(),
            FormField.of("one", "One", Kind.CHOICE).required().choices(red, blue).build(),
            FormField.of("any", "Any", Kind.CHOICES).choices(red, blue).initial("r").build(),
            FormField.of("must", "Must", Kind.YES_NO).required().build()),
        Optional.of("42"));
  }

  static Map<String, Command> every() {
    Map<String, Command> all = new LinkedHashMap<>();
    List<List<Button>> buttons =
        List.of(
            List.of(Button.pressing("a", "Yes", "1"), Button.opening("Page", "https://a.example")));
    Attachment poll =
        Attachment.of(AttachmentType.POLL).name("Lunch?").value("Pizza\nSoup").build();
    Content rich =
        Content.of(RichText.plain("Words ".repeat(500)), List.of(file("a.png")), buttons);
    all.put("text", send(Content.plain("Hello")));
    all.put("markdown", send(markdown("A **bold** [link](https://a.example) and `code`")));
    all.put("rich", send(rich));
    all.put(
        "files",
        send(
            Content.of(
                RichText.plain(""),
                IntStream.range(0, 12).mapToObj(i -> file(i + ".png")).toList(),
                List.of())));
    all.put("poll", send(Content.of(RichText.plain(""), List.of(poll), List.of())));
    all.put(
        "answer",
        command(
            new Action.Send(
                Content.plain("Yes"), Optional.of(MessageRef.known(MESSAGE)), Optional.empty())));
    all.put("edit", command(new Action.Edit(MessageRef.known(MESSAGE), rich)));
    all.put("delete", command(new Action.Delete(MessageRef.known(MESSAGE))));
    all.put("reaction", command(new Action.AddReaction(MessageRef.known(MESSAGE), "👍")));
    all.put("picture", command(new Action.AddReaction(MessageRef.known(MESSAGE), "ok:18")));
    all.put("unreaction", command(new Action.RemoveReaction(MessageRef.known(MESSAGE), "👍")));
    all.put("typing", command(new Action.StartTyping()));
    all.put(
        "menu",
        send(
            Content.of(
                RichText.plain("Which?"),
                List.of(),
                List.of(
                    List.of(Button.choosing("size", "Size", List.of(Choice.of("Large", "l"))))))));
    all.put("form", command(new Action.OpenForm(new Action.InteractionRef(SLASH), form())));
    for (String interaction : List.of(COMPONENT, SLASH)) {
      Action.InteractionRef ref = new Action.InteractionRef(interaction);
      all.put(
          "taken note " + interaction,
          command(new Action.AnswerInteraction(ref, Optional.empty())));
      all.put(
          "answered " + interaction, command(new Action.AnswerInteraction(ref, Optional.of(rich))));
    }
    return all;
  }
}
