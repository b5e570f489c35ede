package dev.milena.chaos;

/**
 * Something that goes wrong.
 *
 * @param unheard whether what platforms say meanwhile may reach nobody; only then is it excused
 *     that a platform which repeats nothing, or no more, has given up an input
 */
record Fault(String name, boolean unheard, Deed deed) {
  /** With ingress at work all the time. */
  Fault(String name, Deed deed) {
    this(name, false, deed);
  }

  /** With nobody there to take what comes, nobody who may, or nobody whom the platform knows. */
  static Fault unheard(String name, Deed deed) {
    return new Fault(name, true, deed);
  }

  /** How it goes wrong, and is put right again. */
  @FunctionalInterface
  interface Deed {
    /**
     * Returns when what was broken has been put right; the hub may still be catching up.
     *
     * @throws NothingToStrikeException when none of the platforms that are played can have it
     * @throws Exception when the fault itself could not be played: the run then proves nothing
     */
    void play(Arena arena) throws Exception;
  }

  /** What goes wrong on other platforms cannot go wrong on these; the message says why. */
  static final class NothingToStrikeException extends Exception {
    private static final long serialVersionUID = 1L;

    NothingToStrikeException(String message) {
      super(message, null, false, false);
    }
  }
}
