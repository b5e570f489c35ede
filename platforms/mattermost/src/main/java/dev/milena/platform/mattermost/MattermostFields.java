package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.milena.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads fields as Mattermost writes them: an empty string stands for nothing. Pure. */
final class MattermostFields {
  private MattermostFields() {}

  /** A text that is there, be it empty. */
  static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.path(field).textValue());
  }

  /** A text with something in it: ids, names. */
  static Optional<String> id(JsonNode node, String field) {
    return text(node, field).filter(s -> !s.isBlank());
  }

  /** Milliseconds since 1970; 0 means that it has not happened. */
  static Optional<Instant> time(JsonNode node, String field) {
    return Optional.of(node.path(field))
        .filter(n -> n.isIntegralNumber() && n.canConvertToLong())
        .map(JsonNode::longValue)
        .filter(ms -> ms > 0)
        .map(Instant::ofEpochMilli);
  }

  /** Flags in {@code props} are strings. */
  static boolean flag(JsonNode node, String field) {
    JsonNode flag = node.path(field);
    return flag.asBoolean(false) || "true".equals(flag.textValue());
  }

  static Stream<JsonNode> each(JsonNode node, String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false);
  }

  static List<String> texts(JsonNode node, String field) {
    return each(node, field)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(s -> !s.isBlank())
        .toList();
  }

  /**
   * JSON that stands in a string, as posts and reactions do in what the socket brings.
   *
   * @throws Json.UnreadableException when there is none
   */
  static JsonNode nested(JsonNode node, String field) {
    return Json.tree(text(node, field).orElse("").getBytes(StandardCharsets.UTF_8));
  }

  /** JSON from the server, or from a proxy before it, which may answer in its own words. */
  static JsonNode lenient(byte[] body) {
    try {
      return Json.tree(body);
    } catch (Json.UnreadableException _) {
      return MissingNode.getInstance();
    }
  }
}
