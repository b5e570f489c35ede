package dev.milena.platform.mattermost;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer must name: who is to read it, where a command takes its answers, and what opens a
 * form. Written as one id, its parts behind one another with points between.
 *
 * @param user who pressed or typed
 * @param hook the last part of a command's {@code response_url}; the rest of it is the server, of
 *     which we know the address that we can reach
 * @param trigger opens a form, for seconds
 * @see <a href="https://developers.mattermost.com/integrate/slash-commands/custom/">response_url:
 *     five answers in 30 minutes, read 2026-11-21</a>
 */
record MattermostInteraction(String user, Optional<String> hook, Optional<String> trigger) {
  private static final Pattern ID =
      Pattern.compile("([a-z0-9]{1,64})\\.([a-z0-9]{0,64})\\.([A-Za-z0-9+/=_:-]{0,1024})");
  private static final Pattern HOOK = Pattern.compile(".*/hooks/commands/([a-z0-9]{1,64})");

  static Optional<MattermostInteraction> parse(String id) {
    Matcher parts = ID.matcher(id);
    return parts.matches()
        ? Optional.of(
            new MattermostInteraction(
                parts.group(1), present(parts.group(2)), present(parts.group(3))))
        : Optional.empty();
  }

  private static Optional<String> present(String part) {
    return part.isEmpty() ? Optional.empty() : Optional.of(part);
  }

  static Optional<String> hookOf(String responseUrl) {
    Matcher hook = HOOK.matcher(path(responseUrl));
    return hook.matches() ? Optional.of(hook.group(1)) : Optional.empty();
  }

  private static String path(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getPath()).orElse("");
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  /** Absent where its parts are none that Mattermost has. */
  Optional<String> id() {
    return Optional.of(user + "." + hook.orElse("") + "." + trigger.orElse(""))
        .filter(id -> ID.matcher(id).matches());
  }

  /** Holds what lets anyone answer for a while. */
  @Override
  public String toString() {
    return "MattermostInteraction[" + user + "]";
  }
}
