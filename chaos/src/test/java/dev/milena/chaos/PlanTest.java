package dev.milena.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<String> FAULTS =
      Plan.all(Duration.ZERO).stream().map(Fault::name).toList();

  @Test
  void everyFaultIsListedInTheManualWithWhatItPutsToTheTest() throws IOException {
    // Given
    String manual = Files.readString(Path.of("../docs/OPERATIONS.md"));
    String chapter =
        manual.substring(
            manual.indexOf("## What it survives"), manual.indexOf("## How fast it is"));

    // Then
    assertThat(FAULTS).doesNotHaveDuplicates().allMatch(name -> chapter.contains("`" + name + "`"));
  }

  @Test
  void sameSeedPlaysTheSameFaultsInTheSameOrder() {
    assertThat(order(7)).isEqualTo(order(7)).isNotEqualTo(order(8));
  }

  @Test
  void eachRoundPlaysEachFaultOnce() {
    assertThat(order(7)).containsExactlyInAnyOrderElementsOf(FAULTS);
  }

  @Test
  void whatARunFoundCanBePlayedOnceMore() {
    // Given
    Run.Settings settings =
        new Run.Settings(
            Path.of("."),
            Path.of("."),
            Duration.ofSeconds(90),
            Run.CALM,
            20,
            42,
            List.of("kill-router", "throttle"),
            Duration.ofSeconds(60),
            List.of("telegram"),
            Optional.empty());

    // Then
    assertThat(settings.again())
        .isEqualTo(
            "./milena chaos --seed 42 --minutes 1.5 --faults kill-router,throttle --rate 20 --late 60 --platforms telegram");
  }

  private static List<String> order(long seed) {
    Plan plan = Plan.of(List.of(), Duration.ZERO, new Random(seed));
    return IntStream.range(0, FAULTS.size()).mapToObj(i -> plan.next().name()).toList();
  }
}
