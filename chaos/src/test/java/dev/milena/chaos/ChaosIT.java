package dev.milena.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./milena chaos}. */
class ChaosIT {
  /** What waits after a fault stays below every platform's burst, on a machine however slow. */
  private static final double RATE = 5;

  /** Nothing is compared, and warm is whatever has carried the first messages. */
  private static final Duration CALM = Duration.ofSeconds(1);

  /** How fast it goes is not asked here: beside a whole build nothing is. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** As many as the time of a build allows; which ones is another matter each time. */
  private static final int PLATFORMS = 2;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void nothingIsLostWhenStagesAreKilledAndPlatformsDoNotAnswer() throws Exception {
    // Given
    Random random = new Random();
    List<String> platforms = new ArrayList<>(Cast.platforms());
    Collections.shuffle(platforms, random);
    Run.Settings settings =
        new Run.Settings(
            Path.of("..").toAbsolutePath().normalize(),
            folder,
            Duration.ZERO,
            CALM,
            RATE,
            random.nextInt(1_000_000),
            List.of("kill-ingress", "kill-router", "accept-without-answer"),
            PATIENCE,
            platforms.subList(0, PLATFORMS),
            Optional.empty());

    // When
    boolean good = new Run(settings, System.out).play();

    // Then
    assertThat(good).isTrue();
  }
}
