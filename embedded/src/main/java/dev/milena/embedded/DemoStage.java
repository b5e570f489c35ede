package dev.milena.embedded;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the command line hands to the application that it starts.
 *
 * @param cast who plays
 * @param burst messages in the burst
 * @param keep whether to stay afterwards
 */
record DemoStage(DemoCast cast, int burst, boolean keep) {
  /**
   * The command and the application that it starts meet only here: the container makes the
   * application.
   */
  private static final AtomicReference<DemoStage> NOW = new AtomicReference<>();

  static void set(DemoStage stage) {
    NOW.set(stage);
  }

  /** Plays once the hub is up. Exit status 0 only when everything arrived once and in order. */
  public static class Application implements QuarkusApplication {
    private final String kafka;
    private final String hub;

    Application(
        @ConfigProperty(name = "kafka.bootstrap.servers") String kafka,
        @ConfigProperty(name = "milena.public-url") String hub) {
      this.kafka = kafka;
      this.hub = hub;
    }

    @Override
    public int run(String... args) {
      DemoStage stage = NOW.get();
      try (TraceTape tape = TraceTape.open(kafka)) {
        Timeline timeline = new Timeline(System.out, tape);
        boolean good = new DemoPlay(stage.cast(), timeline, stage.burst()).play();
        if (stage.keep()) {
          stay(stage.cast(), timeline);
        }
        return good ? 0 : 1;
      }
    }

    private void stay(DemoCast cast, Timeline timeline) {
      try (DemoWindow window = DemoWindow.open(cast)) {
        timeline.howToTypeIntoIt(cast, hub, window.url());
        Quarkus.waitForExit();
      }
    }
  }
}
