package dev.milena.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A rolling upgrade and the way back, replica by replica, in the order that docs/OPERATIONS.md
 * prescribes: whoever reads something new goes before whoever writes it. Half way, when a stage
 * runs in both versions, one of the two is killed, so that each has to go on with what the other
 * has left.
 */
final class VersionFaults {
  static final List<Stage> UPGRADE = List.of(Stage.EGRESS, Stage.ROUTER, Stage.INGRESS);

  /** Long enough for conversations of every partition to be carried by both, in both directions. */
  private static final Duration TOGETHER = Duration.ofSeconds(5);

  private VersionFaults() {}

  /**
   * @param before the tree with the version that runs already, built
   * @param now the one with the version that is to run
   * @throws IOException when a stage is not built in one of them
   */
  static List<Fault> thereAndBack(Path before, Path now) throws IOException {
    for (Stage stage : Stage.values()) {
      for (Path tree : List.of(before, now)) {
        if (!Files.exists(stage.jar(tree))) {
          throw new IOException("The " + stage.word() + " in " + tree + " is not built");
        }
      }
    }
    List<Fault> all = new ArrayList<>();
    UPGRADE.forEach(stage -> all.addAll(replace(stage, "new", now)));
    UPGRADE.reversed().forEach(stage -> all.addAll(replace(stage, "old", before)));
    return all;
  }

  private static List<Fault> replace(Stage stage, String version, Path tree) {
    List<Fault> all = new ArrayList<>();
    for (int i = 1; i <= Hub.REPLICAS; i++) {
      String name = stage.word() + "-" + i;
      all.add(
          new Fault(
              version + "-" + name, stage == Stage.INGRESS, arena -> replace(arena, name, tree)));
      if (i < Hub.REPLICAS) {
        all.add(
            new Fault(
                version + "-and-kill-" + stage.word(),
                stage == Stage.INGRESS,
                arena -> ProcessFaults.kill(arena.any(stage))));
      }
    }
    return all;
  }

  private static void replace(Arena arena, String name, Path tree) throws Exception {
    Replica replica =
        arena.hub().replicas().stream()
            .filter(r -> r.name().equals(name))
            .findFirst()
            .orElseThrow();
    replica.takeFrom(tree);
    ProcessFaults.stop(replica);
    Arena.pause(TOGETHER);
  }
}
