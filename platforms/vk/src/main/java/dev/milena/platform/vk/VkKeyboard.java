package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Button;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.FormWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Buttons under a message; the choices of a menu are buttons too. A button that VK would refuse
 * would take the whole message with it, so such buttons, and those for which there is no room,
 * stand in the text as a numbered list. Pure.
 *
 * @param json the keyboard as VK reads it; absent when there is none
 * @param listed the buttons that are not on it
 * @param degraded what a plan reports
 * @see <a href="https://dev.vk.com/ru/api/bots/development/keyboard">Keyboards, read 2026-11-21</a>
 */
record VkKeyboard(Optional<String> json, List<List<Button>> listed, List<String> degraded) {
  /** Under a message: at most 6 rows of 5, and 10 buttons in all. */
  private static final int ROWS_MAX = 6;

  private static final int IN_ROW_MAX = 5;
  private static final int BUTTONS_MAX = 10;
  private static final int LABEL_MAX = 40;

  static VkKeyboard of(List<List<Button>> asked) {
    List<List<Button>> rows = Degradation.menusAsButtons(asked);
    List<List<Button>> shown = new ArrayList<>();
    List<List<Button>> listed = new ArrayList<>();
    int room = BUTTONS_MAX;
    for (List<Button> row : rows) {
      List<Button> fitting = row.stream().filter(VkKeyboard::fits).limit(room).toList();
      List<Button> others = row.stream().filter(button -> !fitting.contains(button)).toList();
      room -= fitting.size();
      add(shown, fitting);
      add(listed, others);
    }
    FormWords labels = FormWords.inUnits();
    Optional<String> json =
        shown.isEmpty() ? Optional.empty() : Optional.of(json(arranged(shown), labels));
    List<String> degraded = new ArrayList<>();
    if (Degradation.hasMenu(asked)) {
      degraded.add(Degradation.MENU);
    }
    if (!listed.isEmpty()) {
      degraded.add(Degradation.BUTTONS);
    }
    if (!labels.degraded().isEmpty()) {
      degraded.add("button labels: shortened");
    }
    return new VkKeyboard(json, List.copyOf(listed), List.copyOf(degraded));
  }

  private static void add(List<List<Button>> rows, List<Button> row) {
    if (!row.isEmpty()) {
      rows.add(row);
    }
  }

  private static boolean fits(Button button) {
    return button
        .url()
        .map(url -> url.matches("https?://\\S+"))
        .orElseGet(() -> VkPress.payload(button).isPresent());
  }

  /**
   * Rows as they were asked for, broken where they are too wide; fewer, where they are too many.
   */
  private static List<List<Button>> arranged(List<List<Button>> rows) {
    List<List<Button>> narrow =
        rows.stream().flatMap(row -> cut(row, IN_ROW_MAX).stream()).toList();
    if (narrow.size() <= ROWS_MAX) {
      return narrow;
    }
    List<Button> all = rows.stream().flatMap(List::stream).toList();
    return cut(all, Math.ceilDiv(all.size(), ROWS_MAX));
  }

  private static List<List<Button>> cut(List<Button> buttons, int size) {
    List<List<Button>> rows = new ArrayList<>();
    for (int from = 0; from < buttons.size(); from += size) {
      rows.add(buttons.subList(from, Math.min(buttons.size(), from + size)));
    }
    return rows;
  }

  private static String json(List<List<Button>> rows, FormWords labels) {
    ObjectNode keyboard =
        Json.mapper().createObjectNode().put("one_time", false).put("inline", true);
    ArrayNode lines = keyboard.putArray("buttons");
    rows.forEach(row -> {
      ArrayNode line = lines.addArray();
      row.forEach(button -> line.add(button(button, labels)));
    });
    return keyboard.toString();
  }

  private static ObjectNode button(Button button, FormWords labels) {
    ObjectNode out = Json.mapper().createObjectNode();
    ObjectNode action = out.putObject("action");
    action.put("type", button.url().isPresent() ? "open_link" : "callback");
    action.put("label", labels.fit(button.label(), LABEL_MAX));
    if (button.url().isPresent()) {
      return out.set("action", action.put("link", button.url().get()));
    }
    action.put("payload", VkPress.payload(button).orElseThrow());
    color(button).ifPresent(color -> out.put("color", color));
    return out;
  }

  /** VK's own are named after what they say. */
  private static Optional<String> color(Button button) {
    return button
        .style()
        .flatMap(style ->
            switch (style) {
              case "primary" -> Optional.of("primary");
              case "danger" -> Optional.of("negative");
              case "success" -> Optional.of("positive");
              default -> Optional.empty();
            });
  }

  /** The text with the buttons that have no other place. */
  RichText with(RichText text) {
    return listed.isEmpty() ? text : Degradation.buttonsAsList(text, listed);
  }

  /** The words belong to people. */
  @Override
  public String toString() {
    return "VkKeyboard[]";
  }
}
