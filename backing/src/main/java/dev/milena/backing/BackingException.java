package dev.milena.backing;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * The broker, the database or their folder cannot be used, for a reason that a person can do
 * something about. The message is a whole sentence that says what and what to do; show it without
 * the stack trace.
 */
public final class BackingException extends RuntimeException {
  BackingException(String message) {
    super(message);
  }

  BackingException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What failed, followed by the innermost cause in words. */
  static BackingException because(String what, Throwable failure) {
    return new BackingException(what + ": " + reason(failure), failure);
  }

  /**
   * The innermost cause as a person would say it; file errors carry only a path as their message.
   */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return switch (innermost) {
      case AccessDeniedException denied -> denied.getFile() + " is not yours to write";
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case FileAlreadyExistsException existing ->
          "a file called " + existing.getFile() + " is in the way";
      case FileSystemException other -> other.getFile() + ": " + other.getReason();
      default ->
          innermost.getMessage() == null
              ? innermost.getClass().getSimpleName()
              : innermost.getMessage();
    };
  }
}
