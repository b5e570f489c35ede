package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Button;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Buttons under a message; the choices of a menu are buttons too. A button that Telegram would
 * refuse (its value is too long, its address opens nothing) would take the whole message with it,
 * so such buttons stand in the text as a numbered list. Pure.
 *
 * @param markup the keyboard; absent when no button can be one
 * @param listed the buttons that cannot
 * @param menus whether there was a menu, for which Telegram has nothing
 * @see <a href="https://core.telegram.org/bots/api#inlinekeyboardbutton">InlineKeyboardButton, read
 *     2026-11-21</a>
 */
record TelegramKeyboard(Optional<ObjectNode> markup, List<List<Button>> listed, boolean menus) {
  /** Bytes, not characters. */
  private static final int VALUE_BYTES_MAX = 64;

  private static final Set<String> STYLES = Set.of("danger", "success", "primary");

  static TelegramKeyboard of(List<List<Button>> asked) {
    List<List<Button>> rows = Degradation.menusAsButtons(asked);
    ArrayNode keyboard = Json.mapper().createArrayNode();
    for (List<Button> row : rows) {
      ArrayNode shown = Json.mapper().createArrayNode();
      row.stream().filter(TelegramKeyboard::fits).map(TelegramKeyboard::button).forEach(shown::add);
      if (!shown.isEmpty()) {
        keyboard.add(shown);
      }
    }
    Optional<ObjectNode> markup =
        keyboard.isEmpty()
            ? Optional.empty()
            : Optional.of(Json.mapper().createObjectNode().set("inline_keyboard", keyboard));
    List<List<Button>> listed =
        rows.stream()
            .map(row -> row.stream().filter(b -> !fits(b)).toList())
            .filter(row -> !row.isEmpty())
            .toList();
    return new TelegramKeyboard(markup, listed, Degradation.hasMenu(asked));
  }

  private static boolean fits(Button button) {
    return button
        .url()
        .map(TelegramText::opens)
        .orElseGet(
            () -> button.pressValue().getBytes(StandardCharsets.UTF_8).length <= VALUE_BYTES_MAX);
  }

  private static ObjectNode button(Button button) {
    ObjectNode out = Json.mapper().createObjectNode().put("text", button.label());
    button.style().filter(STYLES::contains).ifPresent(style -> out.put("style", style));
    return button
        .url()
        .map(url -> out.put("url", url))
        .orElseGet(() -> out.put("callback_data", button.pressValue()));
  }

  /** What stands on the button of a message that sends {@code data} back. */
  static Optional<String> label(JsonNode message, String data) {
    return Payload.each(message.path("reply_markup"), "inline_keyboard")
        .flatMap(JsonNode::valueStream)
        .filter(button -> button.path("callback_data").asText("").equals(data))
        .findFirst()
        .flatMap(button -> Payload.text(button, "text"));
  }

  /** The text with the buttons that have no other place. */
  RichText with(RichText text) {
    return listed.isEmpty() ? text : Degradation.buttonsAsList(text, listed);
  }

  List<String> degraded() {
    List<String> degraded = new ArrayList<>();
    if (menus) {
      degraded.add(Degradation.MENU);
    }
    if (!listed.isEmpty()) {
      degraded.add(Degradation.BUTTONS);
    }
    return degraded;
  }
}
