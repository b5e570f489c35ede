package dev.milena.chaos;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * A group that has forgotten how far it was: offsets deleted, or a backup of Kafka restored.
 * Everything is read once more from the beginning, and nothing of it may be sent once more.
 */
final class OffsetFaults {
  private static final List<String> ROUTER_GROUPS =
      List.of("milena-router", "milena-router-deliveries");
  private static final List<String> EGRESS_GROUPS = List.of("milena-egress");

  /** In a long run the router goes that far back only when it is told to. */
  private static final Map<String, String> ACCEPTED = Map.of("milena.router.accept-rewind", "true");

  private OffsetFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault(
            "offsets-of-router-deleted", a -> forget(a, Stage.ROUTER, ROUTER_GROUPS, ACCEPTED)),
        new Fault(
            "offsets-of-egress-deleted", a -> forget(a, Stage.EGRESS, EGRESS_GROUPS, Map.of())));
  }

  private static void forget(
      Arena arena, Stage stage, List<String> groups, Map<String, String> settings)
      throws Exception {
    List<Replica> replicas = arena.hub().replicas(stage).toList();
    for (Replica replica : replicas) {
      replica.stop();
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", arena.hub().kafka().bootstrapServers()))) {
      admin.deleteConsumerGroups(groups).all().get(30, TimeUnit.SECONDS);
    }
    for (Replica replica : replicas) {
      replica.start(settings);
    }
    for (Replica replica : replicas) {
      replica.awaitReady();
    }
  }
}
