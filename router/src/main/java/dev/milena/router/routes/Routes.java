package dev.milena.router.routes;

import dev.milena.model.AccountRef;
import dev.milena.model.Event;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** All routes at one moment. */
public final class Routes {
  private final List<Route> inOrder;
  private final Set<AccountRef> desks;

  private Routes(List<Route> inOrder) {
    this.inOrder = inOrder;
    this.desks =
        inOrder.stream()
            .flatMap(r -> r.to().stream())
            .filter(Target.ToAccount.class::isInstance)
            .map(Target::account)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Of two routes with one name the later one counts. */
  public static Routes of(Collection<Route> routes) {
    Map<String, Route> byName = new LinkedHashMap<>();
    routes.forEach(r -> byName.put(r.name(), r));
    return new Routes(
        byName.values().stream()
            .sorted(Comparator.comparingInt(Route::position).thenComparing(Route::name))
            .toList());
  }

  public List<Route> all() {
    return inOrder;
  }

  /** The first route that takes an event. */
  public Optional<Route> find(Event event, Optional<UUID> person) {
    return inOrder.stream().filter(r -> r.matches(event, person)).findFirst();
  }

  /** Whether routes lead people to an account: what is said there is meant for one of them. */
  public boolean leadTo(AccountRef account) {
    return desks.contains(account);
  }
}
