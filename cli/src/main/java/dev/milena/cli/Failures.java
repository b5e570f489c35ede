package dev.milena.cli;

import dev.milena.model.Json;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says in one line what went wrong and what to do next. */
final class Failures {
  private Failures() {}

  static String plain(Throwable failure) {
    return switch (failure) {
      case UncheckedIOException io -> plain(io.getCause());
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case AccessDeniedException denied -> denied.getFile() + " may not be read";
      case Json.UnreadableException unreadable -> unreadable.getMessage();
      case HubApi.RefusedException refused -> refused.getMessage();
      case IllegalArgumentException wrong -> wrong.getMessage();
      default -> failure.getClass().getSimpleName() + ": " + failure.getMessage();
    };
  }
}
