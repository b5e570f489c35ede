package dev.milena.platform.telegram;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.telegram.TelegramFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.model.ReactionCount;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads reactions. Telegram sends what somebody's reactions were and what they are; what went and
 * what came are the events. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#messagereactionupdated">MessageReactionUpdated,
 *     read 2026-11-21</a>
 */
final class TelegramReactions {
  /** Stands before the id of a picture that is no Unicode character. */
  static final String CUSTOM = "custom:";

  private final TelegramPeople people;

  TelegramReactions(TelegramPeople people) {
    this.people = people;
  }

  Translation changed(Arrival update, JsonNode change) {
    Optional<Conversation> where = people.of(change);
    Optional<Pointer> message = id(change, "message_id").map(Pointer::new);
    if (where.isEmpty() || message.isEmpty()) {
      return Translation.unknown("message_reaction_form");
    }
    List<Reaction> before = reactions(change, "old_reaction");
    List<Reaction> after = reactions(change, "new_reaction");
    List<Happening> changes = new ArrayList<>();
    before.stream()
        .filter(r -> !after.contains(r))
        .forEach(r -> changes.add(new Happening.ReactionRemoved(message.get(), r)));
    after.stream()
        .filter(r -> !before.contains(r))
        .forEach(r -> changes.add(new Happening.ReactionAdded(message.get(), r)));
    return changes.isEmpty()
        ? Translation.ignored("reactions_unchanged")
        : events(update, change, where, changes);
  }

  private Translation events(
      Arrival update, JsonNode change, Optional<Conversation> where, List<Happening> changes) {
    Optional<Participant> who =
        people.user(change.path("user")).or(() -> people.user(change.path("actor_chat")));
    List<Event> events = new ArrayList<>();
    for (Happening what : changes) {
      String id = changes.size() == 1 ? update.delivery() : update.delivery(events.size());
      events.add(update.event(id, time(change, "date"), where, who, what));
    }
    return Translation.of(events);
  }

  Translation counted(Arrival update, JsonNode change) {
    Optional<Conversation> where = people.of(change);
    Optional<Pointer> message = id(change, "message_id").map(Pointer::new);
    if (where.isEmpty() || message.isEmpty()) {
      return Translation.unknown("message_reaction_count_form");
    }
    List<ReactionCount> counts =
        each(change, "reactions")
            .flatMap(count ->
                reaction(count.path("type")).stream()
                    .map(r -> new ReactionCount(r, number(count, "total_count").orElse(0L))))
            .toList();
    return Translation.of(
        update.event(
            update.delivery(),
            time(change, "date"),
            where,
            Optional.empty(),
            new Happening.ReactionCounts(message.get(), counts)));
  }

  private static List<Reaction> reactions(JsonNode change, String field) {
    return each(change, field).map(TelegramReactions::reaction).flatMap(Optional::stream).toList();
  }

  private static Optional<Reaction> reaction(JsonNode reaction) {
    return switch (text(reaction, "type").orElse("")) {
      case "emoji" ->
          text(reaction, "emoji").map(e -> new Reaction(Optional.of(e), Optional.of(e)));
      case "custom_emoji" ->
          id(reaction, "custom_emoji_id")
              .map(e -> new Reaction(Optional.empty(), Optional.of(CUSTOM + e)));
      case "paid" -> Optional.of(new Reaction(Optional.of("⭐"), Optional.of(CUSTOM + "paid")));
      default -> Optional.empty();
    };
  }
}
