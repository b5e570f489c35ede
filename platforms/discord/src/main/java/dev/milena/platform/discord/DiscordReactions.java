package dev.milena.platform.discord;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads reactions. People may put one on, take it off and put it on again, so each is named by its
 * delivery. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/events/gateway-events#message-reaction-add">
 *     Message Reaction Add, read 2026-11-21</a>
 */
final class DiscordReactions {
  /** What a command may put before {@code name:id} of a guild's own picture. */
  static final String CUSTOM = "custom:";

  private final DiscordPeople people;

  DiscordReactions(DiscordPeople people) {
    this.people = people;
  }

  Translation added(Arrival dispatch, JsonNode body) {
    return changed(dispatch, body, Happening.ReactionAdded::new);
  }

  Translation removed(Arrival dispatch, JsonNode body) {
    return changed(dispatch, body, Happening.ReactionRemoved::new);
  }

  /** Every reaction is gone, whoever put it there. */
  Translation allRemoved(Arrival dispatch, JsonNode body) {
    return event(
        dispatch,
        body,
        Optional.empty(),
        message ->
            new Happening.ReactionRemoved(
                message, new Reaction(Optional.empty(), Optional.empty())));
  }

  /** Every reaction of one kind is gone. */
  Translation emojiRemoved(Arrival dispatch, JsonNode body) {
    return event(
        dispatch,
        body,
        Optional.empty(),
        message -> new Happening.ReactionRemoved(message, reaction(body.path("emoji"))));
  }

  private Translation changed(
      Arrival dispatch, JsonNode body, BiFunction<Pointer, Reaction, Happening> what) {
    Optional<String> user = id(body, "user_id");
    if (user.filter(people::isSelf).isPresent()) {
      return Translation.ignored("own_reaction");
    }
    Optional<Participant> who =
        people
            .user(body.path("member").path("user"), body.path("member"))
            .or(() -> user.map(people::known));
    return event(dispatch, body, who, message -> what.apply(message, reaction(body.path("emoji"))));
  }

  private Translation event(
      Arrival dispatch,
      JsonNode body,
      Optional<Participant> who,
      java.util.function.Function<Pointer, Happening> what) {
    Optional<Conversation> where = people.channel(body);
    Optional<Pointer> message = id(body, "message_id").map(Pointer::new);
    if (where.isEmpty() || message.isEmpty()) {
      return Translation.unknown("reaction_form");
    }
    return Translation.of(
        dispatch.event(
            dispatch.delivery(), Optional.empty(), where, who, what.apply(message.get())));
  }

  /** A guild's picture has an id; its name is missing once it was deleted. */
  private static Reaction reaction(JsonNode emoji) {
    Optional<String> name = text(emoji, "name");
    return id(emoji, "id")
        .map(id -> new Reaction(Optional.empty(), Optional.of(name.orElse("_") + ":" + id)))
        .orElseGet(() -> new Reaction(name, name));
  }
}
