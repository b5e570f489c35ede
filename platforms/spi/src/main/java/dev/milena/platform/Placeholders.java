package dev.milena.platform;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Puts values in the place of their names, as the last thing before the bytes leave. In an address
 * everywhere, encoded so that a value stays in its segment; in headers everywhere; in a body only
 * where the plan says so, because a body holds people's words, and somebody may well write the name
 * of a secret in braces.
 */
final class Placeholders {
  private static final int NAME_MAX = 64;

  /**
   * What stands unencoded in a path segment: unreserved characters, and the two that tokens and
   * handles are full of.
   */
  private static final BitSet PLAIN = new BitSet();

  static {
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:@"
        .chars()
        .forEach(PLAIN::set);
  }

  private final Map<String, String> values;

  Placeholders(Map<String, String> values) {
    this.values = values;
  }

  /** A name at the very beginning stands for an address and is put in as it is. */
  String inUrl(String url) {
    int end = nameEnd(url, 0);
    return end < 0
        ? fill(url, Placeholders::encode)
        : value(url.substring(1, end)) + fill(url.substring(end + 1), Placeholders::encode);
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
    int open = text.indexOf('{');
    if (open < 0) {
      return text;
    }
    StringBuilder filled = new StringBuilder(text.length() + 64);
    int from = 0;
    while (open >= 0) {
      int end = nameEnd(text, open);
      if (end >= 0) {
        filled.append(text, from, open).append(form.apply(value(text.substring(open + 1, end))));
        from = end + 1;
      }
      open = text.indexOf('{', Math.max(open + 1, from));
    }
    return filled.append(text, from, text.length()).toString();
  }

  /** Where the placeholder that opens there is closed; negative: none opens there. */
  private static int nameEnd(String text, int open) {
    if (!text.startsWith("{", open)
        || open + 1 == text.length()
        || !isLetter(text.charAt(open + 1))) {
      return -1;
    }
    int end = open + 2;
    while (end < text.length() && isInName(text.charAt(end))) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '}' && end - open - 1 <= NAME_MAX ? end : -1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean isInName(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
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
    if (value.chars().allMatch(PLAIN::get)) {
      return value;
    }
    StringBuilder out = new StringBuilder(value.length() + 16);
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && PLAIN.get(b)) {
        out.append((char) b);
      } else {
        out.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return out.toString();
  }
}
