package dev.milena.platform.whatsapp;

import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.List;

/**
 * What WhatsApp lets a number do in a time. Limits are said in the shortest stretch that keeps
 * them, since a new owner waits for that long.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput">Throughput
 *     and pair rate limits, read 2026-11-21</a>
 */
final class WhatsAppLimits {
  /**
   * So many at once to one person, then one for each pause. WhatsApp puts up with 45 at once, and
   * wants the time back; the parts of one answer are seldom more than three.
   */
  private static final int PAIR_BURST = 3;

  /** A tenth of a second's worth at once, so that a reply finds a permit soon. */
  private static final int PARTS_OF_SECOND = 10;

  private WhatsAppLimits() {}

  /** For what the person gets: messages and reactions. */
  static List<Toll> toPerson(WhatsAppAccount settings, String conversation) {
    Duration per = settings.pairPause().multipliedBy(PAIR_BURST);
    return List.of(
        ofNumber(settings), new Toll("pair/" + conversation, PAIR_BURST, per, PAIR_BURST));
  }

  /** For what only WhatsApp gets: that a message was read. */
  static List<Toll> toPlatform(WhatsAppAccount settings) {
    return List.of(ofNumber(settings));
  }

  private static Toll ofNumber(WhatsAppAccount settings) {
    int perSecond = settings.messagesPerSecond();
    return new Toll(
        "number", perSecond, Duration.ofSeconds(1), Math.max(1, perSecond / PARTS_OF_SECOND));
  }
}
