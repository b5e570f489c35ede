package dev.milena.bus;

import dev.milena.model.Keys;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whom the hub was told to forget, as of some moment: conversations and senders by the keyed hash
 * of their {@link Keys key}, and until when. Immutable.
 *
 * <p>What was written up to that moment is to be passed over; what is written later is somebody
 * new. Written means: appended to Kafka, or dated by its platform, whichever is earlier - a
 * platform that delivers late delivers from before. Platforms date to the second, so that a message
 * of the very second of an erasure counts as new.
 *
 * <p>Once every record is younger than the latest erasure nothing is hashed any more: the list
 * costs two comparisons.
 */
public final class Erased {
  private static final String PURPOSE = "erased";

  private final KeyedHash hash;
  private final Map<String, Instant> until;
  private final Instant latest;

  /**
   * @param until by {@link #name}
   */
  public Erased(KeyedHash hash, Map<String, Instant> until) {
    this.hash = hash;
    this.until = Map.copyOf(until);
    this.latest = until.values().stream().max(Instant::compareTo).orElse(Instant.MIN);
  }

  /**
   * How long it is known whom the hub has forgotten: as long as anything from before may still be
   * read, which is the time of parked records, and of one that was replayed on their last day.
   */
  public static Duration keptFor(TopicsConfig topics) {
    return topics.parkedRetention().plus(topics.retention());
  }

  /** What stands for a key in lists: 32 bytes in hex, which only a holder of the key can make. */
  public static String name(KeyedHash hash, String key) {
    return HexFormat.of().formatHex(hash.all(PURPOSE, key).findFirst().orElseThrow());
  }

  /** Whether something written at that time may belong to somebody who is forgotten. */
  public boolean mayCover(Instant appended, Instant dated) {
    return !appended.isAfter(latest) || isBefore(dated, latest);
  }

  /**
   * Whether something is to be passed over.
   *
   * @param keys of the conversation and the sender that it belongs to
   * @param appended when Kafka took it, or what caused it
   * @param dated when it happened, by its platform
   */
  public boolean covers(Stream<String> keys, Instant appended, Instant dated) {
    return mayCover(appended, dated)
        && keys.flatMap(key -> hash.all(PURPOSE, key))
            .map(HexFormat.of()::formatHex)
            .map(until::get)
            .anyMatch(at -> at != null && (!appended.isAfter(at) || isBefore(dated, at)));
  }

  /** As {@link #covers(Stream, Instant, Instant)} for what has no date of its own. */
  public boolean covers(String key, Instant appended) {
    return covers(Stream.of(key), appended, appended);
  }

  private static boolean isBefore(Instant dated, Instant at) {
    return at != Instant.MIN && dated.isBefore(at.truncatedTo(ChronoUnit.SECONDS));
  }
}
