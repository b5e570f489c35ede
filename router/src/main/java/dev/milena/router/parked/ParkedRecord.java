package dev.milena.router.parked;

import dev.milena.bus.Parked;
import dev.milena.model.ConversationRef;
import dev.milena.model.Topics;
import dev.milena.router.store.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code parked}: what the headers of a parked record say, and what was decided about it.
 *
 * @param id of the row
 * @param about what the headers say
 * @param kind what it is
 * @param conversation the conversation whose lane or order it belongs to; absent: it has none that
 *     can be named, and so cannot be played again
 * @param place where it lies
 * @param parkedAt when it was set aside
 * @param decision what was decided about it; absent: nothing yet
 */
public record ParkedRecord(
    UUID id,
    Parked about,
    Kind kind,
    Optional<String> conversation,
    Place place,
    Instant parkedAt,
    Optional<Decided> decision) {

  /** What can be parked. */
  public enum Kind {
    /** A payload that no platform's folder understood. */
    INPUT,
    /** An event that could not be routed or processed. */
    EVENT,
    /** A command that was given up. */
    COMMAND;

    static Kind of(Parked about) {
      return about
          .origin()
          .map(o -> o.topic().startsWith(Topics.OUTBOUND_PREFIX) ? COMMAND : EVENT)
          .orElse(INPUT);
    }
  }

  /** Where a record lies on {@code milena.parked}. */
  public record Place(int partition, long position) {}

  /**
   * What was decided about a record.
   *
   * @param at when it was first asked for
   * @param by the name of whoever asked
   */
  public record Decided(Verdict verdict, Instant at, String by) {}

  /** What can be decided. */
  public enum Verdict {
    REPLAY("replaying"),
    DROP("dropping");

    private final String state;

    Verdict(String state) {
      this.state = state;
    }

    /** The state of a record that it was decided about. */
    public String state() {
      return state;
    }
  }

  static UUID id(String key) {
    return Ids.command(key);
  }

  /** A command's lane has a conversation for a name; an event may have less than one. */
  static Optional<String> conversation(Parked about) {
    return about.conversation().filter(key -> Kind.of(about) == Kind.EVENT || isLane(key, about));
  }

  private static boolean isLane(String key, Parked about) {
    try {
      return ConversationRef.parse(key).account().equals(about.account());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether it can be played again. */
  public boolean isReplayable() {
    return kind != Kind.INPUT && conversation.isPresent();
  }

  /** The id of what was parked, however often. */
  public String name() {
    String suffix = "#" + about.replay();
    return about.replay() > 0 && about.key().endsWith(suffix)
        ? about.key().substring(0, about.key().length() - suffix.length())
        : about.key();
  }
}
