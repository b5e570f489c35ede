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
  static final int TEXT_MAX = 350_000;

  /** How often an element is repeated at most, and how many bytes that may take. */
  private static final int REPEATED_MAX = 5_000;

  private static final int REPEATED_BYTES_MAX = 900_000;

  /**
   * A change that another one copied stays where it stood first: copies of copies have no bound.
   */
  private static final int COPIES_MAX = 2;

  /** On both sides of the bound on nesting, and where a recursion would break. */
  private static final int[] DEPTHS = {3, 30, 90, 101, 1_000, 50_000};

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
      return new Damage(random).to(json);
    }
    try {
      ArrayNode root = NODES.arrayNode().add(PLAIN.readTree(json));
      int changes = 1 + random.nextInt(CHANGES_MAX);
      for (int i = 0; i < changes; i++) {
        change(root);
      }
      return root.isEmpty() ? new byte[0] : written(root.get(0));
    } catch (IOException e) {
      return new Damage(random).to(json);
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
      case STRANGE_TEXT -> place.set(raw('"' + any(Oddities.TEXTS) + '"'));
      case GIANT_TEXT -> place.set(giant());
      case STRANGE_NUMBER -> place.set(raw(any(Oddities.NUMBERS)));
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

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
