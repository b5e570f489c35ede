package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Message;
import dev.milena.model.Pointer;
import java.util.List;
import java.util.Optional;

/** Reads what a message of the External Bot API carries, whichever version it has. Pure. */
final class BotParts {
  private BotParts() {}

  static Message text(Optional<String> id, JsonNode message) {
    return Message.builder().id(id.orElse(null)).text(words(message).orElse(null)).build();
  }

  static Message file(String baseUrl, Optional<String> id, JsonNode message) {
    JsonNode data = message.path("data");
    Optional<String> url = value(data.path("url"));
    Optional<String> name = value(data.path("name"));
    Optional<String> mime = value(data.path("media_type"));
    Attachment attachment =
        url.map(u -> WebimFiles.read(baseUrl, u, name, mime, value(data.path("size"))))
            .orElseGet(() ->
                Attachment.of(FileNames.type(mime))
                    .name(name.orElse(null))
                    .mime(mime.orElse(null))
                    .build());
    return Message.builder()
        .id(id.orElse(null))
        .text(words(message).orElse(null))
        .attachments(List.of(attachment))
        .build();
  }

  static Message sticker(Optional<String> id, JsonNode message) {
    String number = value(message.at("/data/stickerId")).orElse(null);
    Attachment sticker = Attachment.of(AttachmentType.STICKER).value(number).build();
    return Message.builder().id(id.orElse(null)).attachments(List.of(sticker)).build();
  }

  /** In 2.0 the button stands in {@code data}, in 1.0 in {@code response}. */
  static Happening pressed(Optional<String> id, JsonNode message) {
    JsonNode data =
        message.path("data").has("button") ? message.path("data") : message.path("response");
    Optional<String> button = id(data.at("/button/id"));
    Optional<String> label = value(data.at("/button/text"));
    Optional<String> carrier = id(data.at("/request/messageId"));
    return new Happening.InteractionPressed(
        id.map(Pointer::new),
        new Interaction(
            Optional.empty(),
            Optional.of("keyboard"),
            button,
            label,
            button.or(() -> label),
            List.of(),
            carrier,
            Optional.empty()));
  }

  private static Optional<String> words(JsonNode message) {
    return value(message.path("text"));
  }

  static Optional<String> id(JsonNode node) {
    return value(node).filter(v -> !v.isBlank());
  }

  static Optional<String> value(JsonNode node) {
    return Optional.of(node).filter(n -> n.isValueNode() && !n.isNull()).map(JsonNode::asText);
  }
}
