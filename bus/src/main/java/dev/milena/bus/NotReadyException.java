package dev.milena.bus;

/**
 * Kafka has not been reached since the start, or this process is stopping: nothing was sent. No
 * stack trace.
 */
public final class NotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(message, null, false, false);
  }
}
