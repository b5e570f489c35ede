package dev.milena.platform.discord;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Button;
import dev.milena.model.Choice;
import dev.milena.model.Json;
import dev.milena.model.RichText;
import dev.milena.platform.Degradation;
import dev.milena.platform.FormWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Buttons under a message, five in a row and five rows, of which a menu takes one. What Discord
 * would refuse (a value that is too long, an address that opens nothing, a sixth row) would take
 * the whole message with it, so such buttons stand in the text as a numbered list. Pure.
 *
 * @param rows to be sent; empty when no button can be one
 * @param listed the buttons that cannot
 * @see <a href="https://discord.com/developers/docs/components/reference#button">Button, read
 *     2026-11-21</a>
 */
record DiscordComponents(ArrayNode rows, List<Button> listed) {
  private static final int ROW = 1;
  private static final int BUTTON = 2;
  private static final int LINK_STYLE = 5;
  private static final int ROWS_MAX = 5;
  private static final int IN_ROW_MAX = 5;
  private static final int VALUE_MAX = 100;
  private static final int LABEL_MAX = 80;
  private static final int URL_MAX = 512;
  private static final int SELECT = 3;
  private static final int PLACEHOLDER_MAX = 150;
  private static final int CHOICES_MAX = 25;
  private static final int CHOICE_MAX = 100;

  /** Stands before the number that tells two buttons with the same value apart. */
  private static final char SAME_AGAIN = '\u001f';

  static DiscordComponents of(List<List<Button>> buttons) {
    ArrayNode rows = Json.mapper().createArrayNode();
    List<Button> listed = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (List<Button> row : buttons) {
      row.stream().filter(b -> !fits(b)).forEach(listed::add);
      row.stream()
          .filter(b -> b.isMenu() && fits(b))
          .forEach(menu -> {
            if (rows.size() == ROWS_MAX) {
              listed.add(menu);
            } else {
              row(rows).add(menu(menu, taken));
            }
          });
      List<Button> fitting = row.stream().filter(b -> !b.isMenu() && fits(b)).toList();
      for (int from = 0; from < fitting.size(); from += IN_ROW_MAX) {
        List<Button> some = fitting.subList(from, Math.min(fitting.size(), from + IN_ROW_MAX));
        if (rows.size() == ROWS_MAX) {
          listed.addAll(some);
        } else {
          ArrayNode shown = row(rows);
          some.forEach(button -> shown.add(written(button, taken)));
        }
      }
    }
    return new DiscordComponents(rows, listed);
  }

  private static ArrayNode row(ArrayNode rows) {
    return rows.addObject().put("type", ROW).putArray("components");
  }

  private static boolean fits(Button button) {
    return button.isMenu() ? fitsMenu(button) : fitsButton(button);
  }

  private static boolean fitsMenu(Button menu) {
    return menu.choices().size() <= CHOICES_MAX
        && menu.pressValue().length() <= VALUE_MAX - 2
        && menu.choices().stream().allMatch(c -> c.pickedValue().length() <= VALUE_MAX)
        && menu.choices().stream().map(Choice::pickedValue).distinct().count()
            == menu.choices().size();
  }

  /** It takes a row for itself. */
  private static ObjectNode menu(Button menu, Set<String> taken) {
    ObjectNode out =
        Json.mapper()
            .createObjectNode()
            .put("type", SELECT)
            .put("custom_id", unused(menu.pressValue(), taken))
            .put("placeholder", shortened(menu.label(), PLACEHOLDER_MAX));
    ArrayNode options = out.putArray("options");
    menu.choices()
        .forEach(choice ->
            options
                .addObject()
                .put("label", shortened(choice.label(), CHOICE_MAX))
                .put("value", choice.pickedValue()));
    return out;
  }

  private static boolean fitsButton(Button button) {
    return button
        .url()
        .map(url -> url.length() <= URL_MAX && url.matches("(?i)https?://\\S+"))
        .orElseGet(() -> button.pressValue().length() <= VALUE_MAX - 2);
  }

  private static ObjectNode written(Button button, Set<String> taken) {
    ObjectNode out = Json.mapper().createObjectNode().put("type", BUTTON);
    out.put("style", button.url().isPresent() ? LINK_STYLE : style(button));
    out.put("label", shortened(button.label(), LABEL_MAX));
    return button
        .url()
        .map(url -> out.put("url", url))
        .orElseGet(() -> out.put("custom_id", unused(button.pressValue(), taken)));
  }

  private static int style(Button button) {
    return switch (button.style().orElse("")) {
      case "primary" -> 1;
      case "success" -> 3;
      case "danger" -> 4;
      default -> 2;
    };
  }

  private static String shortened(String label, int max) {
    return FormWords.inUnits().fit(label, max);
  }

  /** At most 25 buttons, so one sign tells them apart. */
  private static String unused(String value, Set<String> taken) {
    String id = value;
    for (char n = 'a'; !taken.add(id); n++) {
      id = value + SAME_AGAIN + n;
    }
    return id;
  }

  /** What a button carries. */
  static String value(String customId) {
    int end = customId.indexOf(SAME_AGAIN);
    return end < 0 ? customId : customId.substring(0, end);
  }

  /** The buttons of a message. */
  static List<List<Button>> read(JsonNode message) {
    return each(message, "components")
        .map(row ->
            each(row, "components")
                .map(DiscordComponents::button)
                .flatMap(Optional::stream)
                .toList())
        .filter(row -> !row.isEmpty())
        .toList();
  }

  private static Optional<Button> button(JsonNode button) {
    Optional<String> label = words(button, "label");
    if (label.isEmpty() || number(button, "type").filter(t -> t == BUTTON).isEmpty()) {
      return Optional.empty();
    }
    return words(button, "url")
        .map(url -> Button.opening(label.get(), url))
        .or(() ->
            words(button, "custom_id").map(id -> Button.pressing(id, label.get(), value(id))));
  }

  /**
   * What stands on the button of a message that has {@code customId}, or on what was picked there.
   */
  static Optional<String> label(JsonNode message, String customId, List<String> picked) {
    return each(message, "components")
        .flatMap(row -> each(row, "components"))
        .filter(button -> text(button, "custom_id").filter(customId::equals).isPresent())
        .findFirst()
        .flatMap(button -> words(button, "label").or(() -> picked(button, picked)));
  }

  private static Optional<String> picked(JsonNode menu, List<String> values) {
    return each(menu, "options")
        .filter(option -> text(option, "value").filter(values::contains).isPresent())
        .findFirst()
        .flatMap(option -> words(option, "label"));
  }

  /** The text with the buttons that have no other place. */
  RichText with(RichText text) {
    return listed.isEmpty() ? text : Degradation.buttonsAsList(text, List.of(listed));
  }

  List<String> degraded() {
    return Degradation.listed(List.of(listed));
  }

  /** Labels belong to people. */
  @Override
  public String toString() {
    return "DiscordComponents[" + rows.size() + " rows, " + listed.size() + " listed]";
  }
}
