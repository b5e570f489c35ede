package dev.milena.egress;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * What egress can be told. Where Kafka is, {@code kafka.*} says; what belongs to one account stands
 * in its record.
 */
@ConfigMapping(prefix = "milena.egress")
public interface EgressConfig {
  /**
   * How long a command waits, for whatever it may be: its platform, its account's credentials, a
   * limit. Counted from when Kafka took it; what is not done by then is parked. Default: four
   * fifths of {@code milena.topics.retention}, so 19.2 h, since a text that is gone can neither be
   * sent nor parked.
   */
  Optional<Duration> horizon();

  /**
   * How long a command waits for an account, or for a type of command, that nobody here knows.
   * Default 5 min: a start in the wrong order or an upgrade takes no longer. Then it is parked.
   */
  @WithDefault("5m")
  Duration unknownWait();

  /**
   * How often a call that is not repeatable is made again when nobody knows whether it was done, on
   * accounts that say {@code unknown: resend}. Each time may double the message. Default 8: since
   * each pause is four times the one before, they last for six hours (with a first pause of 1 s);
   * what is still in doubt then is parked. An outage of a platform uses up few of them: see {@link
   * Breaker}.
   */
  @WithDefault("8")
  int resendsMax();

  /**
   * How long the parts of an album are waited for, from the last that came on. Default 500 ms:
   * platforms bring them one by one, each a webhook of 10 to 50 ms after the one before. 0: what is
   * there goes at once.
   */
  @WithDefault("500ms")
  Duration albumWait();

  /** How calls that did not get through are repeated. */
  Retry retry();

  /** How many calls may be under way. */
  Calls calls();

  /** What is kept in memory of commands that wait. */
  Memory memory();

  /** How a partition is held, taken over and given up. */
  Ownership ownership();

  /** How calls that did not get through are repeated. */
  interface Retry {
    /**
     * The first pause. Default 1 s: a dropped connection is back by then. It doubles with each
     * failure in a row; after calls that may have been done, it becomes four times as long.
     */
    @WithDefault("1s")
    Duration first();

    /** The longest pause. Default 1 min: after an outage nobody waits longer than that. */
    @WithDefault("1m")
    Duration longest();

    /**
     * How far a pause may differ from its length, as a fraction. Default 0.2: conversations do not
     * come back as one.
     */
    @WithDefault("0.2")
    double jitter();
  }

  /** How many calls may be under way. */
  interface Calls {
    /**
     * To all platforms together. Default 1024: at about 30 KB for a call with its connection, 30
     * MB. Each platform has an equal share of it for itself, so that one which does not answer
     * takes nothing from the others.
     */
    @WithDefault("1024")
    int overall();

    /**
     * By one account. Default 64: the fastest limit that platforms publish for ordinary accounts
     * (80 calls a second) with answers after 0.8 s. An account whose platform does not answer holds
     * no more than that of its platform's share.
     */
    @WithDefault("64")
    int perAccount();

    /**
     * Buckets that are remembered per partition. Default 20 000: at 30 calls a second, the last 11
     * minutes of chats.
     */
    @WithDefault("20000")
    int bucketsPerPartition();
  }

  /** What is kept in memory of commands that wait. */
  interface Memory {
    /**
     * Bytes of waiting commands as they lie in Kafka. Default 32 MiB, which become about four times
     * as much while they are read and planned. Above it only the offset is kept, and the text is
     * read again when its turn comes.
     */
    @WithDefault("33554432")
    long bytesMax();

    /**
     * Waiting commands whose text is kept. Default 50 000: small ones cost about 1 KB each beside
     * their bytes.
     */
    @WithDefault("50000")
    int commandsMax();

    /**
     * Commands of one partition of one topic between the oldest that is not done and the newest
     * that was seen. Default 500 000: about 100 MB when each is a conversation of its own. Beyond
     * it that partition is not read any further, and no other waits for it.
     */
    @WithDefault("500000")
    long windowMax();

    /**
     * Commands whose outcome is remembered per partition. Default 20 000: older ones are looked up
     * in the deliveries.
     */
    @WithDefault("20000")
    int outcomesPerPartition();
  }

  /** How a partition is held, taken over and given up. */
  interface Ownership {
    /**
     * Kafka consumer group. Default: {@code milena-egress}, and behind it the account filter where
     * there is one, so that deployments for different accounts do not take commands from each
     * other.
     */
    Optional<String> group();

    /**
     * How long Kafka waits for a sign of life before it gives our partitions to another. Default 8
     * s: a few more than the second or two that a busy machine may stand still. At least 6 s unless
     * the brokers take less. No call begins without one in the last 7 s, one second less than this.
     */
    @WithDefault("8s")
    Duration session();

    /**
     * How often finished work is committed, which also proves that the partitions are still ours.
     * Default 1 s.
     */
    @WithDefault("1s")
    Duration commitEvery();

    /**
     * How long taking over may read one partition of the deliveries. Default 2 min: at 20 000
     * records a second two million, far more than wait in a partition. Longer than that is retried,
     * not skipped.
     */
    @WithDefault("2m")
    Duration readBack();

    /**
     * How long a process that ends waits for calls under way. Default 20 s: any call but a large
     * upload, and its record; Kubernetes gives 30 s.
     */
    @WithDefault("20s")
    Duration leave();
  }
}
