package dev.milena.platform.slack;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.milena.model.Command;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.Reconciliation;
import dev.milena.platform.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks in a channel for a message that may have been posted: each carries a note of ours. Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/methods/conversations.history">
 *     conversations.history, read 2026-11-21</a>
 */
final class SlackHistory {
  /** What clocks may differ by; looking back too far only finds more. */
  private static final Duration CLOCKS = Duration.ofMinutes(2);

  /** Commercial apps outside of Slack's marketplace get 15 at most, and are told of more. */
  private static final int MESSAGES_MAX = 100;

  /** Why Slack may not let the app look; then nothing can be told. */
  private static final Set<String> NOT_ALLOWED =
      Set.of("missing_scope", "not_in_channel", "channel_not_found", "thread_not_found");

  private SlackHistory() {}

  /** The call that looks; absent where there is nothing to look for. */
  static Optional<ApiRequest> request(
      SlackAccount settings, Command command, Step step, Instant since) {
    return note(step)
        .flatMap(note -> SlackTarget.of(settings, command.to()))
        .map(target -> request(target, step, since));
  }

  private static ApiRequest request(SlackTarget target, Step step, Instant since) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("channel", target.channel());
    Optional<String> thread = id(body(step), "thread_ts");
    thread.ifPresent(ts -> fields.put("ts", ts));
    fields.put(
        "oldest", String.format(Locale.ROOT, "%d.000000", since.minus(CLOCKS).getEpochSecond()));
    fields.put("include_all_metadata", "true");
    fields.put("limit", Integer.toString(MESSAGES_MAX));
    return target.form(
        thread.isPresent() ? "conversations.replies" : "conversations.history",
        new ApiRequest.FormBody(fields));
  }

  private static JsonNode body(Step step) {
    return step.request().body() instanceof ApiRequest.JsonBody json
        ? json.json()
        : MissingNode.getInstance();
  }

  private static Optional<String> note(Step step) {
    return id(body(step).path("metadata").path("event_payload"), "command");
  }

  /**
   * What the channel shows. A call that Slack has answered, or not within half a minute, adds no
   * message later on.
   *
   * @throws IllegalStateException when Slack did not say: to be asked again
   */
  static Reconciliation read(Step step, ApiAnswer answer) {
    JsonNode body = answer.json();
    if (!flag(body, "ok")) {
      if (NOT_ALLOWED.contains(body.path("error").asText())) {
        return new Reconciliation.Untold();
      }
      throw new IllegalStateException("The history was answered " + answer.status());
    }
    String note = note(step).orElseThrow();
    return each(body, "messages")
        .filter(message ->
            id(message.path("metadata").path("event_payload"), "command")
                .filter(note::equals)
                .isPresent())
        .findFirst()
        .flatMap(message -> id(message, "ts"))
        .<Reconciliation>map(ts -> new Reconciliation.Done(Delivered.as(ts)))
        .orElseGet(() ->
            flag(body, "has_more") ? new Reconciliation.Untold() : new Reconciliation.NotDone());
  }
}
