package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses messages that the Graph API refuses, for their form alone: what must be there, how long
 * it may be, how many there may be.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages">Sending
 *     messages, read 2026-11-21</a>
 */
final class GraphApiMessage {
  private static final Set<String> MEDIA = Set.of("image", "video", "audio", "document", "sticker");

  /** The templates that are approved, and how many blanks each has. */
  static final Map<String, Integer> TEMPLATES = Map.of("hello_world", 0, "order_shipped", 2);

  private GraphApiMessage() {}

  static void check(JsonNode body) {
    if (!"whatsapp".equals(body.path("messaging_product").asText())) {
      throw GraphApiError.parameter("messaging_product");
    }
    length(body, "biz_opaque_callback_data", 0, 512);
    String type = text(body, "type").orElse("text");
    JsonNode content = body.path(type);
    if (content.isMissingNode()) {
      throw GraphApiError.missing(type);
    }
    if (body.has("context")) {
      length(body.path("context"), "message_id", 1, Integer.MAX_VALUE);
    }
    if (MEDIA.contains(type)) {
      media(type, content);
      return;
    }
    switch (type) {
      case "text" -> length(content, "body", 1, 4096);
      case "location" -> place(content);
      case "contacts" -> contacts(content);
      case "reaction" -> length(content, "message_id", 1, Integer.MAX_VALUE);
      case "interactive" -> interactive(content);
      case "template" -> template(content);
      default -> throw GraphApiError.parameter("type");
    }
  }

  private static void length(JsonNode node, String field, int least, int most) {
    int length = node.path(field).asText("").length();
    if (length < least) {
      throw GraphApiError.missing(field);
    }
    if (length > most) {
      throw GraphApiError.parameter(field + " must have at most " + most + " characters");
    }
  }

  private static void media(String type, JsonNode media) {
    if (media.has("id") == media.has("link")) {
      throw GraphApiError.parameter(type + " must have either an id or a link");
    }
    if (media.has("caption") && Set.of("audio", "sticker").contains(type)) {
      throw GraphApiError.parameter("caption");
    }
    length(media, "caption", 0, 1024);
  }

  private static void place(JsonNode location) {
    if (!location.path("latitude").isNumber() || !location.path("longitude").isNumber()) {
      throw GraphApiError.missing("latitude");
    }
  }

  private static void contacts(JsonNode cards) {
    if (!cards.isArray() || cards.isEmpty()) {
      throw GraphApiError.missing("contacts");
    }
    cards.forEach(card -> length(card.path("name"), "formatted_name", 1, Integer.MAX_VALUE));
  }

  private static void interactive(JsonNode interactive) {
    JsonNode action = interactive.path("action");
    String kind = interactive.path("type").asText();
    switch (kind) {
      case "button" -> {
        length(interactive.path("body"), "text", 1, 1024);
        buttons(action.path("buttons"));
      }
      case "list" -> {
        length(interactive.path("body"), "text", 1, 4096);
        length(action, "button", 1, 20);
        sections(action.path("sections"));
      }
      case "cta_url" -> {
        length(interactive.path("body"), "text", 1, 1024);
        length(action.path("parameters"), "display_text", 1, 20);
        length(action.path("parameters"), "url", 1, 2000);
      }
      default -> throw GraphApiError.wrong("interactive.type");
    }
  }

  private static void buttons(JsonNode buttons) {
    if (!buttons.isArray() || buttons.isEmpty() || buttons.size() > 3) {
      throw GraphApiError.wrong("there must be one to three buttons");
    }
    Set<String> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (JsonNode button : buttons) {
      JsonNode reply = button.path("reply");
      length(reply, "id", 1, 256);
      length(reply, "title", 1, 20);
      if (!ids.add(reply.path("id").asText()) || !titles.add(reply.path("title").asText())) {
        throw GraphApiError.wrong("ids and titles of buttons must differ");
      }
    }
  }

  private static void sections(JsonNode sections) {
    int rows = 0;
    Set<String> ids = new HashSet<>();
    for (JsonNode section : sections) {
      length(section, "title", sections.size() > 1 ? 1 : 0, 24);
      for (JsonNode row : section.path("rows")) {
        rows++;
        length(row, "id", 1, 200);
        length(row, "title", 1, 24);
        length(row, "description", 0, 72);
        if (!ids.add(row.path("id").asText())) {
          throw GraphApiError.wrong("ids of rows must differ");
        }
      }
    }
    if (rows < 1 || rows > 10) {
      throw GraphApiError.wrong("there must be one to ten rows over all sections");
    }
  }

  private static void template(JsonNode template) {
    Integer blanks = TEMPLATES.get(template.path("name").asText());
    if (blanks == null || !"en_US".equals(template.at("/language/code").asText())) {
      throw GraphApiError.of(404, 132001, "Template name does not exist in the translation");
    }
    List<JsonNode> components = template.path("components").valueStream().toList();
    int given =
        components.stream()
            .filter(c -> c.path("type").asText().equals("body"))
            .mapToInt(c -> c.path("parameters").size())
            .sum();
    if (given != blanks) {
      throw GraphApiError.of(400, 132000, "Number of parameters does not match");
    }
  }
}
