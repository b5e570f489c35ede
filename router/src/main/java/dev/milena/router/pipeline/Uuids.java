package dev.milena.router.pipeline;

import java.util.Optional;
import java.util.UUID;

/** Ids that others write. */
final class Uuids {
  private Uuids() {}

  /** Absent: it is none. */
  static Optional<UUID> parse(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
