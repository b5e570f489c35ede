package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One feed, to which any egress appends and which any ingress shows: two of each here. */
class FeedsIT {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int ENTRIES = 10;

  private final ConversationRef anna = ConversationRef.of(TestBus.randomAccount(), "anna");
  private final List<Appender> egress =
      List.of(
          TestBus.appender(TestBus.config(), Topics.FEED),
          TestBus.appender(TestBus.config(), Topics.FEED));
  private final List<Feeds> ingress = new ArrayList<>();

  /** What one reader has been shown. */
  private static final class Seen extends CopyOnWriteArrayList<FeedWindow.Shown> {
    private static final long serialVersionUID = 1L;

    List<String> words() {
      return stream().map(shown -> Json.object(shown.data()).path("text").asText()).toList();
    }

    List<Long> places() {
      return stream().map(FeedWindow.Shown::place).toList();
    }

    Seen awaiting(int entries) {
      await().atMost(LONG).until(() -> size() >= entries);
      return this;
    }
  }

  @BeforeAll
  static void makeTopics() {
    TopicSetup setup = new TopicSetup(TestBus.kafka(), TestBus.config().topics());
    setup.ensure(setup.core());
  }

  @AfterEach
  void close() {
    ingress.forEach(Feeds::close);
    egress.forEach(Appender::close);
  }

  private Feeds process() {
    Feeds feeds =
        new Feeds(
            TestBus.kafka(),
            FeedWindowTest.config(200, 1 << 20),
            new ErasedTable(TestBus.kafka(), TestBus.hash()));
    ingress.add(feeds);
    feeds.whenReady().await().atMost(LONG);
    return feeds;
  }

  private Seen reader(Feeds process, OptionalLong after) {
    Seen seen = new Seen();
    process.follow(anna.key(), after, seen::add);
    return seen;
  }

  /** By one egress and the other in turn, each when the one before is safe. */
  private void say(int from, int to) {
    for (int n = from; n < to; n++) {
      egress
          .get(n % 2)
          .append(
              Feeds.toRecord(
                  anna, "e" + n, Json.mapper().createObjectNode().put("text", "" + n), true))
          .await()
          .atMost(LONG);
    }
  }

  @Test
  void everyProcessShowsWhatAnyHasAppendedAtTheSamePlaces() {
    // Given
    Seen here = reader(process(), OptionalLong.empty());
    say(0, ENTRIES / 2);
    Seen there = reader(process(), OptionalLong.empty());

    // When
    say(ENTRIES / 2, ENTRIES);

    // Then
    assertThat(here.awaiting(ENTRIES).words())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(there.awaiting(ENTRIES).words()).isEqualTo(here.words());
    assertThat(there.places()).isEqualTo(here.places()).isSorted();
  }

  @Test
  void whoComesBackToAnotherProcessSeesWhatIsMissingAndNoMore() {
    // Given
    Seen here = reader(process(), OptionalLong.empty());
    say(0, ENTRIES);
    long left = here.awaiting(ENTRIES).get(3).place();

    // When
    Seen back = reader(process(), OptionalLong.of(left));

    // Then
    assertThat(back.awaiting(ENTRIES - 4).words()).containsExactly("4", "5", "6", "7", "8", "9");
    assertThat(back).noneMatch(FeedWindow.Shown::gap);
  }
}
