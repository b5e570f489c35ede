package dev.milena.platform;

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
 * One input on its way to becoming events: what all of them share.
 *
 * @param account who received it
 * @param ids names events after the account's own id
 * @param id the platform's own name of the delivery
 * @param receivedAt when it came
 */
public record Arrival(AccountRef account, EventIds ids, String id, Instant receivedAt) {

  /** An event with the platform's time, or that of the receipt where the platform does not tell. */
  public Event event(
      String eventId,
      Optional<Instant> time,
      Optional<Conversation> where,
      Optional<Participant> who,
      Happening what) {
    return new Event(
        eventId, account, time.orElse(receivedAt), receivedAt, where, who, what, Optional.empty());
  }

  /** The id of what happened to a message. */
  public String about(Conversation where, String message, String kind, String... version) {
    List<String> path = new ArrayList<>(where.workspace().stream().toList());
    path.add(where.id());
    return ids.message(path, message, kind, version);
  }

  /** The id of the news how far a message of ours has come. */
  public String status(Conversation where, String message, String status) {
    return about(where, message, "status", status);
  }

  /** The id of the one event that an input brings. */
  public String delivery() {
    return ids.delivery(id);
  }

  /** The id of the n-th of several. */
  public String delivery(int n) {
    return ids.delivery(id, n);
  }
}
