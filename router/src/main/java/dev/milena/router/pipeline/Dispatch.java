package dev.milena.router.pipeline;

import dev.milena.model.Action;
import dev.milena.model.Address;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.Content;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationRef;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.router.decisions.Decision.Outcome;
import dev.milena.router.linking.LinkTalk;
import dev.milena.router.linking.LinkTalk.Wish;
import dev.milena.router.links.Corner;
import dev.milena.router.links.Far;
import dev.milena.router.links.Links;
import dev.milena.router.relay.Relay;
import dev.milena.router.relay.Trails;
import dev.milena.router.routes.Route;
import dev.milena.router.routes.Routes;
import dev.milena.router.routes.Target;
import dev.milena.router.store.Ids;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Decides what an event that may pass becomes: a code, commands for where it is linked or led to,
 * or nothing. Takes the cases of a batch in their order: a link that one of them opens counts for
 * those behind it.
 */
final class Dispatch {
  private final Found found;
  private final LinkTalk talk;
  private final Relay relay;
  private final Set<UUID> opened = new HashSet<>();

  /**
   * All that had to be looked up.
   *
   * @param links as they were before the batch
   * @param openedLinks with those that the batch opens
   * @param codes by event
   * @param reach where people can be reached
   */
  record Found(
      Routes routes,
      Links.Found links,
      Links.Found openedLinks,
      Map<UUID, String> codes,
      Map<UUID, List<ConversationRef>> reach,
      Trails trails) {}

  Dispatch(Found found, LinkTalk talk, Relay relay) {
    this.found = found;
    this.talk = talk;
    this.relay = relay;
  }

  /** Accepts or parks the case. */
  void send(Case c) {
    if (c.event().what() instanceof Happening.SendRequested request) {
      request(c, request);
    } else if (c.wish() == Wish.CODE) {
      hand(c);
    } else {
      pass(c, ends(c));
    }
  }

  private void hand(Case c) {
    String text =
        Optional.ofNullable(found.codes().get(c.id()))
            .map(talk::codeText)
            .orElseGet(talk::alreadyLinkedText);
    say(c, "code", text);
    c.accept();
  }

  private static void say(Case c, String purpose, String text) {
    c.passing().back(purpose, Action.Send.of(Content.plain(text))).ifPresent(c::causes);
  }

  private void pass(Case c, List<Far> ends) {
    if (ends.isEmpty()) {
      unlinked(c);
      return;
    }
    c.accept();
    if (!isEmpty(c.event().what())) {
      Relay.Caused caused = relay.pass(c.passing(), ends);
      caused.commands().forEach(c::causes);
      caused.passed().forEach(c::carries);
    }
  }

  private static boolean isEmpty(Happening what) {
    return what instanceof Happening.MessageCreated m && !Relay.saysSomething(m.message());
  }

  /** Links first. A route that opened one of them goes on to lead to its own conversations too. */
  private List<Far> ends(Case c) {
    Optional<Corner> corner = c.corner();
    if (corner.isEmpty()) {
      return List.of();
    }
    List<Far> linked = found.links().from(corner.get());
    c.route().filter(r -> linked.isEmpty()).ifPresent(r -> opened.add(corner.get().conversation()));
    List<Far> now =
        linked.isEmpty() && opened.contains(corner.get().conversation())
            ? found.openedLinks().from(corner.get())
            : linked;
    List<Far> all =
        Stream.concat(now.stream(), c.route().stream().flatMap(Dispatch::fixed))
            .filter(far -> !isHere(far, corner.get()))
            .distinct()
            .toList();
    if (all.isEmpty()) {
      return found.trails().backToOrigin(c.event()).stream().toList();
    }
    return isVisitorAndDesk(c.event(), all) ? all.stream().map(Far::acquainted).toList() : all;
  }

  /** A link by hand between a visitor and a desk is what a route would have opened. */
  private boolean isVisitorAndDesk(Event event, List<Far> ends) {
    boolean direct =
        event
            .conversation()
            .flatMap(Conversation::type)
            .filter(t -> t == ConversationType.DIRECT)
            .isPresent();
    return ends.size() == 1
        && (found.routes().leadTo(event.account())
            || direct && found.routes().leadTo(ends.getFirst().ref().account()));
  }

  private static boolean isHere(Far far, Corner corner) {
    return far.id().equals(corner.conversation())
        && far.thread().orElse("").equals(corner.thread());
  }

  private static Stream<Far> fixed(Route route) {
    return route.to().stream()
        .flatMap(t -> t instanceof Target.ToConversation to ? Stream.of(to) : Stream.empty())
        .map(to ->
            new Far(
                Ids.conversation(to.conversation()), to.conversation(), to.thread(), false, true));
  }

  private void unlinked(Case c) {
    boolean told = !c.topics().isEmpty();
    if (!told && c.wish() == Wish.SOME_COMMAND && !c.sender().map(k -> k.linked()).orElse(false)) {
      say(c, "hint", talk.unknownCommandText());
      c.accept();
    } else if (!isSpoken(c.event().what())) {
      c.accept();
    } else if (found.routes().leadTo(c.event().account())) {
      c.park(c.decide(Outcome.UNKNOWN_VISITOR, "unknown_visitor", Optional.empty()));
    } else {
      if (!told) {
        c.note(c.decide(Outcome.UNROUTED, "no_link_no_route", Optional.empty()));
      }
      c.accept();
    }
  }

  private static boolean isSpoken(Happening what) {
    return what instanceof Happening.CommandInvoked
        || what instanceof Happening.MessageCreated m && Relay.saysSomething(m.message());
  }

  /**
   * A program asked for it: to one place under the id that it was given, to a person once for each
   * of their places.
   */
  private void request(Case c, Happening.SendRequested request) {
    Command asked = request.request();
    if (request.person().isEmpty() && asked.to() == null) {
      c.drop(c.decide(Outcome.UNROUTED, "no_target", Optional.empty()));
    } else if (request.person().isEmpty()) {
      String id = c.arrival().replay() == 0 ? asked.id() : id(c, asked.to().ref());
      c.causes(requested(c, asked, id, asked.to()));
      c.accept();
    } else {
      requestToPerson(c, asked, request.person().get());
    }
  }

  private void requestToPerson(Case c, Command asked, String person) {
    List<ConversationRef> places = Uuids.parse(person).map(found.reach()::get).orElse(List.of());
    if (places.isEmpty()) {
      c.drop(c.decide(Outcome.UNROUTED, "person_unreachable", Optional.empty()));
      return;
    }
    places.forEach(ref -> c.causes(requested(c, asked, id(c, ref), Address.of(ref))));
    c.accept();
  }

  private static String id(Case c, ConversationRef target) {
    return CommandIds.of(c.event().id(), c.arrival().replay(), "request", target.key());
  }

  private static Command requested(Case c, Command asked, String id, Address to) {
    return new Command(
        id,
        to,
        asked.action(),
        asked.priority(),
        asked.deadline(),
        asked.idempotencyKey(),
        Optional.of(c.event().id()),
        c.again());
  }
}
