package dev.milena.router.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.router.changes.Changes;
import dev.milena.router.identity.Identified.Known;
import dev.milena.router.identity.Identified.Place;
import dev.milena.router.store.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows the participants and conversations of events, and makes them on first sight. What has not
 * changed since it was last seen costs no query.
 */
@ApplicationScoped
public class Identities {
  /**
   * Two caches of this many small entries take about 100 MB together; who is not among them costs a
   * row in a query.
   */
  private static final int CACHED_MAX = 200_000;

  private final Cache<UUID, Known> people = Caffeine.newBuilder().maximumSize(CACHED_MAX).build();
  private final Cache<UUID, Seen> places = Caffeine.newBuilder().maximumSize(CACHED_MAX).build();
  private final AtomicLong thrownAway = new AtomicLong();
  private final IdentityRows rows;
  private final OwnIdentities own;
  private final Windows windows;

  /** A conversation as it was last written, and what is known of it. */
  record Seen(
      Optional<ConversationType> type,
      Optional<String> title,
      Optional<String> session,
      Optional<Instant> openUntil,
      Place place) {}

  /** A participant that may have to be written. */
  record Person(UUID id, AccountRef account, Participant participant) {}

  /**
   * A conversation that may have to be written.
   *
   * @param heard the message by which the person was last heard, where it matters when they were
   */
  record Chat(
      UUID id,
      ConversationRef ref,
      Conversation conversation,
      Optional<UUID> seat,
      Optional<String> heard) {}

  Identities(IdentityRows rows, OwnIdentities own, Windows windows, Changes changes) {
    this.rows = rows;
    this.own = own;
    this.windows = windows;
    changes.onChange("people", this::forget);
  }

  private void forget() {
    thrownAway.incrementAndGet();
    people.invalidateAll();
    places.invalidateAll();
  }

  /**
   * Who and where; writes what is new. What it returns may be kept once the transaction is
   * committed: {@link #keep}.
   */
  public Uni<Identified> identify(SqlConnection connection, List<Event> events) {
    long asOf = thrownAway.get();
    events.forEach(windows::learn);
    Map<UUID, Person> participants = new TreeMap<>();
    Map<UUID, Chat> chats = new TreeMap<>();
    Map<UUID, Known> knownPeople = new HashMap<>();
    Map<UUID, Place> knownPlaces = new HashMap<>();
    List<Event> news = new ArrayList<>();
    for (Event event : events) {
      boolean newSender =
          event.sender().filter(s -> isNew(event, s, participants, knownPeople)).isPresent();
      boolean newPlace =
          event.conversation().filter(c -> isNew(event, c, chats, knownPlaces)).isPresent();
      if (newSender || newPlace) {
        news.add(event);
      }
    }
    return rows.putPeople(connection, List.copyOf(participants.values()))
        .invoke(knownPeople::putAll)
        .chain(() -> rows.putPlaces(connection, List.copyOf(chats.values())))
        .invoke(knownPlaces::putAll)
        .map(done -> new Identified(knownPeople, knownPlaces, news, asOf));
  }

  private boolean isNew(
      Event event, Participant sender, Map<UUID, Person> missing, Map<UUID, Known> known) {
    UUID id = Ids.participant(event.account(), sender.id());
    Known cached = people.getIfPresent(id);
    if (cached != null && cached.participant().equals(sender)) {
      known.put(id, cached);
      return false;
    }
    missing.put(id, new Person(id, event.account(), sender));
    return true;
  }

  private boolean isNew(
      Event event, Conversation conversation, Map<UUID, Chat> missing, Map<UUID, Place> known) {
    ConversationRef ref = conversation.ref(event.account());
    UUID id = Ids.conversation(ref);
    Optional<UUID> seat = seat(event, conversation);
    Seen cached = places.getIfPresent(id);
    if (cached != null
        && sameAs(cached, conversation)
        && (seat.isEmpty() || isSettled(cached.place()))) {
      known.put(id, cached.place());
      return false;
    }
    missing.merge(id, new Chat(id, ref, conversation, seat, heard(event)), Identities::newer);
    return true;
  }

  private static Optional<String> heard(Event event) {
    return switch (event.what()) {
      case Happening.MessageCreated m -> m.message().id();
      case Happening.InteractionPressed i -> i.message().map(Pointer::id);
      default -> Optional.empty();
    };
  }

  private static boolean isSettled(Place place) {
    return place.desk() || place.seated().isPresent();
  }

  private static boolean sameAs(Seen cached, Conversation conversation) {
    return (conversation.type().isEmpty() || cached.type().equals(conversation.type()))
        && (conversation.title().isEmpty() || cached.title().equals(conversation.title()))
        && (conversation.session().isEmpty() || cached.session().equals(conversation.session()))
        && conversation
            .openUntil()
            .filter(end -> cached.openUntil().filter(e -> !e.isBefore(end)).isEmpty())
            .isEmpty();
  }

  /** Several events of one conversation tell more than one of them. */
  private static Chat newer(Chat before, Chat now) {
    Conversation b = before.conversation();
    Conversation n = now.conversation();
    Conversation both =
        new Conversation(
            n.id(),
            n.type().or(b::type),
            n.title().or(b::title),
            n.thread(),
            n.workspace(),
            n.session().or(b::session),
            later(b.openUntil(), n.openUntil()));
    boolean heardLater = later(b.openUntil(), n.openUntil()).equals(n.openUntil());
    Optional<String> heard =
        heardLater ? now.heard().or(before::heard) : before.heard().or(now::heard);
    return new Chat(now.id(), now.ref(), both, now.seat().or(before::seat), heard);
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.filter(o -> other.filter(o::isBefore).isEmpty()).or(() -> other);
  }

  /** In a direct chat the sender is who sits there, unless the account itself speaks. */
  private static Optional<UUID> seat(Event event, Conversation conversation) {
    return event
        .sender()
        .filter(s ->
            !s.self() && conversation.type().filter(t -> t == ConversationType.DIRECT).isPresent())
        .map(s -> Ids.participant(event.account(), s.id()));
  }

  /** Remembers what a committed batch has found, unless it may have been changed meanwhile. */
  public void keep(List<Event> events, Identified found) {
    events.forEach(own::learn);
    if (found.asOf() != thrownAway.get()) {
      return;
    }
    for (Event event : found.news()) {
      event
          .sender()
          .map(s -> Ids.participant(event.account(), s.id()))
          .ifPresent(id -> people.put(id, found.people().get(id)));
      event.conversation().ifPresent(c -> keep(Ids.conversation(c.ref(event.account())), c, found));
    }
  }

  private void keep(UUID id, Conversation c, Identified found) {
    Seen seen = new Seen(c.type(), c.title(), c.session(), c.openUntil(), found.places().get(id));
    places.asMap().merge(id, seen, Identities::merged);
  }

  private static Seen merged(Seen before, Seen now) {
    return new Seen(
        now.type().or(before::type),
        now.title().or(before::title),
        now.session().or(before::session),
        later(before.openUntil(), now.openUntil()),
        now.place());
  }

  /** The conversations in which a person can be reached. */
  public Uni<Map<UUID, List<ConversationRef>>> reach(SqlConnection connection, List<UUID> persons) {
    return rows.reach(connection, persons);
  }

  /** Notes who does not want to hear from us, and who does again. */
  public Uni<Void> block(SqlConnection connection, Map<UUID, Boolean> blocked) {
    return rows.block(connection, blocked);
  }
}
