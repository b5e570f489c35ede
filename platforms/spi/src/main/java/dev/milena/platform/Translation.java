package dev.milena.platform;

import dev.milena.model.Event;
import java.util.List;
import java.util.function.Supplier;

/**
 * What one input says in the hub's words.
 *
 * @param events in the order in which they happened
 * @param skipped what made no event, and why; counted
 */
public record Translation(List<Event> events, List<Skipped> skipped) {
  /** What every reason for an unknown kind begins with; ingress parks such a body. */
  private static final String UNKNOWN = "unknown_";

  /**
   * Something that makes no event.
   *
   * @param reason a word from the platform's documentation; {@code unknown_…} where the connector
   *     has never heard of it
   */
  public record Skipped(String reason) {
    public boolean unknown() {
      return reason.startsWith(UNKNOWN);
    }
  }

  public Translation {
    events = List.copyOf(events);
    skipped = List.copyOf(skipped);
  }

  public static Translation of(Event event) {
    return new Translation(List.of(event), List.of());
  }

  public static Translation of(List<Event> events) {
    return new Translation(events, List.of());
  }

  /** Known and left out. */
  public static Translation ignored(String reason) {
    return new Translation(List.of(), List.of(new Skipped(reason)));
  }

  /** Never heard of: {@code what} is the kind of thing, for example {@code update_kind}. */
  public static Translation unknown(String what) {
    return ignored(UNKNOWN + what);
  }

  /**
   * What is read. Where reading fails, it is of an unknown {@code form}: an input that cannot be
   * read must not stand in the way of those beside and behind it, so it is kept for somebody to
   * look at.
   */
  public static Translation guarded(String form, Supplier<Translation> read) {
    try {
      return read.get();
    } catch (RuntimeException _) {
      return unknown(form);
    }
  }

  /** This and another, one after the other. */
  public Translation plus(Translation other) {
    List<Event> allEvents = new java.util.ArrayList<>(events);
    allEvents.addAll(other.events);
    List<Skipped> allSkipped = new java.util.ArrayList<>(skipped);
    allSkipped.addAll(other.skipped);
    return new Translation(allEvents, allSkipped);
  }

  /** Whether something in it was never heard of, so that the input is worth keeping. */
  public boolean hasUnknown() {
    return skipped.stream().anyMatch(Skipped::unknown);
  }
}
