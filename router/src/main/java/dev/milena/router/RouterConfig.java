package dev.milena.router;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/**
 * How the router works. Where Kafka and Postgres are, Quarkus' own keys say; how many events make a
 * batch, {@code mp.messaging.incoming.events-in.max.poll.records}.
 */
@ConfigMapping(prefix = "milena.router")
public interface RouterConfig {
  /**
   * How long events are remembered, in whole days. Default 8 days: WhatsApp redelivers for 7, and
   * the day of the first sight is not a whole one.
   */
  @WithDefault("8d")
  Duration seenFor();

  /**
   * How long it is known which message became which, so that edits, replies and reactions follow.
   * Default 30 days: older messages are rarely touched, and each day is a partition that a look-up
   * has to ask.
   */
  @WithDefault("30d")
  Duration messagesFor();

  /**
   * How long it can be asked why an event went nowhere, and what became of a command. Default 14
   * days.
   */
  @WithDefault("14d")
  Duration decisionsFor();

  /**
   * After how long a batch is not sent any more. Default 30 s: longer than any pause of a healthy
   * process, and by then another router may own its partitions.
   */
  @WithDefault("30s")
  Duration batchAgeMax();

  /**
   * How long one batch may take in Postgres. Default 10 s: a batch takes milliseconds, a fail-over
   * seconds.
   */
  @WithDefault("10s")
  Duration transactionTimeout();

  /**
   * The longest pause between two tries of a batch. Default 5 s: what was down is noticed soon
   * after it is back.
   */
  @WithDefault("5s")
  Duration retryPauseMax();

  /**
   * How long a reply or reaction to a message of ours waits until its delivery is known. Default 1
   * s, counted from when the event was appended. Then it goes on without the reference.
   */
  @WithDefault("1s")
  Duration referenceWait();

  /**
   * How many messages a minute from programs are passed on from one conversation. Default 60: far
   * above what a person can read, and the end of two bots that answer each other.
   */
  @WithDefault("60")
  int botMessagesPerMinute();

  /**
   * How often changes made elsewhere are looked for. Default 300 ms: they count in under a second.
   */
  @WithDefault("300ms")
  Duration changesEvery();

  /** How often it is checked that {@code milena.accounts} says what it should. Default 30 s. */
  @WithDefault("30s")
  Duration accountsEvery();

  /**
   * How long a deleted account is still told on {@code milena.accounts} before its record goes.
   * Default 1 h: longer than any reader of the topic is away without reading it from the start.
   */
  @WithDefault("1h")
  Duration accountsTombstoneAfter();

  /**
   * How often the internal topics are trimmed: what is done there is deleted. Default 1 min: a
   * handful of questions to Kafka each time.
   */
  @WithDefault("1m")
  Duration trimEvery();

  /**
   * How old a record must be before it is trimmed. Default 5 min: a deployment that begins to read
   * a topic has committed for the first time by then.
   */
  @WithDefault("5m")
  Duration trimAfter();

  /** How often an erasure that waits is looked at. Default 5 s: it waits for minutes anyway. */
  @WithDefault("5s")
  Duration erasuresEvery();

  /**
   * Whether a partition may start far behind where it was done before. Default no: Kafka has then
   * lost its offsets or was restored, and somebody should know. With yes, what is remembered is not
   * sent twice.
   */
  @WithDefault("false")
  boolean acceptRewind();

  /** The topics that routes lead to. */
  RoutedTopics topics();

  /** See {@link dev.milena.router.routes.RoutedTopics}. */
  interface RoutedTopics {
    /**
     * Patterns of the topics that routes may lead to, in which a star stands for any characters.
     * Default {@code milena.routed.*}: whoever may make routes must not reach topics of others.
     */
    @WithDefault("milena.routed.*")
    List<String> allow();

    /**
     * Whether those that are missing are made, as {@code milena.topics} says. Default yes. With no,
     * somebody else makes them, as they like.
     */
    @WithDefault("true")
    boolean create();

    /**
     * How often it is looked whether they can be written to. Default 30 s: so long a topic that is
     * deleted under the router holds it up.
     */
    @WithDefault("30s")
    Duration every();
  }
}
