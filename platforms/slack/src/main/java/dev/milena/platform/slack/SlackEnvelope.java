package dev.milena.platform.slack;

import static dev.milena.platform.slack.SlackFields.each;
import static dev.milena.platform.slack.SlackFields.flag;
import static dev.milena.platform.slack.SlackFields.id;
import static dev.milena.platform.slack.SlackFields.number;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands around an event, a press or a command: who received it, and for which installation.
 *
 * @param account who received it
 * @param ids names events after the app
 * @param conversations names places
 * @param people with the bot's own users
 * @param payload the whole body
 * @param receivedAt when it came
 */
record SlackEnvelope(
    AccountRef account,
    EventIds ids,
    SlackConversations conversations,
    SlackPeople people,
    JsonNode payload,
    Instant receivedAt) {
  /** How long a {@code response_url} can be used. */
  private static final Duration ANSWERABLE = Duration.ofMinutes(30);

  static SlackEnvelope of(
      AccountRef account, SlackAccount settings, JsonNode payload, Instant receivedAt) {
    Set<String> own = new HashSet<>();
    settings.botUser().ifPresent(own::add);
    each(payload, "authorizations")
        .filter(a -> flag(a, "is_bot"))
        .forEach(a -> id(a, "user_id").ifPresent(own::add));
    return new SlackEnvelope(
        account,
        EventIds.of(SlackPlatform.KEY, settings.appId()),
        new SlackConversations(settings.workspaces().keySet()),
        new SlackPeople(own),
        payload,
        receivedAt);
  }

  /**
   * The workspace whose installation sees an event. In a channel that organisations share, the
   * outer {@code team_id} may be the sender's.
   */
  Optional<String> team() {
    JsonNode seen = payload.path("authorizations").path(0);
    return (flag(seen, "is_enterprise_install")
            ? id(seen, "enterprise_id")
            : Optional.<String>empty())
        .or(() -> id(seen, "team_id"))
        .or(() -> id(payload, "team_id"));
  }

  /** Where an event of the Events API happened. */
  Conversation where(String channel, JsonNode event) {
    return conversations.of(channel, id(event, "channel_type"), id(event, "thread_ts"), team());
  }

  /** Slack's id of the delivery; the same when it comes again. */
  String delivery() {
    return ids.delivery(id(payload, "event_id").orElse("0"));
  }

  /** When it happened, where the event itself does not say. */
  Optional<Instant> time() {
    return number(payload, "event_time").filter(s -> s > 0).map(Instant::ofEpochSecond);
  }

  /** The id of what happened to a message. */
  String about(Conversation where, String message, String kind, String... version) {
    List<String> path = new ArrayList<>(where.workspace().stream().toList());
    path.add(where.id());
    return ids.message(path, message, kind, version);
  }

  Event event(
      String eventId,
      Optional<Instant> at,
      Optional<Conversation> where,
      Optional<Participant> who,
      Happening what) {
    return new Event(
        eventId,
        account,
        at.or(this::time).orElse(receivedAt),
        receivedAt,
        where,
        who,
        what,
        Optional.empty());
  }

  /** An event that can be answered for half an hour. */
  Event answerable(
      String eventId,
      Optional<Instant> at,
      Optional<Conversation> where,
      Optional<Participant> who,
      Happening what) {
    Event event = event(eventId, at, where, who, what);
    return new Event(
        event.id(),
        account,
        event.time(),
        receivedAt,
        where,
        who,
        what,
        Optional.of(receivedAt.plus(ANSWERABLE)));
  }
}
