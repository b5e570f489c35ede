package dev.milena.platform.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Spoils JSON as bugs and attackers do: keeps most of its structure, so that the damage is met deep
 * inside. What comes out is a function of the random numbers alone.
 */
final class Spoiler {
  /** One change is easily caught by the first check; several meet each other. */
  private static final int CHANGES_MAX = 4;

  /** Every so many inputs are spoilt as bytes and not as JSON. */
  private static final int BYTES_EVERY = 6;

  /** The largest text that is put in: a third of the bound on most bodies. */
  private static final int TEXT_MAX = 350_000;

  /** How often an element is repeated at most, and how many bytes that may take. */
  private static final int REPEATED_MAX = 5_000;

  private static final int REPEATED_BYTES_MAX = 900_000;

  /**
   * A change that another one copied stays where it stood first: copies of copies have no bound.
   */
  private static final int COPIES_MAX = 2;

  /** On both sides of the bound on nesting, and where a recursion would break. */
  private static final int[] DEPTHS = {3, 30, 90, 101, 1_000, 50_000};

  /** As they stand in JSON: some no parser may take, some no number type can hold. */
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-1",
          "1",
          "0.5",
          "-0.0",
          "1e3",
          "1e400",
          "-1e400",
          "1e-400",
          "1e999999999",
          "2147483647",
          "2147483648",
          "-2147483649",
          "4294967296",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "31556889864403199",
          "31556889864403200",
          "-31557014167219200",
          "253402300800",
          "00",
          "01",
          "+1",
          "NaN",
          "-Infinity",
          "0x10",
          "1.",
          ".5",
          "9".repeat(400),
          "9".repeat(2000));

  /** Contents of strings as they stand in JSON. */
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\\u0000",
          "a\\u0000b",
          "\\ud800",
          "\\udc00",
          "\\udc00\\ud800",
          "x\\ud83d",
          "\\ud83d\\ude00",
          "\\ud83d\\udc69\\u200d\\ud83d\\udc69",
          "\\u202e\\u200f",
          "\\ufeff",
          "\\uffff",
          "\\n\\r\\t\\b\\f",
          "\\u001b[31m",
          "%00",
          "%",
          "%zz",
          "..",
          "../../etc/passwd",
          "/",
          "//",
          "~",
          "~1",
          "a/b",
          "a?b#c",
          "${jndi:x}",
          "{token}",
          "{{x}}",
          "'; DROP TABLE event; --",
          "<script>",
          "null",
          "true",
          "0",
          "-1",
          "1e9",
          "999999999999999999999999",
          "2026-13-45T99:99:99Z",
          "+1000000000-01-01T00:00:00Z",
          "-1000000000-01-01T00:00:00Z",
          "http://",
          "http://[::1",
          "file:///etc/passwd",
          "data:,x",
          "http://a b/",
          "/start",
          "/",
          "/\\u0000",
          "@",
          "e\\u0301",
          "\\u1e9b\\u0323",
          "\\u0130",
          "\\ud835\\udfd8");

  private static final JsonMapper PLAIN = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Random random;

  /** What stands in the text for a mark put into the tree: JSON that no tree can hold. */
  private final Map<String, String> raw = new LinkedHashMap<>();

  Spoiler(Random random) {
    this.random = random;
  }

  private enum Change {
    OTHER_TYPE,
    REMOVED,
    SAID_TWICE,
    RENAMED,
    STRANGE_TEXT,
    GIANT_TEXT,
    STRANGE_NUMBER,
    DEEP,
    WRAPPED,
    EMPTIED,
    REPEATED,
    FROM_ELSEWHERE
  }

  private enum Damage {
    CUT,
    EMPTY,
    FLIPPED,
    NO_UTF8,
    UTF16,
    MARKED,
    TWICE,
    FOLLOWED,
    BLANK
  }

  /** A place in a tree: a field of an object, or an element of an array. */
  private record Place(ContainerNode<?> in, String field, int index) {
    JsonNode node() {
      return in instanceof ObjectNode object ? object.get(field) : in.get(index);
    }

    void set(JsonNode value) {
      if (in instanceof ObjectNode object) {
        object.set(field, value);
      } else if (in instanceof ArrayNode array) {
        array.set(index, value);
      }
    }

    void remove() {
      if (in instanceof ObjectNode object) {
        object.remove(field);
      } else if (in instanceof ArrayNode array) {
        array.remove(index);
      }
    }
  }

  byte[] spoil(byte[] json) {
    if (random.nextInt(BYTES_EVERY) == 0) {
      return damaged(json);
    }
    try {
      ArrayNode root = NODES.arrayNode().add(PLAIN.readTree(json));
      int changes = 1 + random.nextInt(CHANGES_MAX);
      for (int i = 0; i < changes; i++) {
        change(root);
      }
      return root.isEmpty() ? new byte[0] : written(root.get(0));
    } catch (IOException e) {
      return damaged(json);
    }
  }

  private byte[] written(JsonNode tree) throws JsonProcessingException {
    StringBuilder text = new StringBuilder(PLAIN.writeValueAsString(tree));
    for (Map.Entry<String, String> mark : raw.entrySet()) {
      String quoted = quoted(mark.getKey());
      int at = text.indexOf(quoted);
      for (int i = 0; i < COPIES_MAX && at >= 0; i++) {
        text.replace(at, at + quoted.length(), mark.getValue());
        at = text.indexOf(quoted, at + mark.getValue().length());
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void change(ArrayNode root) {
    List<Place> places = new ArrayList<>();
    collect(root, places);
    if (places.isEmpty()) {
      return;
    }
    Place place = places.get(random.nextInt(places.size()));
    switch (any(Change.values())) {
      case OTHER_TYPE -> place.set(otherType());
      case REMOVED -> place.remove();
      case SAID_TWICE -> sayTwice(place);
      case RENAMED -> rename(place);
      case STRANGE_TEXT -> place.set(raw('"' + any(TEXTS) + '"'));
      case GIANT_TEXT -> place.set(giant());
      case STRANGE_NUMBER -> place.set(raw(any(NUMBERS)));
      case DEEP -> place.set(deep());
      case WRAPPED -> place.set(wrapped(place.node()));
      case EMPTIED -> place.set(place.node().isArray() ? NODES.arrayNode() : NODES.objectNode());
      case REPEATED -> place.set(repeated(place.node()));
      case FROM_ELSEWHERE -> place.set(any(places).node().deepCopy());
    }
  }

  private static void collect(JsonNode node, List<Place> into) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(p -> {
                into.add(new Place(object, p.getKey(), 0));
                collect(p.getValue(), into);
              });
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          into.add(new Place(array, "", i));
          collect(array.get(i), into);
        }
      }
      default -> {
        // A leaf has no places of its own.
      }
    }
  }

  private JsonNode otherType() {
    return switch (random.nextInt(7)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.textNode("text");
      case 4 -> NODES.objectNode().put("id", "id");
      case 5 -> NODES.arrayNode().add(1).addNull().add("x");
      default -> NODES.arrayNode().addObject();
    };
  }

  private void sayTwice(Place place) {
    if (place.in() instanceof ObjectNode object) {
      String mark = mark();
      raw.put(mark, quoted(place.field()));
      object.set(mark, random.nextBoolean() ? otherType() : place.node().deepCopy());
    } else {
      ((ArrayNode) place.in()).insert(place.index(), place.node().deepCopy());
    }
  }

  private void rename(Place place) {
    if (place.in() instanceof ObjectNode object) {
      JsonNode value = object.remove(place.field());
      object.set(
          random.nextBoolean()
              ? place.field() + "_"
              : place.field().toUpperCase(java.util.Locale.ROOT),
          value);
    } else {
      place.set(otherType());
    }
  }

  private JsonNode giant() {
    String unit =
        any(
            List.of(
                "a",
                "\u00e9",
                "\ud83d\ude00",
                "e\u0301",
                " ",
                "\n",
                "/",
                "%",
                "_*~",
                "[",
                "<b>",
                "@a "));
    return NODES.textNode(unit.repeat(1 + random.nextInt(TEXT_MAX) / unit.length()));
  }

  private JsonNode deep() {
    int depth = DEPTHS[random.nextInt(DEPTHS.length)];
    return random.nextBoolean()
        ? raw("[".repeat(depth) + "]".repeat(depth))
        : raw("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
  }

  private JsonNode wrapped(JsonNode node) {
    JsonNode copy = node.deepCopy();
    return random.nextBoolean()
        ? NODES.arrayNode().add(copy)
        : NODES.objectNode().set("value", copy);
  }

  private JsonNode repeated(JsonNode node) {
    JsonNode element = node.isArray() && !node.isEmpty() ? node.get(0) : node;
    String text = element.toString();
    int most = Math.clamp(REPEATED_BYTES_MAX / (text.length() + 1), 1, REPEATED_MAX);
    int times = 1 + random.nextInt(most);
    return raw("[" + (text + ",").repeat(times - 1) + text + "]");
  }

  private TextNode raw(String json) {
    String mark = mark();
    raw.put(mark, json);
    return NODES.textNode(mark);
  }

  private String mark() {
    return "spoilt-" + raw.size() + "-" + random.nextInt(Integer.MAX_VALUE);
  }

  private static String quoted(String text) {
    return NODES.textNode(text).toString();
  }

  private byte[] damaged(byte[] json) {
    return switch (any(Damage.values())) {
      case CUT -> Arrays.copyOf(json, json.length == 0 ? 0 : random.nextInt(json.length));
      case EMPTY -> new byte[0];
      case FLIPPED -> flipped(json);
      case NO_UTF8 -> joined(json, new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff, (byte) 0xfe});
      case UTF16 -> new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case MARKED -> joined(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, json);
      case TWICE -> joined(json, json);
      case FOLLOWED -> joined(json, ",x]}".getBytes(StandardCharsets.UTF_8));
      case BLANK -> " ".repeat(1 + random.nextInt(TEXT_MAX)).getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] flipped(byte[] json) {
    byte[] copy = json.clone();
    for (int i = 0; i < CHANGES_MAX && copy.length > 0; i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
