package dev.milena.platform.discord;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer to an interaction must name: {@code <id>:<deferral>:<token>}. The token lets
 * whoever has it answer for a quarter of an hour.
 *
 * @param id of the interaction
 * @param deferral how its answer is put off: see {@link #THINKING} and {@link #SILENT}
 * @param token of the interaction
 * @see <a
 *     href="https://discord.com/developers/docs/interactions/receiving-and-responding">Receiving
 *     and responding, read 2026-11-21</a>
 */
record DiscordInteraction(String id, int deferral, String token) {
  /** A message that says that an answer is on its way; here only for the person who asked. */
  static final int THINKING = 5;

  /** Nothing is shown. */
  static final int SILENT = 6;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,20}):([56]):(\\S{1,2000})");

  static Optional<DiscordInteraction> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new DiscordInteraction(
                parts.group(1), Integer.parseInt(parts.group(2)), parts.group(3)))
        : Optional.empty();
  }

  String text() {
    return id + ":" + deferral + ":" + token;
  }

  /** Whoever has the token can answer. */
  @Override
  public String toString() {
    return "DiscordInteraction[" + id + "]";
  }
}
