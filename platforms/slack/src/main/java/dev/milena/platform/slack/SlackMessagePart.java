package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.RichText;
import java.util.List;
import java.util.Optional;

/**
 * One message of Slack's: words, and buttons below them. Pure.
 *
 * @param words may be empty where there are buttons
 * @param buttons as blocks
 */
record SlackMessagePart(RichText words, List<ObjectNode> buttons) {
  SlackMessagePart {
    buttons = List.copyOf(buttons);
  }

  static SlackMessagePart of(RichText words) {
    return new SlackMessagePart(words, List.of());
  }

  /** Writes it into the parameters of a call. */
  ObjectNode into(ObjectNode parameters) {
    boolean said = !words.text().isBlank();
    if (said) {
      parameters.put("text", SlackBlocks.plain(words));
    }
    ArrayNode blocks = parameters.putArray("blocks");
    if (said) {
      blocks.add(SlackBlocks.of(words));
    }
    buttons.forEach(blocks::add);
    return parameters;
  }

  /** The words alone, for when Slack cannot read the blocks; not possible where buttons are all. */
  Optional<ObjectNode> plainInto(ObjectNode parameters) {
    return words.text().isBlank()
        ? Optional.empty()
        : Optional.of(parameters.put("text", SlackBlocks.plain(words)));
  }
}
