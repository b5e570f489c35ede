package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Slack takes for blocks, and what people read of them.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks, read 2026-11-21</a>
 */
final class SlackBlockRules {
  private static final int BLOCKS_MAX = 50;
  private static final int TEXT_MAX = 13_200;
  private static final Set<String> PARAGRAPHS =
      Set.of("rich_text_section", "rich_text_preformatted", "rich_text_quote", "rich_text_list");
  private static final Set<String> BLOCKS =
      Set.of("rich_text", "actions", "section", "header", "divider", "context", "image");
  private static final Set<String> STYLES =
      Set.of("bold", "italic", "strike", "code", "underline", "highlight", "unlink");

  private SlackBlockRules() {}

  /** Fails as Slack does. */
  static void check(JsonNode blocks) {
    if (blocks.isMissingNode() || blocks.isNull()) {
      return;
    }
    require(blocks.isArray() && blocks.size() <= BLOCKS_MAX, "invalid_blocks_format");
    Set<String> ids = new HashSet<>();
    for (JsonNode block : blocks) {
      require(BLOCKS.contains(block.path("type").asText()), "invalid_blocks");
      String id = block.path("block_id").asText("");
      require(id.length() <= 255 && (id.isEmpty() || ids.add(id)), "invalid_blocks");
      switch (block.path("type").asText()) {
        case "rich_text" -> block.path("elements").forEach(SlackBlockRules::checkParagraph);
        case "actions" -> checkActions(block.path("elements"));
        case "section" ->
            require(
                length(block.path("text").path("text"), 1, 3000) || block.has("fields"),
                "invalid_blocks");
        case "header" -> require(length(block.path("text").path("text"), 1, 150), "invalid_blocks");
        default -> {
          // Nothing that a program gets wrong.
        }
      }
    }
    require(text(blocks).length() <= TEXT_MAX, "msg_blocks_too_long");
  }

  private static void checkParagraph(JsonNode paragraph) {
    require(PARAGRAPHS.contains(paragraph.path("type").asText()), "invalid_blocks");
    require(!paragraph.path("elements").isEmpty(), "invalid_blocks");
    for (JsonNode element : paragraph.path("elements")) {
      if (paragraph.path("type").asText().equals("rich_text_list")) {
        checkParagraph(element);
      } else {
        checkInline(element);
      }
    }
  }

  private static void checkInline(JsonNode element) {
    boolean fits =
        switch (element.path("type").asText()) {
          case "text" -> length(element.path("text"), 1, TEXT_MAX);
          case "link" -> length(element.path("url"), 1, 3000);
          case "user" -> element.path("user_id").asText().matches("[UW][A-Z0-9]+");
          case "emoji" -> length(element.path("name"), 1, 100);
          case "channel" -> length(element.path("channel_id"), 1, 30);
          case "broadcast" ->
              Set.of("here", "channel", "everyone").contains(element.path("range").asText());
          default -> false;
        };
    require(fits, "invalid_blocks");
    element
        .path("style")
        .properties()
        .forEach(s ->
            require(STYLES.contains(s.getKey()) && s.getValue().isBoolean(), "invalid_blocks"));
  }

  private static void checkActions(JsonNode elements) {
    require(!elements.isEmpty() && elements.size() <= 25, "invalid_blocks");
    Set<String> ids = new HashSet<>();
    for (JsonNode element : elements) {
      if (element.path("type").asText().equals("static_select")) {
        checkMenu(element, ids);
        continue;
      }
      require(element.path("type").asText().equals("button"), "invalid_blocks");
      require(
          length(element.path("text").path("text"), 1, 75)
              && element.path("text").path("type").asText().equals("plain_text"),
          "invalid_blocks");
      String id = element.path("action_id").asText("");
      require(id.length() <= 255 && (id.isEmpty() || ids.add(id)), "invalid_blocks");
      require(element.path("value").asText("").length() <= 2000, "invalid_blocks");
      require(element.path("url").asText("").length() <= 3000, "invalid_blocks");
      require(
          !element.has("style")
              || Set.of("primary", "danger").contains(element.path("style").asText()),
          "invalid_blocks");
    }
  }

  private static void checkMenu(JsonNode menu, Set<String> ids) {
    String id = menu.path("action_id").asText("");
    require(id.length() <= 255 && (id.isEmpty() || ids.add(id)), "invalid_blocks");
    require(SimulatedViews.plain(menu.path("placeholder"), 150), "invalid_blocks");
    require(SimulatedViews.options(menu, 100), "invalid_blocks");
  }

  private static boolean length(JsonNode text, int from, int to) {
    return text.isTextual() && text.textValue().length() >= from && text.textValue().length() <= to;
  }

  private static void require(boolean fits, String error) {
    if (!fits) {
      throw SlackApiError.of(error);
    }
  }

  /** What people read of the words in them. */
  static String text(JsonNode blocks) {
    return blocks
        .valueStream()
        .flatMap(SlackBlockRules::paragraphs)
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> paragraphs(JsonNode block) {
    return switch (block.path("type").asText()) {
      case "rich_text" -> block.path("elements").valueStream().map(SlackBlockRules::inline);
      case "section", "header" ->
          Stream.of(SlackMrkdwn.unescape(block.path("text").path("text").asText()));
      default -> Stream.empty();
    };
  }

  private static String inline(JsonNode paragraph) {
    StringBuilder read = new StringBuilder();
    for (JsonNode element : paragraph.path("elements")) {
      read.append(
          switch (element.path("type").asText()) {
            case "link" ->
                element.has("text") ? element.path("text").asText() : element.path("url").asText();
            case "user" -> "@" + element.path("user_id").asText();
            case "emoji" -> ":" + element.path("name").asText() + ":";
            case "rich_text_section" -> inline(element) + "\n";
            default -> element.path("text").asText();
          });
    }
    return read.toString();
  }

  /** The buttons, in the order in which people see them. */
  static List<JsonNode> buttons(JsonNode blocks) {
    List<JsonNode> buttons = new ArrayList<>();
    blocks
        .valueStream()
        .filter(block -> block.path("type").asText().equals("actions"))
        .forEach(block -> block.path("elements").forEach(buttons::add));
    return buttons;
  }
}
