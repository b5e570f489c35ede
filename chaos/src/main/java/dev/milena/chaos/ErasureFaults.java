package dev.milena.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** People are forgotten while others write, and write again themselves. */
final class ErasureFaults {
  private static final int PEOPLE = 3;
  private static final Duration MAX = Duration.ofSeconds(60);

  private ErasureFaults() {}

  static List<Fault> all() {
    return List.of(new Fault("people-forgotten", ErasureFaults::play));
  }

  private static void play(Arena arena) throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      forget(arena, arena.anyOf(arena.cast().aside()));
    }
  }

  private static void forget(Arena arena, Pair pair) throws Exception {
    String conversation = arena.traffic().newConversation(pair);
    Lane toDesk = arena.ledger().open(pair, Pair.Way.TO_DESK, conversation);
    Lane toVisitor = arena.ledger().open(pair, Pair.Way.TO_VISITOR, conversation);
    talk(arena, toDesk, toVisitor);
    UUID person = newest(arena, pair.visitors());
    arena.hub().api().call("DELETE", "/api/v1/people/" + person, "");
    talk(arena, toDesk, toVisitor);
    if (person.equals(newest(arena, pair.visitors()))) {
      arena.ledger().find("who was forgotten and wrote again is not somebody new, in " + toDesk);
    }
  }

  private static void talk(Arena arena, Lane... lanes) {
    for (Lane lane : lanes) {
      lane.write(1, arena.ledger().during());
      Facts.holds(MAX, () -> lane.pending() == 0);
    }
  }

  /** Nobody else writes there. */
  private static UUID newest(Arena arena, Place place) throws SQLException {
    try (Connection connection = BackingFaults.connect(arena.hub().postgres());
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT person FROM participant WHERE platform = ? AND account = ? AND NOT self"
                    + " ORDER BY created_at DESC LIMIT 1")) {
      statement.setString(1, place.account().platform());
      statement.setString(2, place.account().name());
      try (ResultSet found = statement.executeQuery()) {
        if (!found.next()) {
          throw new IllegalStateException("Nobody is known who wrote to " + place);
        }
        return found.getObject(1, UUID.class);
      }
    }
  }
}
