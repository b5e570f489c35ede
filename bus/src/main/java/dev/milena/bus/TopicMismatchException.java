package dev.milena.bus;

/**
 * A topic is not as it must be, and starting anyway would lose the order or double messages. Says
 * what to do.
 */
public final class TopicMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TopicMismatchException(String message) {
    super(message);
  }
}
