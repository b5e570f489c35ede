package dev.milena.platform.telegram;

import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;

/**
 * What Telegram lets a bot do in a time. A call counts in its chat and for the bot; edits count
 * like messages, answers to presses do not count. Limits are said in the shortest stretch that
 * keeps them, since a new owner waits for that long.
 *
 * @see <a
 *     href="https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this">Bots
 *     FAQ, read 2026-11-21</a>
 * @see <a href="https://github.com/tdlib/td/issues/3034">Edits and sends share the chat's limit,
 *     read 2026-11-21</a>
 */
final class TelegramLimits {
  /** 30 a second over all chats. Evenly, so that a reply finds a permit soon. */
  private static final Toll BOT = new Toll("bot", 30, Duration.ofSeconds(1), 3);

  private TelegramLimits() {}

  /**
   * For what changes a chat: messages, edits, deletions, reactions. One a second, and short bursts
   * are put up with: the parts of a long text go together.
   */
  static List<Toll> inChat(String chat) {
    Toll perChat = new Toll("chat/" + chat, 3, Duration.ofSeconds(3), 3);
    return chat.startsWith("-") ? List.of(BOT, perChat, perMinute(chat)) : List.of(BOT, perChat);
  }

  /**
   * For what passes and is not counted against a chat, such as the sign that somebody is typing.
   */
  static List<Toll> passing() {
    return List.of(BOT);
  }

  /** Groups and channels have negative ids: 20 messages a minute, so 2 in 6 seconds. */
  private static Toll perMinute(String chat) {
    return new Toll("group/" + chat, 2, Duration.ofSeconds(6), 2);
  }
}
