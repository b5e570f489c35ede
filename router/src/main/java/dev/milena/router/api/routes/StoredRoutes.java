package dev.milena.router.api.routes;

import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The routes of the API, also those that are switched off. */
@ApplicationScoped
class StoredRoutes implements PanacheRepositoryBase<StoredRoute, String> {
  /** Every message asks them one after the other until one matches. */
  static final int ROUTES_MAX = 1_000;

  @WithSession
  Uni<List<StoredRoute>> all() {
    return find("order by name").page(0, ROUTES_MAX).list();
  }

  @WithSession
  Uni<Optional<StoredRoute>> one(String name) {
    return findById(name).map(Optional::ofNullable);
  }

  /** Says whether it is new. */
  @WithTransaction
  Uni<Boolean> put(String name, int position, boolean enabled, String definition) {
    return findById(name)
        .chain(found -> {
          StoredRoute route = found == null ? new StoredRoute() : found;
          route.name = name;
          route.position = position;
          route.enabled = enabled;
          route.definition = definition;
          route.updatedAt = Instant.now();
          return found == null ? add(route).replaceWith(true) : Uni.createFrom().item(false);
        });
  }

  private Uni<StoredRoute> add(StoredRoute route) {
    return count()
        .invoke(many -> {
          if (many >= ROUTES_MAX) {
            throw ProblemException.of(
                Kind.FULL, "There are " + ROUTES_MAX + " routes. Take one away that nobody needs.");
          }
        })
        .chain(() -> persist(route));
  }

  @WithTransaction
  Uni<Boolean> remove(String name) {
    return deleteById(name);
  }
}
