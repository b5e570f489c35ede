package dev.milena.model;

/** How often a reaction is on a message. */
public record ReactionCount(Reaction reaction, long count) {
  public ReactionCount {
    Words.requirePart(reaction, "reaction");
  }
}
