package dev.milena.platform.discord;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person sees of Discord's markup: written apart from the connector, so that both must be
 * right for a text to arrive as it was meant.
 */
final class SimulatedMarkup {
  /** Where an escaped sign stands while the others are looked at: private use characters. */
  private static final char HIDDEN = '\ue000';

  private static final Pattern ESCAPED = Pattern.compile("\\\\([!-/:-@\\[-`{-~])");
  private static final Pattern BLOCK =
      Pattern.compile("(?s)(?<!\\\\)```(?:[A-Za-z0-9_+.#-]+\\n)?\\n?(.+?)\\n?```");
  private static final Pattern CODE = Pattern.compile("(?s)(?<!\\\\)(``?)(.+?)\\1");

  private SimulatedMarkup() {}

  static String seen(String content) {
    String text = hide(content, BLOCK, 1);
    text = hide(text, CODE, 2);
    text = hide(text, ESCAPED, 1);
    text = text.replaceAll("(?m)^(>>> |> |#{1,3} |-# )", "");
    text = text.replaceAll("\\[([^\\]\\n]+)]\\(<?https?://[^)\\s]+>?\\)", "$1");
    text = text.replaceAll("<a?:([A-Za-z0-9_]+):[0-9]+>", ":$1:");
    for (String sign : new String[] {"\\*\\*", "__", "~~", "\\|\\|", "\\*", "_"}) {
      text = text.replaceAll("(?s)" + sign + "(\\S(?:.*?\\S)?)" + sign, "$1");
    }
    return shown(text);
  }

  /** Signs inside mean nothing from here on. */
  private static String hide(String text, Pattern pattern, int group) {
    StringBuilder out = new StringBuilder();
    Matcher found = pattern.matcher(text);
    while (found.find()) {
      StringBuilder hidden = new StringBuilder();
      for (char c : found.group(group).toCharArray()) {
        hidden.append(c > ' ' && c < 127 ? (char) (HIDDEN + c) : c);
      }
      found.appendReplacement(out, Matcher.quoteReplacement(hidden.toString()));
    }
    return found.appendTail(out).toString();
  }

  private static String shown(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      out.append(c > HIDDEN && c < HIDDEN + 127 ? (char) (c - HIDDEN) : c);
    }
    return out.toString();
  }
}
