package dev.milena.model;

import java.util.Optional;

/**
 * A command that somebody typed or picked.
 *
 * @param name without the leading sign
 * @param args the rest of the line, as typed
 * @param target the bot it names, where the platform lets one name it
 */
public record Invocation(String name, String args, Optional<String> target) {
  public Invocation {
    Words.requirePart(name, "command name");
    args = args == null ? "" : args;
  }

  /** Not even its name: whoever types a slash before a word has made it one. */
  @Override
  public String toString() {
    return "Invocation[]";
  }
}
