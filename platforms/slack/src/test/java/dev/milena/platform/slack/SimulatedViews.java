package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What opens modals, which ones are open, and what Slack's programs make of what people fill in.
 * Guarded by the app.
 *
 * @see <a href="https://docs.slack.dev/reference/views/modal-views">Modal views, read
 *     2026-11-21</a>
 */
final class SimulatedViews {
  private static final Duration OPENS_WITHIN = Duration.ofSeconds(3);
  private static final int VIEW_BYTES_MAX = 250_000;
  private static final Set<String> TYPED =
      Set.of("plain_text_input", "number_input", "email_text_input");

  private final Map<String, Trigger> triggers = new HashMap<>();
  private final Map<String, ObjectNode> open = new HashMap<>();

  /** Opens one modal, in whose conversation it was got. */
  private static final class Trigger {
    private final String conversation;
    private Instant at = Instant.now();
    private boolean used;

    Trigger(String conversation) {
      this.conversation = conversation;
    }
  }

  /** Remembers a trigger that is handed out. */
  String handOut(String trigger, String conversation) {
    triggers.put(trigger, new Trigger(conversation));
    return trigger;
  }

  /** As if all that were handed out had been so long ago. */
  void expire() {
    triggers.values().forEach(trigger -> trigger.at = trigger.at.minus(OPENS_WITHIN));
  }

  ObjectNode open(SimulatedApp app, SlackArguments arguments) {
    Trigger trigger = triggers.get(arguments.required("trigger_id"));
    if (trigger == null) {
      throw SlackApiError.of("invalid_trigger_id");
    }
    if (trigger.at.plus(OPENS_WITHIN).isBefore(Instant.now())) {
      throw SlackApiError.of("expired_trigger_id");
    }
    if (trigger.used) {
      throw SlackApiError.of("exchanged_trigger_id");
    }
    ObjectNode view = check(arguments.nested("view"));
    trigger.used = true;
    view.put("id", app.newId("V"))
        .put("team_id", app.team())
        .put("app_id", app.appId())
        .put("app_installed_team_id", app.team())
        .put("bot_id", app.bot());
    open.put(trigger.conversation, view);
    return SlackApi.ok().set("view", view.deepCopy());
  }

  private static ObjectNode check(JsonNode view) {
    require(view.isObject() && view.path("type").asText().equals("modal"));
    if (view.toString().length() > VIEW_BYTES_MAX) {
      throw SlackApiError.of("view_too_large");
    }
    require(plain(view.path("title"), 24));
    require(plain(view.path("submit"), 24));
    require(view.path("callback_id").asText().length() <= 255);
    require(view.path("private_metadata").asText().length() <= 3000);
    JsonNode blocks = view.path("blocks");
    require(blocks.isArray() && !blocks.isEmpty() && blocks.size() <= 100);
    Set<String> ids = new HashSet<>();
    for (JsonNode block : blocks) {
      require(block.path("type").asText().equals("input"));
      require(ids.add(block.path("block_id").asText()));
      require(block.path("block_id").asText().length() <= 255);
      require(plain(block.path("label"), 2000));
      require(!block.has("hint") || plain(block.path("hint"), 2000));
      require(fits(block.path("element")));
    }
    return view.deepCopy();
  }

  private static boolean fits(JsonNode element) {
    boolean named =
        element.path("action_id").asText().length() <= 255
            && (!element.has("placeholder") || plain(element.path("placeholder"), 150));
    return named
        && switch (element.path("type").asText()) {
          case "plain_text_input" ->
              element.path("min_length").asInt(0) <= element.path("max_length").asInt(3000)
                  && element.path("max_length").asInt(1) >= 1
                  && element.path("max_length").asInt(1) <= 3000;
          case "number_input" -> element.path("is_decimal_allowed").isBoolean();
          case "email_text_input" -> true;
          case "static_select", "multi_static_select" -> options(element, 100);
          case "checkboxes" -> options(element, 10) && !element.has("placeholder");
          default -> false;
        };
  }

  static boolean options(JsonNode element, int max) {
    return !element.path("options").isEmpty()
        && element.path("options").size() <= max
        && element
            .path("options")
            .valueStream()
            .allMatch(option ->
                plain(option.path("text"), 75)
                    && !option.path("value").asText().isEmpty()
                    && option.path("value").asText().length() <= 150);
  }

  static boolean plain(JsonNode text, int max) {
    String words = text.path("text").asText();
    return text.path("type").asText().equals("plain_text")
        && !words.isEmpty()
        && words.length() <= max;
  }

  private static void require(boolean right) {
    if (!right) {
      throw SlackApiError.of("invalid_arguments");
    }
  }

  /** The modal that the person of a conversation has before them. */
  ObjectNode before(String conversation) {
    return Optional.ofNullable(open.get(conversation))
        .orElseThrow(() -> new IllegalStateException("Nobody has a form before them"));
  }

  void close(String conversation) {
    open.remove(conversation);
  }

  /** What Slack's programs do not let anybody send. */
  static Map<String, String> complaints(JsonNode view, Map<String, List<String>> answers) {
    Map<String, String> complaints = new LinkedHashMap<>();
    for (JsonNode block : view.path("blocks")) {
      JsonNode element = block.path("element");
      String id = block.path("block_id").asText();
      List<String> given = answers.getOrDefault(element.path("action_id").asText(), List.of());
      if (given.isEmpty() && !block.path("optional").asBoolean(false)) {
        complaints.put(id, "Please complete this required field.");
      } else if (!given.isEmpty() && !does(element, given.getFirst())) {
        complaints.put(id, "That does not do.");
      }
    }
    return complaints;
  }

  private static boolean does(JsonNode element, String given) {
    return switch (element.path("type").asText()) {
      case "plain_text_input" ->
          given.length() >= element.path("min_length").asInt(0)
              && given.length() <= element.path("max_length").asInt(3000);
      case "number_input" -> given.matches("-?[0-9]+(\\.[0-9]+)?");
      case "email_text_input" -> given.matches("[^@ ]+@[^@ ]+");
      default -> true;
    };
  }

  /** The modal with what was filled in. */
  static ObjectNode filled(ObjectNode view, Map<String, List<String>> answers) {
    ObjectNode sent = view.deepCopy();
    ObjectNode values = sent.putObject("state").putObject("values");
    for (JsonNode block : view.path("blocks")) {
      JsonNode element = block.path("element");
      String type = element.path("type").asText();
      String action = element.path("action_id").asText();
      ObjectNode state =
          values.putObject(block.path("block_id").asText()).putObject(action).put("type", type);
      List<String> given = answers.getOrDefault(action, List.of());
      if (TYPED.contains(type)) {
        state.put("value", given.isEmpty() ? null : given.getFirst());
      } else if (type.equals("static_select")) {
        state.set("selected_option", picked(element, given).findFirst().orElse(null));
      } else {
        ArrayNode selected = state.putArray("selected_options");
        picked(element, given).forEach(selected::add);
      }
    }
    return sent;
  }

  private static Stream<JsonNode> picked(JsonNode element, List<String> given) {
    return element
        .path("options")
        .valueStream()
        .filter(option -> given.contains(option.path("value").asText()));
  }
}
