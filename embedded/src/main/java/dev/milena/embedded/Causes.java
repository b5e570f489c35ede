package dev.milena.embedded;

/** Finds the cause that says most. */
final class Causes {
  /** Chains of causes are short; a bound in case one bites its tail. */
  private static final int DEPTH_MAX = 20;

  private Causes() {}

  /** The message of the innermost cause. */
  static String first(Throwable thrown) {
    Throwable at = thrown;
    for (int i = 0; i < DEPTH_MAX && at.getCause() != null; i++) {
      at = at.getCause();
    }
    return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
  }
}
