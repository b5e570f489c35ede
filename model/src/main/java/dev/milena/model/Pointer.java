package dev.milena.model;

/** The message that an event is about, by the platform's id. */
public record Pointer(String id) {
  public Pointer {
    Words.requirePart(id, "message id");
  }
}
