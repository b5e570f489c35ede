package dev.milena.router.linking;

import java.time.Duration;

/** What came of a code that somebody entered. */
public sealed interface Redemption {
  /** The chat is theirs now. */
  record Linked(Linkage linkage) implements Redemption {}

  /** No live chat has this code. */
  record Wrong() implements Redemption {}

  /** Too many wrong codes; this one was not looked at. */
  record TooMany(Duration retryAfter) implements Redemption {}
}
