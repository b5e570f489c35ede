package dev.milena.bus;

/**
 * More is on its way to Kafka than this process may hold: nothing was sent, and the caller should
 * tell its own caller to come again. Made in great numbers under load, so it carries no stack
 * trace.
 */
public final class OverloadedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OverloadedException(String message) {
    super(message, null, false, false);
  }
}
