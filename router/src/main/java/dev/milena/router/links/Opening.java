package dev.milena.router.links;

import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.router.store.Ids;
import java.util.List;
import java.util.UUID;

/**
 * A conversation that a route leads to an account for the first time.
 *
 * @param from the visitor
 * @param desk the account
 * @param route the route's name
 * @param visitorIds by what the account may know the visitor, the preferred one first: where
 *     another visitor has it already, the next is taken
 */
public record Opening(UUID from, AccountRef desk, String route, List<String> visitorIds) {
  ConversationRef there(int choice) {
    return ConversationRef.of(desk, visitorIds.get(choice));
  }

  UUID thereId(int choice) {
    return Ids.conversation(there(choice));
  }
}
