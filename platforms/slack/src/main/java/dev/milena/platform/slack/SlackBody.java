package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Bodies as Slack sends them: events as JSON, slash commands as a form, presses as JSON inside a
 * form. Pure.
 */
final class SlackBody {
  private static final int FIELDS_MAX = 200;

  private SlackBody() {}

  /**
   * What the body says, as the same thing comes on a socket.
   *
   * @throws Json.UnreadableException when it is neither
   */
  static JsonNode read(byte[] body) {
    return isForm(body) ? form(new String(body, StandardCharsets.UTF_8)) : Json.tree(body);
  }

  /** Forms begin with the name of a field, JSON never does. */
  private static boolean isForm(byte[] body) {
    for (int i = 0; i < body.length; i++) {
      boolean named = body[i] >= 'a' && body[i] <= 'z' || body[i] == '_';
      if (!named) {
        return i > 0 && body[i] == '=';
      }
    }
    return false;
  }

  private static JsonNode form(String body) {
    ObjectNode fields = Json.mapper().createObjectNode();
    String[] parts = body.split("&", FIELDS_MAX);
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        fields.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
      }
    }
    JsonNode payload = fields.path("payload");
    return payload.isTextual()
        ? Json.tree(payload.textValue().getBytes(StandardCharsets.UTF_8))
        : Json.tree(Json.bytes(fields));
  }

  private static String decode(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Json.UnreadableException("The body is no form: a percent sign leads nowhere", null);
    }
  }
}
