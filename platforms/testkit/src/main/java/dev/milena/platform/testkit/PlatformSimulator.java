package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A platform in miniature: real HTTP on loopback, the platform's own rules, and people who write
 * and read. It refuses what the platform refuses. Thread-safe. Starts listening when it is made.
 */
public interface PlatformSimulator extends People, AutoCloseable {
  /** Key of the platform. */
  String platform();

  /** Where its API is, for example {@code http://127.0.0.1:40123}. */
  String baseUrl();

  /**
   * Opens an account on this platform.
   *
   * @param hub where the hub takes webhooks, for example {@code http://127.0.0.1:8000}; what the
   *     platform calls is told from this and the account's name
   * @return the settings that an operator would write down for it
   */
  ObjectNode open(AccountRef account, String hub);

  /**
   * Opens an account that the hub listens to (long polling, a socket) instead of being called.
   * Empty where the platform only calls.
   */
  default Optional<ObjectNode> openStream(AccountRef account) {
    return Optional.empty();
  }

  /**
   * Opens an account that the hub is called for once for each input, and never again. Empty where
   * the platform repeats what was not taken.
   */
  default Optional<ObjectNode> openOnce(AccountRef account, String hub) {
    return Optional.empty();
  }

  /**
   * The codes with which it closes sockets that may come back; empty where it has no sockets. Those
   * that only an operator can do something about are not among them.
   */
  default List<Integer> closeCodes() {
    return List.of();
  }

  /**
   * The id of a chat that a person has with an account alone, and in which nobody has written yet,
   * in the platform's form; the same for the same number.
   */
  default String direct(long number) {
    return Long.toString(number);
  }

  /** The same of a chat in which several people may be; where there are none, of any. */
  default String room(long number) {
    return direct(number);
  }

  /** The same of any kind: a platform with several kinds of conversations gives some of each. */
  default String conversation(long number) {
    return direct(number);
  }

  /**
   * How far apart the hub's messages to one account must lie for none to wait for the platform's
   * own pace. Zero: nobody writes so fast that it would matter.
   */
  default Duration answersApart() {
    return Duration.ZERO;
  }

  /** Whether the hub is told which of somebody's reactions they have taken away. */
  default boolean saysWhichReactionEnded() {
    return true;
  }

  /** Sends the hub once more what it last took from this conversation, as platforms do. */
  void redeliverLast(AccountRef account, String conversation);

  /**
   * What people in a conversation see of the hub's messages now, in the order in which they were
   * accepted.
   */
  List<Shown> shown(AccountRef account, String conversation);

  /** Lets the next calls go wrong. Faults of one kind add up. */
  void fail(Fault fault);

  /** What went in and out. */
  Ledger ledger();

  /** Stops listening. */
  @Override
  void close();

  /** A file that a person sends. */
  record OfferedFile(String name, String mime, byte[] bytes, Optional<String> caption) {
    @Override
    public String toString() {
      return "OfferedFile[" + bytes.length + " bytes]";
    }
  }

  /**
   * A message of the hub as a person sees it.
   *
   * @param id the platform's id
   * @param text what it says now
   * @param replyTo the message that it answers
   * @param files names or kinds of what hangs on it
   * @param fileBytes size of each file, once the platform has its bytes
   * @param buttons labels; of a menu those of its choices
   * @param reactions on it, or by the hub on a person's message with this id
   * @param edits how often it was changed
   * @param deleted whether it is gone
   */
  record Shown(
      String id,
      String text,
      Optional<String> replyTo,
      List<String> files,
      List<Long> fileBytes,
      List<String> buttons,
      List<String> reactions,
      int edits,
      boolean deleted) {}

  /** Something that goes wrong. */
  sealed interface Fault {
    /** The next {@code calls} are answered "slow down". */
    record Throttle(int calls, int retryAfterSeconds) implements Fault {}

    /** The next {@code calls} are answered 5xx, and nothing is done. */
    record ServerError(int calls) implements Fault {}

    /** The next {@code calls} are done, but no answer comes: the connection is cut. */
    record AcceptWithoutAnswer(int calls) implements Fault {}

    /** The next {@code calls} are cut off before anything is done. */
    record ResetBeforeAccept(int calls) implements Fault {}

    /**
     * The next {@code calls} are done, but their answers are held for so long; then the connection
     * is cut.
     */
    record HoldAnswer(int calls, Duration held) implements Fault {}

    /** Lets so many calls pass, and adds the other fault then. */
    record After(int calls, Fault fault) implements Fault {}

    /** The next {@code inputs} are each sent to the hub twice. */
    record Duplicate(int inputs) implements Fault {}

    /** The next two inputs of different conversations or kinds change places. */
    record OutOfOrder() implements Fault {}

    /** The next {@code inputs} first come with a wrong signature or secret. */
    record BadSignature(int inputs) implements Fault {}

    /** Streams are cut. */
    record Disconnect() implements Fault {}

    /** Sockets are closed with this code. Streams that are no sockets do not notice. */
    record Close(int code) implements Fault {}

    /**
     * Sockets that are open now say nothing any more, hear nothing and do not end. What they would
     * have said waits for others.
     */
    record Silence() implements Fault {}

    /**
     * Sockets are cut, and whoever comes back to go on where they were (with a session, a
     * connection, a ticket) is refused.
     */
    record Forget() implements Fault {}

    /** For so long every call is answered 5xx, and nothing is done. */
    record Down(Duration time) implements Fault {}

    /** What was to go wrong and has not done so yet does not: nothing more is to go wrong. */
    record Over() implements Fault {}
  }

  /**
   * The simulator's own count.
   *
   * @param inputs what people did
   * @param taken inputs that the hub took (2xx, or confirmed)
   * @param refused answers of the hub that made the platform repeat
   * @param givenUp inputs that the hub did not take and that the platform repeats no more
   * @param calls calls that the hub made
   * @param accepted messages that the hub had sent
   * @param throttled calls answered "slow down" because the hub broke a limit (never because of a
   *     {@link Fault})
   */
  record Ledger(
      long inputs,
      long taken,
      long refused,
      long givenUp,
      long calls,
      long accepted,
      long throttled) {}
}
