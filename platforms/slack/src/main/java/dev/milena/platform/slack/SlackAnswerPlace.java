package dev.milena.platform.slack;

import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where an answer goes that only one person shall see. Slack hands out an address with most presses
 * and commands, good for five answers within half an hour, wherever it was; of it the hub keeps
 * what stands behind the host, so that nobody can have it call another. Where there is none, the
 * person is named. Behind it stands what opens a form, for three seconds and once. Pure.
 *
 * @see <a
 *     href="https://docs.slack.dev/interactivity/handling-user-interaction#message_responses">Message
 *     responses, read 2026-11-21</a>
 */
sealed interface SlackAnswerPlace {
  String USER = "user/";

  /** Stands before what opens a form; in no address of Slack's. */
  String TRIGGER = "!";

  Pattern PATH =
      Pattern.compile("(actions|commands|app|services|hooks)(/[A-Za-z0-9_.-]{1,200}){1,6}");

  Pattern TRIGGER_ID = Pattern.compile("[A-Za-z0-9._-]{1,255}");

  /**
   * An address of Slack's.
   *
   * @param path without a leading slash; whoever has it can answer
   */
  record Hook(String path) implements SlackAnswerPlace {
    /** Behind the host of the account's Slack. */
    String url(SlackAccount settings) {
      return settings.hooksUrl()
          + "/"
          + Arrays.stream(path.split("/")).map(ApiRequest::inUrl).collect(Collectors.joining("/"));
    }

    @Override
    public String toString() {
      return "Hook[]";
    }
  }

  /** Somebody in the conversation. */
  record Person(String user) implements SlackAnswerPlace {}

  /** The id of an interaction. */
  static String of(JsonNode payload, String user) {
    String place = id(payload, "response_url").flatMap(SlackAnswerPlace::path).orElse(USER + user);
    return place
        + id(payload, "trigger_id")
            .filter(trigger -> TRIGGER_ID.matcher(trigger).matches())
            .map(trigger -> TRIGGER + trigger)
            .orElse("");
  }

  /** What opens a form; absent where nothing does. */
  static Optional<String> trigger(String interaction) {
    int at = interaction.indexOf(TRIGGER);
    return at < 0
        ? Optional.empty()
        : Optional.of(interaction.substring(at + TRIGGER.length()))
            .filter(trigger -> TRIGGER_ID.matcher(trigger).matches());
  }

  private static Optional<String> path(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getPath())
          .map(path -> path.replaceFirst("^/+", ""))
          .filter(path -> PATH.matcher(path).matches());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Undoes {@link #of}; absent where it is no id that a press or command of Slack's could have. */
  static Optional<SlackAnswerPlace> parse(String interaction) {
    int end = interaction.indexOf(TRIGGER);
    String place = end < 0 ? interaction : interaction.substring(0, end);
    if (place.startsWith(USER)) {
      return Optional.of(place.substring(USER.length()))
          .filter(user -> user.matches("[UW][A-Z0-9]{1,30}"))
          .map(Person::new);
    }
    return Optional.of(place)
        .filter(path -> PATH.matcher(path).matches() && !path.contains(".."))
        .map(Hook::new);
  }
}
