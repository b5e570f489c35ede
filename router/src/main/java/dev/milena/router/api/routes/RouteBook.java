package dev.milena.router.api.routes;

import dev.milena.model.AccountRecord.Source;
import dev.milena.model.Json;
import dev.milena.router.api.KnownAccounts;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.changes.Changes;
import dev.milena.router.routes.Route;
import dev.milena.router.routes.RouteTable;
import dev.milena.router.routes.RoutedTopics;
import dev.milena.router.routes.Target;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What callers may do with routes: those of the configuration can be looked at only. */
@ApplicationScoped
class RouteBook {
  private final RouteTable table;
  private final StoredRoutes stored;
  private final KnownAccounts accounts;
  private final RoutedTopics topics;
  private final Changes changes;

  RouteBook(
      RouteTable table,
      StoredRoutes stored,
      KnownAccounts accounts,
      RoutedTopics topics,
      Changes changes) {
    this.table = table;
    this.stored = stored;
    this.accounts = accounts;
    this.topics = topics;
    this.changes = changes;
  }

  /** By name, not in the order in which they are asked. */
  Uni<List<RouteView>> list(Optional<String> after, int many) {
    return Uni.combine()
        .all()
        .unis(configured(), stored.all())
        .with((fixed, kept) ->
            Stream.concat(fixed.stream(), kept.stream().filter(this::isFree).map(RouteBook::view))
                .filter(r -> after.filter(a -> r.name().compareTo(a) <= 0).isEmpty())
                .sorted(Comparator.comparing(RouteView::name))
                .limit(many)
                .toList());
  }

  private Uni<List<RouteView>> configured() {
    return table
        .routes()
        .map(routes ->
            routes.all().stream()
                .filter(r -> table.isConfigured(r.name()))
                .map(r -> RouteView.of(r, Source.FILE, true))
                .toList());
  }

  private boolean isFree(StoredRoute route) {
    return !table.isConfigured(route.name);
  }

  private static RouteView view(StoredRoute r) {
    Route route =
        RouteTable.read(
            r.name, r.position, Json.object(r.definition.getBytes(StandardCharsets.UTF_8)));
    return RouteView.of(route, Source.API, r.enabled);
  }

  Uni<RouteView> find(String name) {
    return table.isConfigured(name)
        ? configured()
            .map(all -> all.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow())
        : stored
            .one(name)
            .map(found -> found.map(RouteBook::view).orElseThrow(RouteBook::notThere));
  }

  /** What comes of saving. */
  record Saved(RouteView view, boolean isNew) {}

  Uni<Saved> put(String name, RouteBody body) {
    refuseConfigured(name);
    Route route = route(name, body);
    String definition =
        new String(Json.bytes(RouteTable.definition(route)), StandardCharsets.UTF_8);
    return allThere(route)
        .chain(() -> stored.put(name, route.position(), body.enabled().orElse(true), definition))
        .call(changes::look)
        .chain(isNew -> find(name).map(view -> new Saved(view, isNew)));
  }

  private static Route route(String name, RouteBody body) {
    List<Target> to = new ArrayList<>();
    for (int i = 0; i < body.to().size(); i++) {
      to.add(target("to[" + i + "]", body.to().get(i)));
    }
    return new Route(
        name,
        body.position().orElse(RouteBody.POSITION_DEFAULT),
        body.accounts(),
        body.kinds(),
        body.commands(),
        body.buttons(),
        body.textPrefixes(),
        body.conversations(),
        body.people(),
        body.groups().orElse(false),
        to);
  }

  private static Target target(String field, String text) {
    try {
      return Target.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(
          field,
          text.startsWith(Target.TOPIC)
              ? Target.ToTopic.NAME_SAYS
              : "must be platform/account or platform/account/id, each part percent-encoded, or topic:name");
    }
  }

  private Uni<Void> allThere(Route route) {
    return Multi.createFrom()
        .iterable(route.to())
        .onItem()
        .transformToUniAndConcatenate(this::there)
        .collect()
        .last();
  }

  private Uni<Void> there(Target target) {
    return switch (target) {
      case Target.ToAccount to -> accounts.require("to", to.account());
      case Target.ToConversation to -> accounts.require("to", to.conversation().account());
      case Target.ToTopic to ->
          topics
              .obstacle(to.topic())
              .invoke(o -> o.ifPresent(why -> refuse(to, why)))
              .replaceWithVoid();
    };
  }

  private static void refuse(Target.ToTopic to, String why) {
    throw ProblemException.of(
        Kind.UNKNOWN_TARGET, "Look at to: topic " + to.topic() + " cannot be written to, " + why);
  }

  Uni<Void> delete(String name) {
    refuseConfigured(name);
    return stored
        .remove(name)
        .invoke(removed -> {
          if (!removed) {
            throw notThere();
          }
        })
        .chain(changes::look);
  }

  private void refuseConfigured(String name) {
    if (table.isConfigured(name)) {
      throw ProblemException.of(
          Kind.READ_ONLY,
          "Route "
              + name
              + " stands in the configuration (milena.routes…), which wins over the API. Change it there, or give this one another name.");
    }
  }

  private static ProblemException notThere() {
    return ProblemException.of(
        Kind.NOT_FOUND, "There is no route of this name. GET /api/v1/routes lists all.");
  }
}
