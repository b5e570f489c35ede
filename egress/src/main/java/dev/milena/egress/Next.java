package dev.milena.egress;

import java.time.Duration;

/** How a letter goes on after one round. */
sealed interface Next {
  /** Another round, at once. */
  record Go() implements Next {}

  /** Another round, after a while. */
  record Rest(Duration pause) implements Next {}

  /** Another round, when its account may send again. */
  record WhenReleased() implements Next {}

  /** It has come to its end. */
  record Done() implements Next {}

  Next GO = new Go();
  Next DONE = new Done();
}
