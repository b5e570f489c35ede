package dev.milena.platform.telegram;

import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;

/**
 * What Telegram lets a bot do in a time. A call counts in its chat and for the bot; edits count
 * like messages, answers to presses do not count. A bucket that refills while it is emptied lets
 * through its burst on top of its rate, so rates are set lower by the burst: no second sees more
 * than 30 calls and no minute of a group more than 20.
 *
 * @see <a
 *     href="https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this">Bots
 *     FAQ, read 2026-11-21</a>
 * @see <a href="https://github.com/tdlib/td/issues/3034">Edits and sends share the chat's limit,
 *     read 2026-11-21</a>
 */
final class TelegramLimits {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** 30 a second over all chats. */
  private static final Toll BOT = new Toll("bot", 27, SECOND, 3);

  private TelegramLimits() {}

  /** For what changes a chat: messages, edits, deletions, reactions. */
  static List<Toll> inChat(String chat) {
    Toll perChat = new Toll("chat/" + chat, 1, SECOND, 3);
    return chat.startsWith("-") ? List.of(BOT, perChat, perMinute(chat)) : List.of(BOT, perChat);
  }

  /**
   * For what passes and is not counted against a chat, such as the sign that somebody is typing.
   */
  static List<Toll> passing() {
    return List.of(BOT);
  }

  /** Groups and channels have negative ids: 20 messages a minute. */
  private static Toll perMinute(String chat) {
    return new Toll("group/" + chat, 18, Duration.ofMinutes(1), 2);
  }
}
