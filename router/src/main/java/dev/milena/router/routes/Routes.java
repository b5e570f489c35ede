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
import java.util.stream.Stream;

/** All routes at one moment. */
public final class Routes {
  private final List<Route> inOrder;
  private final List<Route> leading;

  /** What tells topics, in order, and which. */
  private final Map<Route, List<String>> telling = new LinkedHashMap<>();

  private final Set<String> topics;
  private final Set<AccountRef> desks;

  private Routes(List<Route> inOrder) {
    this.inOrder = inOrder;
    this.leading = inOrder.stream().filter(Route::leads).toList();
    inOrder.stream().filter(r -> !r.topics().isEmpty()).forEach(r -> telling.put(r, r.topics()));
    this.topics =
        telling.values().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    this.desks =
        inOrder.stream()
            .flatMap(r -> r.to().stream())
            .flatMap(
                t -> t instanceof Target.ToAccount to ? Stream.of(to.account()) : Stream.empty())
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

  /** The first route that leads an event to an account or into a conversation. */
  public Optional<Route> find(Event event, Optional<UUID> person) {
    return leading.stream().filter(r -> r.matches(event, person)).findFirst();
  }

  /**
   * The topics that get an event: those of the first route with any that takes it. Chosen apart
   * from {@link #find}, so that who listens and who answers do not take events from each other.
   */
  public List<String> topics(Event event, Optional<UUID> person) {
    return telling.entrySet().stream()
        .filter(e -> e.getKey().matches(event, person))
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(List.of());
  }

  /** All topics that routes lead to. */
  public Set<String> topics() {
    return topics;
  }

  /** Whether routes lead people to an account: what is said there is meant for one of them. */
  public boolean leadTo(AccountRef account) {
    return desks.contains(account);
  }
}
