package dev.milena.router.api.parked;

import dev.milena.bus.Parked;
import dev.milena.router.api.ProblemException;
import dev.milena.router.parked.ParkedRecord;
import dev.milena.router.store.Ids;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/** A place in the list of parked work: the order in which it is played again, the oldest first. */
record ParkedPosition(Instant firstSeen, long origin, UUID id) {
  private static final String BETWEEN = "_";
  private static final int PARTS = 3;

  /** Before all of them. */
  static ParkedPosition start() {
    return new ParkedPosition(Instant.EPOCH, -1, new UUID(0, 0));
  }

  static ParkedPosition of(ParkedRecord parked) {
    return new ParkedPosition(
        parked.about().firstSeen(),
        parked.about().origin().map(Parked.Origin::offset).orElse(parked.place().position()),
        parked.id());
  }

  static ParkedPosition parse(String text) {
    String[] parts = text.split(BETWEEN, -1);
    try {
      if (parts.length == PARTS) {
        return new ParkedPosition(
            Instant.parse(parts[0]), Long.parseLong(parts[1]), Ids.command(parts[2]));
      }
    } catch (DateTimeException | NumberFormatException e) {
      // Said below, as of any other text.
    }
    throw ProblemException.invalid("after", "must be what a page gave as 'next'");
  }

  String text() {
    return firstSeen + BETWEEN + origin + BETWEEN + Ids.command(id);
  }
}
