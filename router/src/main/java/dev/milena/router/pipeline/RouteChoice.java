package dev.milena.router.pipeline;

import dev.milena.model.Happening;
import dev.milena.router.linking.LinkTalk.Wish;
import dev.milena.router.links.Far;
import dev.milena.router.links.Links;
import dev.milena.router.links.Opening;
import dev.milena.router.relay.Relay;
import dev.milena.router.routes.Doors;
import dev.milena.router.routes.Route;
import dev.milena.router.routes.Routes;
import dev.milena.router.routes.Target;
import java.util.List;

/** Chooses the routes of a batch's events, and the links that they open. Asks nobody. */
final class RouteChoice {
  private final Routes routes;
  private final Links.Found links;
  private final Doors doors;

  /**
   * @param links as they were before the batch
   */
  RouteChoice(Routes routes, Links.Found links, Doors doors) {
    this.routes = routes;
    this.links = links;
    this.doors = doors;
  }

  /**
   * A link wins over a route, unless it is the route's own: then the route's other targets go on as
   * well. Topics get whatever matches, linked or not.
   */
  void choose(Case c) {
    if (!(c.event().what() instanceof Happening.SendRequested)) {
      c.tells(routes.topics(c.event(), c.person()));
    }
    if (c.wish() == Wish.CODE || !maybeRouted(c.event().what())) {
      return;
    }
    List<Far> linked = linked(c);
    routes
        .find(c.event(), c.person())
        .filter(route -> linked.isEmpty() || hasOpened(route, linked))
        .ifPresent(c::takenBy);
  }

  private static boolean maybeRouted(Happening what) {
    return !(what instanceof Happening.SendRequested)
        && !(what instanceof Happening.MessageCreated m && !Relay.saysSomething(m.message()));
  }

  private static boolean hasOpened(Route route, List<Far> linked) {
    return route.to().stream()
        .anyMatch(t ->
            t instanceof Target.ToAccount to
                && linked.stream().anyMatch(f -> f.ref().account().equals(to.account())));
  }

  /** What the route of an event opens, where nothing is linked yet. */
  List<Opening> openings(Case c) {
    return c.route()
        .filter(route -> linked(c).isEmpty())
        .map(route -> doors.openings(c.event(), route))
        .orElse(List.of());
  }

  private List<Far> linked(Case c) {
    return c.corner().map(links::from).orElse(List.of());
  }
}
