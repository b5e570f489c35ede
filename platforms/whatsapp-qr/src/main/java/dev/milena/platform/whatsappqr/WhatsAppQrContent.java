package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.Payload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a message is, out of the wrappers in which WhatsApp puts it: one field of {@code Message} is
 * set, beside those that accompany all. Pure.
 *
 * @param kind name of the field; empty where there is none
 * @param body its value
 */
record WhatsAppQrContent(String kind, JsonNode body) {
  /** Say how a message is to be shown; what it is stands in their {@code message}. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "ephemeralMessage",
          "viewOnceMessage",
          "viewOnceMessageV2",
          "viewOnceMessageV2Extension",
          "documentWithCaptionMessage",
          "editedMessage",
          "groupMentionedMessage",
          "botInvokeMessage",
          "lottieStickerMessage",
          "associatedChildMessage",
          "deviceSentMessage");

  /** Stand beside what the message is. */
  private static final Set<String> ACCOMPANYING =
      Set.of("messageContextInfo", "senderKeyDistributionMessage");

  /** Wrappers in wrappers: WhatsApp's own apps nest two. */
  private static final int DEPTH_MAX = 5;

  static WhatsAppQrContent of(JsonNode message) {
    JsonNode inner = message;
    for (int depth = 0; depth < DEPTH_MAX; depth++) {
      WhatsAppQrContent content = flat(inner);
      if (!WRAPPERS.contains(content.kind())) {
        return content;
      }
      inner = content.body().path("message");
    }
    return flat(inner);
  }

  private static WhatsAppQrContent flat(JsonNode message) {
    List<Map.Entry<String, JsonNode>> fields =
        message.properties().stream().filter(f -> !f.getValue().isNull()).toList();
    return fields.stream()
        .filter(f -> !ACCOMPANYING.contains(f.getKey()))
        .findFirst()
        .or(() -> fields.stream().findFirst())
        .map(f -> new WhatsAppQrContent(f.getKey(), f.getValue()))
        .orElseGet(() -> new WhatsAppQrContent("", message));
  }

  /** The words of a message, or below a picture. */
  Optional<String> text() {
    return switch (kind) {
      case "conversation" -> Optional.ofNullable(body.textValue());
      case "extendedTextMessage" -> Payload.text(body, "text");
      case "imageMessage", "videoMessage", "documentMessage" -> Payload.text(body, "caption");
      default -> Optional.empty();
    };
  }

  /** What it answers, whom it names, whether it was forwarded. */
  JsonNode context() {
    return body.path("contextInfo");
  }
}
