package dev.milena.router.routes;

import dev.milena.bus.TopicAccess;
import dev.milena.router.RouterConfig;
import dev.milena.router.store.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The topics that routes lead to: which may be named, and which can be written to at this moment.
 * One that cannot be would hold up every batch with a record for it, so it is known beforehand.
 * Looked at when a route first names them, and again and again from then on. Thread-safe.
 */
@ApplicationScoped
public class RoutedTopics {
  private static final Logger LOG = Logger.getLogger(RoutedTopics.class);

  private static final Optional<String> NOT_ALLOWED =
      Optional.of("milena.router.topics.allow does not name it");

  private final TopicAccess access;
  private final RouteTable routes;
  private final RouterConfig.RoutedTopics settings;

  /** By topic what stands in the way of writing to it; empty: nothing. */
  private final Map<String, Optional<String>> seen = new ConcurrentHashMap<>();

  private volatile Cancellable rounds = () -> {};

  RoutedTopics(TopicAccess access, RouteTable routes, RouterConfig config) {
    this.access = access;
    this.routes = routes;
    this.settings = config.topics();
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(settings.every(), "Looking at the topics of routes", this::lookAgain);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  private static boolean isAllowed(String topic, RouterConfig.RoutedTopics settings) {
    return settings.allow().stream().anyMatch(pattern -> Route.glob(pattern, topic));
  }

  /**
   * @throws IllegalArgumentException when the route leads to a topic that may not be named
   */
  static void demandAllowed(Route route, RouterConfig.RoutedTopics settings) {
    for (String topic : route.topics()) {
      if (!isAllowed(topic, settings)) {
        throw new IllegalArgumentException(
            "Route "
                + route.name()
                + " leads to topic "
                + topic
                + ", which milena.router.topics.allow does not name: add it there, or mend the route");
      }
    }
  }

  /** What stands in the way of writing to a topic, asked now; empty: nothing. */
  public Uni<Optional<String>> obstacle(String topic) {
    return isAllowed(topic, settings)
        ? access
            .obstacles(Set.of(topic), settings.create())
            .map(found -> Optional.ofNullable(found.get(topic)))
        : Uni.createFrom().item(NOT_ALLOWED);
  }

  /** Those of the topics of routes that cannot be written to. Asks Kafka only for new ones. */
  public Uni<Set<String>> closed(Routes now) {
    Set<String> named = now.topics();
    return seen.keySet().containsAll(named)
        ? Uni.createFrom().item(() -> closed(named))
        : look(named).map(done -> closed(named));
  }

  private Set<String> closed(Set<String> named) {
    Set<String> closed = new HashSet<>(named);
    closed.removeIf(topic -> seen.getOrDefault(topic, Optional.empty()).isEmpty());
    return closed;
  }

  private Uni<Void> lookAgain() {
    return routes
        .routes()
        .map(Routes::topics)
        .call(this::look)
        .invoke(seen.keySet()::retainAll)
        .replaceWithVoid();
  }

  private Uni<Void> look(Set<String> topics) {
    Set<String> allowed = new HashSet<>(topics);
    allowed.removeIf(topic -> !isAllowed(topic, settings));
    topics.stream().filter(t -> !allowed.contains(t)).forEach(t -> note(t, NOT_ALLOWED));
    return allowed.isEmpty()
        ? Uni.createFrom().voidItem()
        : access
            .obstacles(allowed, settings.create())
            .invoke(found -> allowed.forEach(t -> note(t, Optional.ofNullable(found.get(t)))))
            .replaceWithVoid();
  }

  private void note(String topic, Optional<String> obstacle) {
    Optional<String> before = seen.put(topic, obstacle);
    if (obstacle.isPresent() && !obstacle.equals(before)) {
      LOG.errorf(
          "Topic %s, to which a route leads, cannot be written to: %s. What is meant for it is parked",
          topic, obstacle.get());
    }
  }
}
