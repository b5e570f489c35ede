package dev.milena.platform;

import java.util.List;

/** What a command comes to. */
public sealed interface Plan {
  /**
   * Calls, in their order.
   *
   * @param degraded what the platform cannot show, each as {@code thing: what is done instead}
   */
  record Steps(List<Step> steps, List<String> degraded) implements Plan {
    public Steps {
      steps = List.copyOf(steps);
      degraded = List.copyOf(degraded);
    }
  }

  /**
   * Nothing that could be done instead.
   *
   * @param reason a word from the fixed vocabulary, for example {@code unsupported}
   */
  record Refused(String reason) implements Plan {}
}
