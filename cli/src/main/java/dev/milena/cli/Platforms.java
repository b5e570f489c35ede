package dev.milena.cli;

import dev.milena.platform.OutboundConnector;
import dev.milena.platform.Rehearsal;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;

/** Finds what a platform brought along, by its key. */
@ApplicationScoped
class Platforms {
  private final List<Rehearsal> rehearsals;
  private final List<OutboundConnector> connectors;

  Platforms(@All List<Rehearsal> rehearsals, @All List<OutboundConnector> connectors) {
    this.rehearsals = rehearsals;
    this.connectors = connectors;
  }

  Rehearsal rehearsal(String platform) {
    return rehearsals.stream()
        .filter(r -> r.platform().equals(platform))
        .findFirst()
        .orElseThrow(() -> none(platform));
  }

  OutboundConnector connector(String platform) {
    return connectors.stream()
        .filter(c -> c.platform().equals(platform))
        .findFirst()
        .orElseThrow(() -> none(platform));
  }

  private IllegalArgumentException none(String platform) {
    String known =
        rehearsals.stream().map(Rehearsal::platform).sorted().collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "There is no platform '" + platform + "'. There are: " + known);
  }
}
