package dev.milena.chaos;

/**
 * An account where visitors write, led to one where operators answer.
 *
 * @param name of the route between them
 */
record Pair(String name, Place visitors, Place desk) {
  /** Where a message goes. */
  enum Way {
    TO_DESK,
    TO_VISITOR
  }

  Place from(Way way) {
    return switch (way) {
      case TO_DESK -> visitors;
      case TO_VISITOR -> desk;
    };
  }

  Place to(Way way) {
    return switch (way) {
      case TO_DESK -> desk;
      case TO_VISITOR -> visitors;
    };
  }
}
