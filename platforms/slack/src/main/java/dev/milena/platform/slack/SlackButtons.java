package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Button;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.FormWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Buttons and menus below a message. A button that Slack would refuse would take the whole message
 * with it, so such buttons stand in the text as a numbered list. Pure.
 *
 * @param blocks one for each row
 * @param listed the buttons that cannot be shown
 * @see <a href="https://docs.slack.dev/reference/block-kit/block-elements/button-element">Button
 *     element, read 2026-11-21</a>
 */
record SlackButtons(List<ObjectNode> blocks, List<List<Button>> listed) {
  private static final int LABEL_MAX = 75;
  private static final int ID_MAX = 255;
  private static final int VALUE_MAX = 2000;
  private static final int URL_MAX = 3000;
  private static final int PLACEHOLDER_MAX = 150;
  private static final int CHOICES_MAX = 100;
  private static final int CHOICE_VALUE_MAX = 150;

  /** Buttons in a block. */
  private static final int ROW_MAX = 25;

  /** Of the 50 blocks of a message one is for the words. */
  private static final int BLOCKS_MAX = 49;

  static SlackButtons of(List<List<Button>> rows) {
    List<ObjectNode> blocks = new ArrayList<>();
    List<List<Button>> listed = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (List<Button> row : rows) {
      List<Button> fitting = row.stream().filter(SlackButtons::fits).toList();
      List<Button> others = new ArrayList<>(row.stream().filter(b -> !fits(b)).toList());
      for (int from = 0; from < fitting.size(); from += ROW_MAX) {
        List<Button> some = fitting.subList(from, Math.min(fitting.size(), from + ROW_MAX));
        if (blocks.size() < BLOCKS_MAX) {
          blocks.add(block(some, blocks.size(), ids));
        } else {
          others.addAll(some);
        }
      }
      if (!others.isEmpty()) {
        listed.add(List.copyOf(others));
      }
    }
    return new SlackButtons(List.copyOf(blocks), List.copyOf(listed));
  }

  private static boolean fits(Button button) {
    return button.isMenu() ? fitsMenu(button) : fitsButton(button);
  }

  private static boolean fitsMenu(Button menu) {
    return menu.choices().size() <= CHOICES_MAX
        && menu.choices().stream().allMatch(c -> c.pickedValue().length() <= CHOICE_VALUE_MAX)
        && menu.id().filter(id -> id.length() > ID_MAX - 8).isEmpty();
  }

  private static boolean fitsButton(Button button) {
    return button
            .url()
            .map(url -> url.length() <= URL_MAX && url.matches("(?i)https?://.+"))
            .orElse(true)
        && button.pressValue().length() <= VALUE_MAX
        && button.id().filter(id -> id.length() > ID_MAX - 8).isEmpty();
  }

  private static ObjectNode block(List<Button> buttons, int row, Set<String> ids) {
    ObjectNode block =
        Json.mapper().createObjectNode().put("type", "actions").put("block_id", "row-" + row);
    ArrayNode elements = block.putArray("elements");
    for (Button button : buttons) {
      elements.add(element(button, row, elements.size(), ids));
    }
    return block;
  }

  private static ObjectNode element(Button button, int row, int column, Set<String> ids) {
    String id = button.id().filter(i -> !i.isBlank()).orElse("button-" + row + "-" + column);
    String unique = ids.add(id) ? id : id + "." + row + "." + column;
    if (button.isMenu()) {
      return menu(button, unique);
    }
    ObjectNode element =
        Json.mapper().createObjectNode().put("type", "button").put("action_id", unique);
    element.set("text", plain(button.label(), LABEL_MAX));
    button.url().ifPresent(url -> element.put("url", url));
    element.put("value", button.pressValue());
    button
        .style()
        .filter(style -> style.equals("primary") || style.equals("danger"))
        .ifPresent(style -> element.put("style", style));
    return element;
  }

  private static ObjectNode menu(Button menu, String id) {
    ObjectNode element =
        Json.mapper().createObjectNode().put("type", "static_select").put("action_id", id);
    element.set("placeholder", plain(menu.label(), PLACEHOLDER_MAX));
    ArrayNode options = element.putArray("options");
    menu.choices()
        .forEach(choice ->
            options
                .addObject()
                .put("value", choice.pickedValue())
                .set("text", plain(choice.label(), LABEL_MAX)));
    return element;
  }

  private static ObjectNode plain(String label, int max) {
    return plain(label, max, FormWords.inUnits());
  }

  /** Words that hold no markup, or as many of them as fit. */
  static ObjectNode plain(String label, int max, FormWords words) {
    return Json.mapper()
        .createObjectNode()
        .put("type", "plain_text")
        .put("text", words.fit(label, max))
        .put("emoji", true);
  }

  /** The text with the buttons that have no other place. */
  RichText with(RichText text) {
    return listed.isEmpty() ? text : Degradation.buttonsAsList(text, listed);
  }

  List<String> degraded() {
    return Degradation.listed(listed);
  }
}
