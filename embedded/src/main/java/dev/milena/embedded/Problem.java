package dev.milena.embedded;

/** Something that the person at the keyboard can mend; the message says how. Exit status 2. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Problem(String message) {
    super(message, null, false, false);
  }
}
