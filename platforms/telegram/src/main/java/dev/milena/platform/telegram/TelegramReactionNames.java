package dev.milena.platform.telegram;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The emoji that Telegram takes as reactions. It knows them without variation selectors, which many
 * keyboards add. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#reactiontypeemoji">ReactionTypeEmoji, read
 *     2026-11-21</a>
 */
final class TelegramReactionNames {
  private static final String VARIATION_SELECTOR = "\uFE0F";

  private static final Set<String> LISTED =
      Arrays.stream(
              ("❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋"
                      + " 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷"
                      + " 🤷‍♀ 😡")
                  .split(" "))
          .collect(Collectors.toUnmodifiableSet());

  private TelegramReactionNames() {}

  /** Telegram's form of an emoji; absent when it does not take it. */
  static Optional<String> find(String emoji) {
    return Optional.of(emoji.replace(VARIATION_SELECTOR, "")).filter(LISTED::contains);
  }
}
