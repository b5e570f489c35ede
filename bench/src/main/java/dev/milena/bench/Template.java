package dev.milena.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.milena.model.Json;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body to be sent many times, each time for another chat and as another message. Which of its
 * values number the message is told from two bodies that differ in nothing else; so the bench knows
 * no platform's form. Times that differ stay as they were first. Thread-safe.
 */
final class Template {
  private static final String NUMBER = "7770000000000000001";
  private static final String DIGITS = "#DIGITS#";
  private static final int DIGITS_LENGTH = 12;

  /** Beyond the numbers that a simulator gave out while it was recorded. */
  private static final long FIRST = 100_000;

  private enum Hole {
    CHAT,
    NUMBER,
    DIGITS,
    END
  }

  private record Piece(String text, Hole behind) {}

  private final List<Piece> pieces;

  private Template(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /**
   * @param first a message, and
   * @param second the next like it
   * @param chat the id of their chat, which stands in both
   */
  static Template of(String first, String second, String chat) {
    return new Template(cut(marked(first, second), chat));
  }

  private static String marked(String first, String second) {
    try {
      JsonNode one = Json.mapper().readTree(first);
      JsonNode other = Json.mapper().readTree(second);
      return one.isContainerNode() ? mark(one, other).toString() : first;
    } catch (JsonProcessingException e) {
      return first;
    }
  }

  private static JsonNode mark(JsonNode one, JsonNode other) {
    if (one instanceof ObjectNode object) {
      ObjectNode marked = object.objectNode();
      object
          .properties()
          .forEach(p -> marked.set(p.getKey(), mark(p.getValue(), other.path(p.getKey()))));
      return marked;
    }
    if (one instanceof ArrayNode array) {
      ArrayNode marked = array.arrayNode();
      for (int i = 0; i < array.size(); i++) {
        marked.add(mark(array.get(i), other.path(i)));
      }
      return marked;
    }
    if (one.equals(other) || isTime(one)) {
      return one;
    }
    return one.isNumber() ? LongNode.valueOf(Long.parseLong(NUMBER)) : numbered(one.asText());
  }

  /** As long as it was, where it is long enough: an id of hexadecimal digits stays one. */
  private static TextNode numbered(String text) {
    return TextNode.valueOf(text.substring(0, Math.max(0, text.length() - DIGITS_LENGTH)) + DIGITS);
  }

  private static boolean isTime(JsonNode value) {
    if (value.isNumber()) {
      long now = System.currentTimeMillis();
      long day = Duration.ofDays(1).toMillis();
      return Math.abs(value.asLong() - now) < day || Math.abs(value.asLong() * 1000 - now) < day;
    }
    try {
      OffsetDateTime.parse(value.asText());
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static List<Piece> cut(String marked, String chat) {
    Matcher hole =
        Pattern.compile(Pattern.quote(chat) + "|" + NUMBER + "|" + DIGITS).matcher(marked);
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    while (hole.find()) {
      Hole kind =
          switch (hole.group()) {
            case NUMBER -> Hole.NUMBER;
            case DIGITS -> Hole.DIGITS;
            default -> Hole.CHAT;
          };
      pieces.add(new Piece(marked.substring(from, hole.start()), kind));
      from = hole.end();
    }
    pieces.add(new Piece(marked.substring(from), Hole.END));
    return List.copyOf(pieces);
  }

  /**
   * @param chat its number; see {@link Chats}
   * @param message a number that no other message has, from 0
   */
  String fill(int chat, long message) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.text());
      switch (piece.behind()) {
        case CHAT -> text.append(Chats.id(chat));
        case NUMBER -> text.append(FIRST + message);
        case DIGITS -> text.append(String.format("%0" + DIGITS_LENGTH + "d", FIRST + message));
        case END -> {}
      }
    }
    return text.toString();
  }

  Buffer body(int chat, long message) {
    return Buffer.buffer(fill(chat, message));
  }
}
