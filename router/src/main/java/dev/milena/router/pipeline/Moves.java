package dev.milena.router.pipeline;

import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.router.links.Links;
import dev.milena.router.links.Move;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chats that move, by themselves or with their person. */
final class Moves {
  private Moves() {}

  /** The move that an event tells of; the end that it does not name is its own conversation. */
  static Optional<Move> of(Event event) {
    return event
        .conversation()
        .flatMap(where ->
            told(event.what(), where)
                .map(move -> resolved(move, where.ref(event.account())))
                .filter(move -> !move.from().equals(move.to())));
  }

  /** A direct chat that has its person's id goes where the person has gone. */
  private static Optional<dev.milena.model.Move> told(Happening what, Conversation where) {
    if (what instanceof Happening.ConversationMigrated chat) {
      return Optional.of(chat.migration());
    }
    return what instanceof Happening.IdentityChanged person && isOf(person.identity(), where)
        ? Optional.of(person.identity())
        : Optional.empty();
  }

  private static boolean isOf(dev.milena.model.Move identity, Conversation where) {
    return where.type().equals(Optional.of(ConversationType.DIRECT))
        && identity.from().equals(Optional.of(where.id()));
  }

  private static Move resolved(dev.milena.model.Move told, ConversationRef here) {
    return new Move(
        told.from().map(id -> sibling(here, id)).orElse(here),
        told.to().map(id -> sibling(here, id)).orElse(here));
  }

  private static ConversationRef sibling(ConversationRef here, String id) {
    return new ConversationRef(here.account(), here.workspace(), id);
  }

  static Uni<Void> all(SqlConnection connection, Links links, List<Event> events) {
    List<Move> moves = events.stream().map(Moves::of).flatMap(Optional::stream).toList();
    return Multi.createFrom()
        .iterable(moves)
        .onItem()
        .transformToUniAndConcatenate(move -> links.move(connection, move))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** Cuts a batch behind each move: what comes after must find the links where they are then. */
  static List<List<Arrival>> cut(List<Arrival> arrivals) {
    List<List<Arrival>> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < arrivals.size(); i++) {
      if (of(arrivals.get(i).event()).isPresent()) {
        parts.add(arrivals.subList(from, i + 1));
        from = i + 1;
      }
    }
    if (from < arrivals.size()) {
      parts.add(arrivals.subList(from, arrivals.size()));
    }
    return parts;
  }
}
