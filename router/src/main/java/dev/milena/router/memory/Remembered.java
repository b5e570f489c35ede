package dev.milena.router.memory;

import java.time.Instant;

/** What the memory says of an event. */
public sealed interface Remembered {
  /** Never seen. */
  record New() implements Remembered {}

  /** Seen at this very place: the router starts over, and may have sent its commands. */
  record Again(Instant firstSeen) implements Remembered {}

  /** Seen at another place: a redelivery. */
  record Repeat() implements Remembered {}
}
