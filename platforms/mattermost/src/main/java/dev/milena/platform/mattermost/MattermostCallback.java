package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A call of the server, whatever it was made for: its fields, and what its shape says that it is.
 * Forms and JSON have the same fields.
 *
 * @param body not to be changed
 */
record MattermostCallback(Kind kind, ObjectNode body) {
  /** What a call is made for. */
  enum Kind {
    /** Somebody typed a slash command. */
    COMMAND,
    /** Somebody wrote what an outgoing webhook waits for. */
    OUTGOING,
    /** Somebody pressed a button or chose from a menu. */
    PRESS,
    /** Somebody sent a form, or closed it. */
    DIALOG,
    /** A form that is open asks what there is to choose. */
    LOOKUP,
    UNKNOWN
  }

  /** More fields than any form has; what lies behind them is not read. */
  private static final int FIELDS_MAX = 200;

  /**
   * Reads a call.
   *
   * @param query what a call without a body brings
   * @throws Json.UnreadableException when it is neither a form nor JSON
   */
  static MattermostCallback read(byte[] body, MultiMap query) {
    ObjectNode fields = body.length == 0 ? fields(query) : fields(body);
    return new MattermostCallback(kind(fields), fields);
  }

  private static ObjectNode fields(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return text.stripLeading().startsWith("{") ? Json.object(body) : form(text);
  }

  private static ObjectNode fields(MultiMap query) {
    ObjectNode fields = Json.mapper().createObjectNode();
    query.entries().stream().limit(FIELDS_MAX).forEach(e -> put(fields, e.getKey(), e.getValue()));
    return fields;
  }

  private static ObjectNode form(String text) {
    ObjectNode fields = Json.mapper().createObjectNode();
    for (String pair : text.split("&", FIELDS_MAX)) {
      int sign = pair.indexOf('=');
      put(
          fields,
          decoded(sign < 0 ? pair : pair.substring(0, sign)),
          decoded(sign < 0 ? "" : pair.substring(sign + 1)));
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Json.UnreadableException("The form is not percent-encoded as forms are", e);
    }
  }

  /** A field that comes again is a list. */
  private static void put(ObjectNode fields, String name, String value) {
    switch (fields.get(name)) {
      case null -> fields.put(name, value);
      case ArrayNode list -> list.add(value);
      case JsonNode first -> fields.putArray(name).add(first).add(value);
    }
  }

  private static Kind kind(ObjectNode fields) {
    String type = fields.path("type").asText("");
    if (type.equals("dialog_lookup") || type.equals("refresh")) {
      return Kind.LOOKUP;
    }
    if (type.equals("dialog_submission")) {
      return Kind.DIALOG;
    }
    if (fields.path("context").isObject()) {
      return Kind.PRESS;
    }
    if (fields.path("command").isTextual()) {
      return Kind.COMMAND;
    }
    return fields.path("post_id").isTextual() && fields.path("text").isTextual()
        ? Kind.OUTGOING
        : Kind.UNKNOWN;
  }

  /** It holds somebody's words. */
  @Override
  public String toString() {
    return "MattermostCallback[" + kind + "]";
  }
}
