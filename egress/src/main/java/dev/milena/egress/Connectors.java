package dev.milena.egress;

import dev.milena.platform.OutboundConnector;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The platforms that this process can send to. */
@ApplicationScoped
class Connectors {
  private final Map<String, OutboundConnector> byPlatform = new TreeMap<>();

  Connectors(@All List<OutboundConnector> connectors) {
    connectors.forEach(c -> byPlatform.put(c.platform(), c));
  }

  Optional<OutboundConnector> find(String platform) {
    return Optional.ofNullable(byPlatform.get(platform));
  }

  /** Keys, in alphabetical order. */
  Set<String> platforms() {
    return byPlatform.keySet();
  }

  /** The longest that a call to any of them may take. */
  Duration longestCall() {
    return byPlatform.values().stream()
        .map(OutboundConnector::callTimeout)
        .max(Duration::compareTo)
        .orElse(OutboundConnector.DEFAULT_CALL_TIMEOUT);
  }
}
