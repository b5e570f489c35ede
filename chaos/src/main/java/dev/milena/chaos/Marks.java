package dev.milena.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers in the text of messages, by which the ledger knows them again: {@code §12}, or {@code
 * §b12} where two lanes end in one chat. A long message carries many, so that its parts are told
 * apart wherever a platform splits it.
 */
final class Marks {
  private static final Pattern MARK = Pattern.compile("§([a-z]*)([0-9]+)");

  /** Words around a mark, as people write them. */
  private static final String WORDS = " a message of ordinary length, half a line more or less";

  private Marks() {}

  /** The text of a message that carries these numbers. */
  static String write(String tag, int from, int count) {
    StringBuilder text = new StringBuilder();
    for (int number = from; number < from + count; number++) {
      text.append(text.isEmpty() ? "" : "\n").append('§').append(tag).append(number).append(WORDS);
    }
    return text.toString();
  }

  /** The numbers of one tag in a text, in its order. */
  static List<Integer> read(String tag, String text) {
    List<Integer> numbers = new ArrayList<>();
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      if (mark.group(1).equals(tag)) {
        numbers.add(Integer.parseInt(mark.group(2)));
      }
    }
    return numbers;
  }
}
