package dev.milena.platform.slack;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.seconds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import dev.milena.platform.Arrival;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What stands around an event, a press or a command: who received it, and for which installation.
 *
 * @param arrival what all events of it share, named after the app
 * @param conversations names places
 * @param people with the bot's own users
 * @param payload the whole body
 */
record SlackEnvelope(
    Arrival arrival, SlackConversations conversations, SlackPeople people, JsonNode payload) {
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
        new Arrival(
            account,
            EventIds.of(SlackPlatform.KEY, settings.appId()),
            id(payload, "event_id").orElse("0"),
            receivedAt),
        new SlackConversations(settings.workspaces().keySet()),
        new SlackPeople(own),
        payload);
  }

  Instant receivedAt() {
    return arrival.receivedAt();
  }

  EventIds ids() {
    return arrival.ids();
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
    return arrival.delivery();
  }

  /** When it happened, where the event itself does not say. */
  Optional<Instant> time() {
    return seconds(payload, "event_time");
  }

  /** The id of what happened to a message. */
  String about(Conversation where, String message, String kind, String... version) {
    return arrival.about(where, message, kind, version);
  }

  /** An event with its own time, or that of the envelope. */
  Event event(
      String eventId,
      Optional<Instant> at,
      Optional<Conversation> where,
      Optional<Participant> who,
      Happening what) {
    return arrival.event(eventId, at.or(this::time), where, who, what);
  }

  /** An event that can be answered for half an hour. */
  Event answerable(
      String eventId,
      Optional<Instant> at,
      Optional<Conversation> where,
      Optional<Participant> who,
      Happening what) {
    return event(eventId, at, where, who, what).expiring(receivedAt().plus(ANSWERABLE));
  }
}
