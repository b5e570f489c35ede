package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Reads the words off a rich message, which has blocks instead of a text: paragraphs, headings,
 * lists, tables. Their formatting is left out. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#richmessage">RichMessage, read 2026-11-21</a>
 */
final class TelegramRichMessage {
  /** More than any message holds, and a bound on what a stranger makes us build. */
  private static final int LENGTH_MAX = 65_536;

  /** What stands on a line of its own. */
  private static final Set<String> LINES = Set.of("blocks", "items", "rows", "cells");

  private final StringBuilder words = new StringBuilder();

  private TelegramRichMessage() {}

  static String words(JsonNode rich) {
    TelegramRichMessage reader = new TelegramRichMessage();
    reader.blocks(rich.path("blocks"));
    return reader.words.toString().strip();
  }

  private void blocks(JsonNode blocks) {
    for (JsonNode block : blocks) {
      breakLine();
      if (block.isObject()) {
        block(block);
      } else if (block.isArray()) {
        blocks(block);
      }
    }
  }

  private void block(JsonNode block) {
    inline(block.path("text"));
    block.properties().stream()
        .filter(p -> LINES.contains(p.getKey()))
        .forEach(p -> blocks(p.getValue()));
  }

  /** A text, a list of such, or something around one. */
  private void inline(JsonNode text) {
    if (text.isTextual()) {
      String more = text.textValue();
      words.append(more, 0, Math.min(more.length(), Math.max(0, LENGTH_MAX - words.length())));
    } else if (text.isArray()) {
      text.forEach(this::inline);
    } else if (text.isObject()) {
      inline(text.path("text"));
    }
  }

  private void breakLine() {
    if (!words.isEmpty() && words.charAt(words.length() - 1) != '\n') {
      words.append('\n');
    }
  }
}
