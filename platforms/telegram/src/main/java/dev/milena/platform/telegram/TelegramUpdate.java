package dev.milena.platform.telegram;

import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One update on its way to becoming events: what all of them share.
 *
 * @param account who received it
 * @param ids names events after the bot
 * @param id the {@code update_id}
 * @param receivedAt when it came
 */
record TelegramUpdate(AccountRef account, EventIds ids, String id, Instant receivedAt) {

  /** An event with the platform's time, or that of the receipt where the platform does not tell. */
  Event event(
      String eventId,
      Optional<Instant> time,
      Optional<Conversation> where,
      Optional<Participant> who,
      Happening what) {
    return new Event(
        eventId, account, time.orElse(receivedAt), receivedAt, where, who, what, Optional.empty());
  }

  /**
   * The id of what happened to a message. A message without a number (scheduled or ephemeral ones
   * have 0) can only be named by its delivery.
   */
  String about(Conversation where, Optional<String> message, String kind, String... version) {
    return message
        .filter(m -> !m.equals("0"))
        .map(m -> ids.message(path(where), m, kind, version))
        .orElseGet(this::delivery);
  }

  /** The id of an event of which an update brings one. */
  String delivery() {
    return ids.delivery(id);
  }

  /** The id of the n-th of several. */
  String delivery(int n) {
    return ids.delivery(id, n);
  }

  private static List<String> path(Conversation where) {
    List<String> path = new ArrayList<>(where.workspace().stream().toList());
    path.add(where.id());
    return path;
  }
}
