package dev.milena.router.pipeline;

import dev.milena.model.ConversationRef;
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

/** Chats that move. */
final class Moves {
  private Moves() {}

  /** The move that an event tells of; the end that it does not name is its own conversation. */
  static Optional<Move> of(Event event) {
    if (!(event.what() instanceof Happening.ConversationMigrated m)
        || event.conversation().isEmpty()) {
      return Optional.empty();
    }
    ConversationRef here = event.conversation().get().ref(event.account());
    ConversationRef from = m.migration().from().map(id -> sibling(here, id)).orElse(here);
    ConversationRef to = m.migration().to().map(id -> sibling(here, id)).orElse(here);
    return from.equals(to) ? Optional.empty() : Optional.of(new Move(from, to));
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
