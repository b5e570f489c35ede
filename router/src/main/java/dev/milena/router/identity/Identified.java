package dev.milena.router.identity;

import dev.milena.model.Event;
import dev.milena.model.Participant;
import dev.milena.router.store.Ids;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who and where the events of a batch are.
 *
 * @param people by participant id
 * @param places by conversation id
 * @param news the events that told something new, and so had to be written
 * @param asOf counts how often such knowledge had been thrown away when this was read
 */
public record Identified(
    Map<UUID, Known> people, Map<UUID, Place> places, List<Event> news, long asOf) {
  /** Nobody, nowhere. */
  public static final Identified NOTHING = new Identified(Map.of(), Map.of(), List.of(), 0);

  /**
   * A participant.
   *
   * @param person whose it is
   * @param linked whether its owner has proved that
   */
  public record Known(Participant participant, UUID person, boolean linked) {}

  /**
   * A conversation.
   *
   * @param seated who sits there, where that is known
   * @param desk whether the hub opened it to hand somebody's messages over
   */
  public record Place(Optional<Known> seated, boolean desk) {}

  public Optional<Place> place(Event event) {
    return event.conversation().map(c -> places.get(Ids.conversation(c.ref(event.account()))));
  }

  /** The sender, else who is known to sit in the conversation. */
  public Optional<Known> sender(Event event) {
    return event
        .sender()
        .map(s -> people.get(Ids.participant(event.account(), s.id())))
        .or(() -> place(event).flatMap(Place::seated));
  }
}
