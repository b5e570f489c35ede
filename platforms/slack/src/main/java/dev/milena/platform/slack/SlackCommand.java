package dev.milena.platform.slack;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Happening;
import dev.milena.model.Interaction;
import dev.milena.model.Invocation;
import dev.milena.model.Participant;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slash commands: a form over HTTP, the same fields as an object on a socket. They come once. Pure.
 *
 * @see <a href="https://docs.slack.dev/interactivity/implementing-slash-commands">Slash commands,
 *     read 2026-11-21</a>
 */
final class SlackCommand {
  private static final Pattern TYPED =
      Pattern.compile("/([\\p{L}\\p{N}_-]{1,32})(?:\\s+(.*))?", Pattern.DOTALL);

  private SlackCommand() {}

  static Translation read(SlackEnvelope envelope) {
    JsonNode form = envelope.payload();
    Optional<String> channel = id(form, "channel_id");
    Optional<String> user = id(form, "user_id");
    Optional<String> name = id(form, "command").map(c -> c.replaceFirst("^/", ""));
    if (channel.isEmpty() || user.isEmpty() || name.filter(n -> !n.isBlank()).isEmpty()) {
      return Translation.unknown("command_form");
    }
    Optional<String> team =
        text(form, "is_enterprise_install").filter("true"::equals).isPresent()
            ? id(form, "enterprise_id")
            : id(form, "team_id");
    Optional<String> type = id(form, "channel_name").filter("directmessage"::equals).map(_ -> "im");
    Interaction interaction =
        new Interaction(
            Optional.of(SlackAnswerPlace.of(form, user.get())),
            Optional.of("command"),
            name,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return Translation.of(
        envelope.answerable(
            envelope.ids().delivery("command-" + trigger(form, envelope)),
            Optional.empty(),
            Optional.of(envelope.conversations().of(channel.get(), type, Optional.empty(), team)),
            Optional.of(
                new Participant(user.get(), Optional.empty(), id(form, "user_name"), false, false)),
            new Happening.CommandInvoked(
                new Invocation(name.get(), text(form, "text").orElse(""), Optional.empty()),
                Optional.of(interaction))));
  }

  /** What names the invocation; a payload without it (of a workflow, say) by when it came. */
  static String trigger(JsonNode payload, SlackEnvelope envelope) {
    return id(payload, "trigger_id")
        .or(() -> id(payload.path("interactivity"), "interactivity_pointer"))
        .or(() -> id(payload, "action_ts"))
        .orElseGet(() -> envelope.receivedAt().toString());
  }

  /** A message that begins like a command. */
  static Optional<Invocation> typed(String text) {
    Matcher typed = TYPED.matcher(text);
    return typed.matches()
        ? Optional.of(
            new Invocation(
                typed.group(1),
                Optional.ofNullable(typed.group(2)).map(String::strip).orElse(""),
                Optional.empty()))
        : Optional.empty();
  }
}
