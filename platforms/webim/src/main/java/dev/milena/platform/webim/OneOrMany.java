package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads a list that may also be written as one value, or as values with commas between them. */
final class OneOrMany extends StdDeserializer<List<String>> {
  private static final long serialVersionUID = 1L;

  OneOrMany() {
    super(List.class);
  }

  @Override
  public List<String> deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonNode node = parser.readValueAsTree();
    List<String> values = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(n -> values.add(n.asText()));
    } else {
      Arrays.stream(node.asText().split(",")).map(String::strip).forEach(values::add);
    }
    return List.copyOf(values);
  }
}
