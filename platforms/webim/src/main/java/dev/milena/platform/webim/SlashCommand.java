package dev.milena.platform.webim;

import dev.milena.model.Invocation;
import dev.milena.model.Message;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds {@code /name the rest} at the beginning of what a visitor says to a robot. Pure. */
final class SlashCommand {
  /** A name is short and plain, so that a path or a fraction is not taken for one. */
  private static final Pattern FORM =
      Pattern.compile("/([A-Za-z][A-Za-z0-9_-]{0,31})(?:\\s+(.*))?", Pattern.DOTALL);

  private SlashCommand() {}

  static Optional<Invocation> of(Message message) {
    return message
        .text()
        .map(FORM::matcher)
        .filter(Matcher::matches)
        .map(m ->
            new Invocation(
                m.group(1), Optional.ofNullable(m.group(2)).orElse(""), Optional.empty()));
  }
}
