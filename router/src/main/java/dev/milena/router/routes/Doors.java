package dev.milena.router.routes;

import dev.milena.bus.AccountTable;
import dev.milena.bus.KeyedHash;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Json;
import dev.milena.router.links.Opening;
import dev.milena.router.store.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Says which conversations a route opens for an event, and by what the account there will know the
 * visitor: the chat's own id, or a GUID, as the account's setting {@code visitor-id} has it.
 */
@ApplicationScoped
public class Doors {
  private static final Logger LOG = Logger.getLogger(Doors.class);

  private final AccountTable accounts;
  private final KeyedHash hash;

  /** The part of an account's settings that matters where people are led to it. */
  private record Desk(VisitorId visitorId) {
    Desk {
      visitorId = visitorId == null ? VisitorId.CHAT : visitorId;
    }
  }

  private enum VisitorId {
    /**
     * The id of the chat, as on its platform; a GUID where that is taken by a chat of another
     * platform.
     */
    CHAT,
    /** A number that says nothing about the chat. */
    GUID
  }

  Doors(AccountTable accounts, KeyedHash hash) {
    this.accounts = accounts;
    this.hash = hash;
  }

  /**
   * What a route opens for an event; nothing for groups, unless the route says so, and nothing back
   * to the event's account.
   */
  public List<Opening> openings(Event event, Route route) {
    return event
        .conversation()
        .filter(c ->
            route.groups() || c.type().orElse(ConversationType.DIRECT) == ConversationType.DIRECT)
        .map(c -> openings(event, c, route))
        .orElse(List.of());
  }

  private List<Opening> openings(Event event, Conversation conversation, Route route) {
    ConversationRef here = conversation.ref(event.account());
    return route.to().stream()
        .flatMap(t -> t instanceof Target.ToAccount to ? Stream.of(to.account()) : Stream.empty())
        .filter(desk -> !desk.equals(event.account()))
        .map(
            desk -> new Opening(Ids.conversation(here), desk, route.name(), visitorIds(here, desk)))
        .toList();
  }

  /**
   * The GUID follows from the chat and the account under a key: the same visitor gets the same one,
   * and nobody can guess it.
   */
  private List<String> visitorIds(ConversationRef here, AccountRef desk) {
    ByteBuffer bytes = ByteBuffer.wrap(hash.of("visitor id", desk.key() + " " + here.key()));
    String guid =
        new UUID(
                bytes.getLong() & ~0xF000L | 0x8000L,
                bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L)
            .toString();
    return visitorId(desk) == VisitorId.CHAT ? List.of(here.id(), guid) : List.of(guid);
  }

  private VisitorId visitorId(AccountRef desk) {
    Optional<Account> account = accounts.find(desk);
    try {
      return account.map(a -> a.as(Desk.class).visitorId()).orElse(VisitorId.CHAT);
    } catch (Json.UnreadableException e) {
      LOG.warnf("%s; visitors keep their chat's id there", e.getMessage());
      return VisitorId.CHAT;
    }
  }
}
