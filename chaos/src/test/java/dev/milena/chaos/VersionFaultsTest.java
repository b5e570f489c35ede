package dev.milena.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In which order one version takes the place of another. */
class VersionFaultsTest {
  @TempDir Path folder;

  private Path built(String name) throws IOException {
    Path tree = folder.resolve(name);
    for (Stage stage : Stage.values()) {
      Files.createDirectories(stage.jar(tree).getParent());
      Files.createFile(stage.jar(tree));
    }
    return tree;
  }

  @Test
  void whoReadsGoesBeforeWhoWritesAndTheWayBackIsTheOtherWayRound() throws IOException {
    Plan plan = Plan.inOrder(VersionFaults.thereAndBack(built("before"), built("now")));

    List<String> order =
        IntStream.range(0, plan.left().size()).mapToObj(i -> plan.next().name()).toList();

    assertThat(order)
        .containsExactly(
            "new-egress-1",
            "new-and-kill-egress",
            "new-egress-2",
            "new-router-1",
            "new-and-kill-router",
            "new-router-2",
            "new-ingress-1",
            "new-and-kill-ingress",
            "new-ingress-2",
            "old-ingress-1",
            "old-and-kill-ingress",
            "old-ingress-2",
            "old-router-1",
            "old-and-kill-router",
            "old-router-2",
            "old-egress-1",
            "old-and-kill-egress",
            "old-egress-2");
    assertThat(plan.left()).isEmpty();
  }

  @Test
  void treeThatIsNotBuiltIsNamed() throws IOException {
    Path now = built("now");
    Path before = built("before");
    Files.delete(Stage.ROUTER.jar(before));

    assertThatThrownBy(() -> VersionFaults.thereAndBack(before, now))
        .isInstanceOf(IOException.class)
        .hasMessage("The router in " + before + " is not built");
  }

  @Test
  void otherPlansKeepTheirFaults() {
    assertThat(Plan.all(Duration.ZERO)).noneMatch(f -> f.name().startsWith("new-"));
  }
}
