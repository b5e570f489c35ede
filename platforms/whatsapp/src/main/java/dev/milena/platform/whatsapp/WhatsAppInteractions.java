package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Happening;
import dev.milena.model.Happening.InteractionPressed;
import dev.milena.model.Happening.InteractionSubmitted;
import dev.milena.model.Interaction;
import dev.milena.model.Json;
import dev.milena.model.Message;
import dev.milena.model.Pointer;
import dev.milena.platform.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads presses, choices and filled-in flows. Each comes as a message of its own, which an answer
 * can name; the message that carried the button stands in its context, where it is known. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/interactive">Interactive
 *     replies, read 2026-11-21</a>
 */
final class WhatsAppInteractions {
  private WhatsAppInteractions() {}

  /** Empty where it is of a kind that nobody knows. */
  static Optional<Happening> read(String id, JsonNode message) {
    Optional<String> carrier = id(message.path("context"), "id");
    Optional<JsonNode> quick = object(message, "button");
    if (quick.isPresent()) {
      return Optional.of(
          pressed(id, "button", text(quick.get(), "payload"), words(quick.get(), "text"), carrier));
    }
    JsonNode interactive = message.path("interactive");
    return switch (text(interactive, "type").orElse("")) {
      case "button_reply" ->
          Optional.of(picked(id, "button", interactive.path("button_reply"), carrier));
      case "list_reply" -> Optional.of(picked(id, "list", interactive.path("list_reply"), carrier));
      case "nfm_reply" -> Optional.of(submitted(id, interactive.path("nfm_reply"), carrier));
      default -> Optional.empty();
    };
  }

  private static Happening picked(
      String id, String type, JsonNode reply, Optional<String> carrier) {
    return pressed(id, type, id(reply, "id"), words(reply, "title"), carrier);
  }

  /** A button has one id, which is what it carries. */
  private static Happening pressed(
      String id,
      String type,
      Optional<String> value,
      Optional<String> label,
      Optional<String> carrier) {
    Interaction interaction =
        new Interaction(
            Optional.of(id),
            Optional.of(type),
            value,
            label,
            value,
            List.of(),
            carrier,
            Optional.empty());
    return new InteractionPressed(Optional.of(new Pointer(id)), interaction);
  }

  /** What was filled in is JSON written as a text. */
  private static Happening submitted(String id, JsonNode reply, Optional<String> carrier) {
    JsonNode said =
        Payload.tree(text(reply, "response_json").orElse("").getBytes(StandardCharsets.UTF_8));
    ObjectNode context = Json.mapper().createObjectNode();
    ObjectNode fields = context.putObject("fields");
    said.properties().stream()
        .filter(p -> !p.getKey().equals("flow_token"))
        .forEach(p -> fields.set(p.getKey(), p.getValue()));
    words(said, "flow_token").ifPresent(token -> context.put("state", token));
    List<String> values =
        fields
            .valueStream()
            .flatMap(v -> v.isArray() ? v.valueStream() : java.util.stream.Stream.of(v))
            .filter(JsonNode::isValueNode)
            .map(JsonNode::asText)
            .toList();
    Interaction interaction =
        new Interaction(
            Optional.of(id),
            Optional.of("flow"),
            words(reply, "name"),
            Optional.empty(),
            Optional.empty(),
            values,
            carrier,
            Optional.of(context));
    return new InteractionSubmitted(Optional.of(Message.builder().id(id).build()), interaction);
  }
}
