package dev.milena.platform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the place of their names, as the last thing before the bytes leave. In an address
 * everywhere, encoded so that a value stays in its segment; in headers everywhere; in a body only
 * where the plan says so, because a body holds people's words, and somebody may well write the name
 * of a secret in braces.
 */
final class Placeholders {
  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_.-]{0,63})}");

  /**
   * What stands unencoded in a path segment: unreserved characters, and the two that tokens and
   * handles are full of.
   */
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:@";

  private final Map<String, String> values;

  Placeholders(Map<String, String> values) {
    this.values = values;
  }

  /** A name at the very beginning stands for an address and is put in as it is. */
  String inUrl(String url) {
    Matcher first = NAME.matcher(url);
    if (first.lookingAt()) {
      return value(first.group(1)) + fill(url.substring(first.end()), Placeholders::encode);
    }
    return fill(url, Placeholders::encode);
  }

  Map<String, String> inHeaders(Map<String, String> headers) {
    Map<String, String> filled = new LinkedHashMap<>();
    headers.forEach((name, text) -> filled.put(name, fill(text, UnaryOperator.identity())));
    return filled;
  }

  Map<String, String> inFields(Map<String, String> fields, Set<String> places) {
    Map<String, String> filled = new LinkedHashMap<>();
    fields.forEach((name, text) ->
        filled.put(name, places.contains(name) ? fill(text, UnaryOperator.identity()) : text));
    return filled;
  }

  ObjectNode inJson(ObjectNode json, Set<String> places) {
    if (places.isEmpty()) {
      return json;
    }
    ObjectNode filled = json.deepCopy();
    places.stream().map(JsonPointer::compile).forEach(place -> fillAt(filled, place));
    return filled;
  }

  private void fillAt(ObjectNode root, JsonPointer place) {
    JsonNode text = root.at(place);
    JsonNode parent = root.at(place.head());
    String filled = fill(text.asText(), UnaryOperator.identity());
    switch (parent) {
      case ObjectNode object -> object.put(place.last().getMatchingProperty(), filled);
      case ArrayNode array -> array.set(place.last().getMatchingIndex(), filled);
      default ->
          throw new IllegalStateException(
              "The plan fills a place that its body does not have: " + place);
    }
  }

  private String fill(String text, UnaryOperator<String> form) {
    return NAME.matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(form.apply(value(m.group(1)))));
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("Nothing stands for the placeholder {" + name + "}");
    }
    return value;
  }

  /**
   * Percent-encodes all but {@link #PLAIN}; braces too, so that a value never reads as a
   * placeholder.
   */
  static String encode(String value) {
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && PLAIN.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return out.toString();
  }
}
