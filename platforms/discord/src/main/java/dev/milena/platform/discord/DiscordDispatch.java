package dev.milena.platform.discord;

import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One input on its way to becoming events: what all of them share.
 *
 * @param account who received it
 * @param ids names events after the bot
 * @param id Discord's name of the delivery: session and sequence number, or the interaction
 * @param receivedAt when it came
 */
record DiscordDispatch(AccountRef account, EventIds ids, String id, Instant receivedAt) {

  /** An event with Discord's time, or that of the receipt where Discord does not tell. */
  Event event(
      String eventId,
      Optional<Instant> time,
      Optional<Conversation> where,
      Optional<Participant> who,
      Happening what) {
    return new Event(
        eventId, account, time.orElse(receivedAt), receivedAt, where, who, what, Optional.empty());
  }

  /** The id of what happened to a message. */
  String about(Conversation where, String message, String kind, String... version) {
    return ids.message(List.of(where.id()), message, kind, version);
  }

  /** The id of the one event that an input brings. */
  String delivery() {
    return ids.delivery(id);
  }

  /** The id of the n-th of several. */
  String delivery(int n) {
    return ids.delivery(id, n);
  }
}
