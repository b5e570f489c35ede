package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What opens dialogs, which ones are open, and what Mattermost's programs make of what people fill
 * in. The server itself looks at none of it. Guarded by the bot.
 *
 * @see <a
 *     href="https://developers.mattermost.com/integrate/plugins/interactive-dialogs/">Interactive
 *     dialogs, read 2026-11-21</a>
 */
final class SimulatedDialogs {
  /** OutgoingIntegrationRequestsTimeout of a new server; three seconds on old ones. */
  private static final Duration OPENS_WITHIN = Duration.ofSeconds(30);

  private static final int SHORT_MAX = 24;
  private static final int LINE_MAX = 150;
  private static final int LINES_MAX = 3000;

  private final Map<String, Trigger> triggers = new HashMap<>();
  private final Map<String, ObjectNode> open = new HashMap<>();

  private record Trigger(String channel, Instant at) {}

  /** A trigger for whatever a person does in a channel. */
  String handOut(String channel) {
    String trigger = "dHJpZ2dlcjo" + SimulatedIds.random();
    triggers.put(trigger, new Trigger(channel, Instant.now()));
    return trigger;
  }

  /** As if all that were handed out had been so long ago. */
  void expire() {
    triggers.replaceAll((_, t) -> new Trigger(t.channel(), t.at().minus(OPENS_WITHIN)));
  }

  void open(JsonNode request) {
    Trigger trigger =
        Optional.ofNullable(triggers.get(request.path("trigger_id").asText()))
            .orElseThrow(() ->
                new RestError(400, "interactive_message.decode_trigger_id.base64_decode_failed"));
    if (trigger.at().plus(OPENS_WITHIN).isBefore(Instant.now())) {
      throw new RestError(400, "interactive_message.decode_trigger_id.expired");
    }
    JsonNode dialog = request.path("dialog");
    require(request.path("url").asText().matches("https?://.+"));
    require(bytes(dialog, "title") >= 1 && bytes(dialog, "title") <= SHORT_MAX);
    Set<String> names = new HashSet<>();
    for (JsonNode element : dialog.path("elements")) {
      require(names.add(element.path("name").asText()));
      check(element);
    }
    open.put(trigger.channel(), request.deepCopy());
  }

  private static void check(JsonNode element) {
    require(bytes(element, "name") >= 1 && bytes(element, "name") <= 300);
    require(bytes(element, "display_name") >= 1 && bytes(element, "display_name") <= SHORT_MAX);
    require(bytes(element, "help_text") <= LINE_MAX);
    require(element.path("min_length").asInt(0) <= element.path("max_length").asInt(0));
    int room =
        switch (element.path("type").asText()) {
          case "text", "bool" -> LINE_MAX;
          case "textarea", "select" -> LINES_MAX;
          default -> throw RestError.badParameter();
        };
    require(bytes(element, "placeholder") <= room && bytes(element, "default") <= room);
    require(Set.of("", "email", "number").contains(element.path("subtype").asText("")));
    for (String value : element.path("default").asText("").split(",")) {
      require(
          !element.path("type").asText().equals("select")
              || value.isEmpty()
              || element
                  .path("options")
                  .valueStream()
                  .anyMatch(o -> o.path("value").asText().equals(value)));
    }
  }

  private static int bytes(JsonNode element, String field) {
    return element.path(field).asText("").getBytes(StandardCharsets.UTF_8).length;
  }

  private static void require(boolean right) {
    if (!right) {
      throw RestError.badParameter();
    }
  }

  /** What the person of a channel has before them, as it was opened. */
  ObjectNode before(String channel) {
    return Optional.ofNullable(open.get(channel))
        .orElseThrow(() -> new IllegalStateException("Nobody has a form before them"));
  }

  void close(String channel) {
    open.remove(channel);
  }

  /** What Mattermost's programs do not let anybody send. */
  static Map<String, String> complaints(JsonNode dialog, Map<String, List<String>> answers) {
    Map<String, String> complaints = new LinkedHashMap<>();
    for (JsonNode element : dialog.path("elements")) {
      String name = element.path("name").asText();
      List<String> given = answers.getOrDefault(name, List.of());
      boolean box = element.path("type").asText().equals("bool");
      if (given.isEmpty() && !box && !element.path("optional").asBoolean(false)) {
        complaints.put(name, "This field is required.");
      } else if (!given.isEmpty() && !does(element, given.getFirst())) {
        complaints.put(name, "That does not do.");
      }
    }
    return complaints;
  }

  private static boolean does(JsonNode element, String given) {
    return given.length() >= element.path("min_length").asInt(0)
        && switch (element.path("subtype").asText("")) {
          case "email" -> given.contains("@");
          case "number" -> given.matches("[-+]?[0-9.]+");
          default -> true;
        };
  }

  /** What was filled in, as the server passes it on. */
  static ObjectNode submission(JsonNode dialog, Map<String, List<String>> answers) {
    ObjectNode submission = Json.mapper().createObjectNode();
    for (JsonNode element : dialog.path("elements")) {
      String name = element.path("name").asText();
      List<String> given = answers.getOrDefault(name, List.of());
      if (element.path("multiselect").asBoolean(false)) {
        ArrayNode several = submission.putArray(name);
        given.forEach(several::add);
      } else if (element.path("type").asText().equals("bool")) {
        submission.put(name, given.contains("true"));
      } else {
        submission.put(name, given.isEmpty() ? null : given.getFirst());
      }
    }
    return submission;
  }
}
