package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Gives an outgoing message the form that the mapping says. Pure. */
final class ChannelBody {
  private ChannelBody() {}

  /**
   * A JSON body: pointers are obeyed in alphabetical order, so that the same message is always the
   * same bytes.
   */
  static ObjectNode json(Map<String, String> mapping, VisitorMessage message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(mapping)
        .forEach((pointer, mapped) ->
            ModelField.read(mapped, message)
                .ifPresent(value -> put(body, JsonPointer.compile(pointer), value)));
    return body;
  }

  /** Form fields; what is no plain value stands there as JSON. */
  static Map<String, String> form(Map<String, String> mapping, VisitorMessage message) {
    Map<String, String> fields = new TreeMap<>();
    mapping.forEach((name, mapped) ->
        ModelField.read(mapped, message)
            .ifPresent(value ->
                fields.put(name, value.isValueNode() ? value.asText() : value.toString())));
    return fields;
  }

  /** Puts a value at a place, making the objects and lists on the way. */
  static void put(ObjectNode body, JsonPointer pointer, JsonNode value) {
    body.withObject(pointer.head(), JsonNode.OverwriteMode.NULLS, true)
        .set(pointer.last().getMatchingProperty(), value);
  }
}
