package dev.milena.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.EventStream;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Translation;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamRunnerTest {
  private static final AccountRef REF = new AccountRef("probe", "a");
  private static final Duration HAND_OVER = Duration.ofSeconds(10);
  private static final Duration CONFLICT_PAUSE = Duration.ofSeconds(30);
  private static final Duration RETRY_MIN = Duration.ofSeconds(1);

  private long now;
  private final Platform platform = new Platform();
  private final World world = new World();
  private final StreamRunner runner =
      new StreamRunner(
          new Account(REF, 1, Json.mapper().createObjectNode()),
          platform,
          new Settings(),
          world,
          () -> now);

  @Test
  void nothingBehindAFailedAppendIsAskedForAndItIsReadAgain() {
    // Given
    platform.says(batches("1", "2", "3"));
    world.refuses("2");

    // When
    runner.open();

    // Then
    assertThat(world.appended).containsExactly("1");
    assertThat(runner.state()).isEqualTo(StreamRunner.State.WAITING);
    platform.says(batches("2", "3").onCompletion().switchTo(Multi.createFrom().nothing()));
    world.runLater();
    assertThat(platform.openedAt).containsExactly(Optional.empty(), Optional.of("1"));
    assertThat(world.appended).containsExactly("1", "2", "3");
  }

  @Test
  void closingStopsReadingAndWaitsForWhatIsBeingAppended() {
    // Given
    world.hangs = true;
    platform.says(batches("1", "2"));
    runner.open();

    // When
    UniAssertSubscriber<Void> closing =
        runner.close().subscribe().withSubscriber(UniAssertSubscriber.create());

    // Then
    closing.assertNotTerminated();
    world.hanging.complete(null);
    closing.awaitItem();
    assertThat(world.appended).containsExactly("1");
    assertThat(world.cursor()).contains("1");
  }

  @Test
  void conflictSoonAfterTakingOverIsAHandOver() {
    // Given
    platform.says(conflict());
    now += HAND_OVER.minusMillis(1).toNanos();

    // When
    runner.open();

    // Then
    assertThat(world.pause).isEqualTo(RETRY_MIN);
  }

  @Test
  void laterAConflictIsAMistakeOfConfigurationAndIsTriedSeldom() {
    // Given
    platform.says(conflict());
    now += HAND_OVER.toNanos();

    // When
    runner.open();

    // Then
    assertThat(world.pause).isEqualTo(CONFLICT_PAUSE);
  }

  @Test
  void throttledStreamWaitsAsLongAsThePlatformSays() {
    // Given
    Duration asked = Duration.ofSeconds(17);
    platform.says(
        Multi.createFrom()
            .failure(new StreamFailure(StreamFailure.Kind.THROTTLED, "Too often", asked)));

    // When
    runner.open();

    // Then
    assertThat(world.pause).isEqualTo(asked);
  }

  @Test
  void pausesGrowWithEveryLossUpToTheirBound() {
    // Given
    platform.says(Multi.createFrom().failure(new IllegalStateException("cut")));
    runner.open();
    Duration first = world.pause;

    // When
    for (int i = 0; i < 10; i++) {
      world.runLater();
    }

    // Then
    assertThat(first).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
    assertThat(world.pause).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
  }

  @Test
  void platformThatEndsEveryConnectionAtOnceIsAskedEverMoreSeldom() {
    // Given
    platform.says(batches("1").onCompletion().failWith(new IllegalStateException("cut")));
    runner.open();
    Duration first = world.pause;

    // When
    for (int i = 0; i < 10; i++) {
      world.runLater();
    }

    // Then
    assertThat(first).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
    assertThat(world.pause).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
  }

  @Test
  void connectionThatHasLastedBeginsTheRowOfPausesAnew() {
    // Given
    platform.says(Multi.createFrom().failure(new IllegalStateException("cut")));
    runner.open();
    for (int i = 0; i < 10; i++) {
      world.runLater();
    }
    UnicastProcessor<EventStream.Batch> lasting = UnicastProcessor.create();
    platform.says(lasting);
    world.runLater();
    batches("1").subscribe().with(lasting::onNext);
    now += Duration.ofSeconds(72).toNanos();

    // When
    lasting.onError(new IllegalStateException("cut"));

    // Then
    assertThat(world.pause).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
  }

  private static Multi<EventStream.Batch> conflict() {
    return Multi.createFrom()
        .failure(new StreamFailure(StreamFailure.Kind.CONFLICT, "Somebody else", Duration.ZERO));
  }

  private static Multi<EventStream.Batch> batches(String... cursors) {
    return Multi.createFrom()
        .items(cursors)
        .map(c ->
            new EventStream.Batch(
                new Translation(List.of(), List.of()), new byte[0], Optional.of(c)));
  }

  private static final class Platform implements EventStream {
    private final List<Optional<String>> openedAt = new ArrayList<>();
    private Multi<Batch> next = Multi.createFrom().nothing();

    void says(Multi<Batch> batches) {
      next = batches;
    }

    @Override
    public String platform() {
      return REF.platform();
    }

    @Override
    public Redelivery redelivery() {
      return Redelivery.within(Duration.ofHours(1));
    }

    @Override
    public boolean wantedBy(Account account) {
      return true;
    }

    @Override
    public Multi<Batch> open(Account account, Optional<String> cursor) {
      openedAt.add(cursor);
      return next;
    }
  }

  private static final class World implements StreamRunner.Surroundings {
    private final List<String> appended = new ArrayList<>();
    private Optional<String> refused = Optional.empty();
    private boolean hangs;
    private UniEmitter<? super Void> hanging;
    private Duration pause;
    private Runnable later;

    void refuses(String cursor) {
      refused = Optional.of(cursor);
    }

    void runLater() {
      later.run();
    }

    @Override
    public Uni<Void> append(Account account, EventStream.Batch batch, Context trace) {
      if (refused.equals(batch.cursor())) {
        refused = Optional.empty();
        return Uni.createFrom().failure(new IllegalStateException("Kafka is away"));
      }
      Uni<Void> sent =
          hangs ? Uni.createFrom().emitter(e -> hanging = e) : Uni.createFrom().voidItem();
      return sent.invoke(() -> appended.add(batch.cursor().orElseThrow()));
    }

    @Override
    public Context trace(Account account) {
      return Context.root();
    }

    @Override
    public Optional<String> cursor() {
      return appended.isEmpty() ? Optional.empty() : Optional.of(appended.getLast());
    }

    @Override
    public void later(Duration wait, Runnable task) {
      pause = wait;
      later = task;
    }

    @Override
    public void lost(Account account, String kind) {}
  }

  private record Settings() implements IngressConfig.Streams {
    @Override
    public String group() {
      return "group";
    }

    @Override
    public Duration sessionTimeout() {
      return Duration.ofSeconds(8);
    }

    @Override
    public Duration retryMin() {
      return RETRY_MIN;
    }

    @Override
    public Duration retryMax() {
      return Duration.ofSeconds(60);
    }

    @Override
    public Duration conflictPause() {
      return CONFLICT_PAUSE;
    }

    @Override
    public Duration yieldFor() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Duration handOver() {
      return HAND_OVER;
    }
  }
}
