package dev.milena.platform.vk;

import java.util.List;
import java.util.Optional;

/**
 * Reactions, which VK counts. It publishes their pictures and no list of what they are: this is the
 * order in which its apps show them.
 *
 * @see <a
 *     href="https://dev.vk.com/ru/method/messages.getReactionsAssets">messages.getReactionsAssets,
 *     read 2026-11-21</a>
 */
final class VkReactions {
  private static final List<String> EMOJI =
      List.of(
          "❤", "🔥", "😂", "👍", "💩", "❓", "😭", "😡", "👎", "👌", "😃", "🤔", "🙏", "😘", "😍",
          "🎉");

  /** Makes a picture of a sign, and means nothing by itself. */
  private static final String PICTURE = "\ufe0f";

  private VkReactions() {}

  /** The emoji of a number; empty for one that came later. */
  static Optional<String> emoji(String number) {
    return number.matches("[1-9][0-9]?")
        ? Optional.of(Integer.parseInt(number))
            .filter(n -> n <= EMOJI.size())
            .map(n -> EMOJI.get(n - 1))
        : Optional.empty();
  }

  /** The number of an emoji; empty where VK has none like it. */
  static Optional<String> number(String emoji) {
    int at = EMOJI.indexOf(emoji.replace(PICTURE, ""));
    return at < 0 ? Optional.empty() : Optional.of(Integer.toString(at + 1));
  }
}
