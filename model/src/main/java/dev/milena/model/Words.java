package dev.milena.model;

/** Checks that several records share. */
final class Words {
  private Words() {}

  static void require(String value, String what) {
    if (value == null || value.isBlank()) {
      throw new MissingException(what);
    }
  }

  /** For parts that are no text. */
  static void requirePart(Object value, String what) {
    if (value == null) {
      throw new MissingException(what);
    }
  }

  /** A part is missing. The message names it in our words and holds nothing of the input. */
  static final class MissingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MissingException(String what) {
      super("The " + what + " is missing");
    }
  }
}
