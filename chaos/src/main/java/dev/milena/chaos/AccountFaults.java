package dev.milena.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What operators of the hub do to accounts while people write. */
final class AccountFaults {
  /** Above the second in which a change reaches every stage. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private static final int CHANGES = 5;

  /** What the API shows in place of a secret. */
  private static final String HIDDEN = "•••";

  private AccountFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault("accounts-changed", AccountFaults::change),
        Fault.unheard("accounts-revoked", AccountFaults::revoke),
        Fault.unheard("accounts-deleted", AccountFaults::delete));
  }

  /** The same settings under new versions, again and again. */
  private static void change(Arena arena) throws Exception {
    for (int i = 0; i < CHANGES; i++) {
      for (Place place : busy(arena)) {
        arena.hub().api().put(place.account(), place.settings());
      }
      Arena.pause(Duration.ofSeconds(1));
    }
  }

  /** Wrong credentials for a while: calls are refused both ways, and nothing of it is dropped. */
  private static void revoke(Arena arena) throws Exception {
    Place place = arena.anyOf(busy(arena));
    ObjectNode shown = (ObjectNode) arena.hub().api().get(place.account()).path("settings");
    arena.hub().api().put(place.account(), withWrongSecrets(place.settings(), shown));
    Arena.pause(A_WHILE);
    arena.hub().api().put(place.account(), place.settings());
  }

  private static ObjectNode withWrongSecrets(ObjectNode settings, ObjectNode shown) {
    ObjectNode wrong = settings.deepCopy();
    for (Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> field : settings.properties()) {
      String text = field.getValue().asText();
      if (HIDDEN.equals(shown.path(field.getKey()).asText())) {
        char other = text.endsWith("x") ? 'y' : 'x';
        wrong.set(field.getKey(), TextNode.valueOf(text.substring(0, text.length() - 1) + other));
      }
    }
    return wrong;
  }

  private static void delete(Arena arena) throws Exception {
    Place place = arena.anyOf(busy(arena));
    arena.hub().api().delete(place.account());
    Arena.pause(A_WHILE);
    arena.hub().api().put(place.account(), place.settings());
  }

  private static List<Place> busy(Arena arena) {
    return arena.cast().busy().stream()
        .flatMap(p -> java.util.stream.Stream.of(p.visitors(), p.desk()))
        .toList();
  }
}
