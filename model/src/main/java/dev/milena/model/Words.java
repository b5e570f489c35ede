package dev.milena.model;

/** Checks that several records share. */
final class Words {
  private Words() {}

  static void require(String value, String what) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("The " + what + " is missing");
    }
  }
}
