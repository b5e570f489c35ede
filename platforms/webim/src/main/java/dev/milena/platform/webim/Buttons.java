package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Button;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code [[{id,text}]]}, and {@code [{id,text}]} as one row. What has no text is left out.
 * Pure.
 */
final class Buttons {
  private Buttons() {}

  static List<List<Button>> read(JsonNode rows) {
    List<List<Button>> read = new ArrayList<>();
    if (!rows.isEmpty() && rows.isArray() && rows.get(0).isObject()) {
      read.add(row(rows));
    } else {
      rows.forEach(row -> read.add(row(row)));
    }
    return read.stream().filter(row -> !row.isEmpty()).toList();
  }

  private static List<Button> row(JsonNode row) {
    List<Button> buttons = new ArrayList<>();
    for (JsonNode button : row) {
      String label = button.path("text").asText("");
      if (!label.isBlank()) {
        String id = button.path("id").asText(label);
        buttons.add(Button.pressing(id, label, id));
      }
    }
    return buttons;
  }
}
