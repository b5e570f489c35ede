package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is remembered of conversations, and who is shown what. */
class FeedWindowTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String ANNA = "p/a/anna";
  private static final String BERT = "p/a/bert";

  private final List<FeedWindow.Shown> seen = new ArrayList<>();
  private final FeedWindow window = new FeedWindow(config(3, 100_000));
  private long offset;

  static FeedConfig config(int entries, long bytes) {
    return new FeedConfig() {
      @Override
      public Duration window() {
        return Duration.ofHours(1);
      }

      @Override
      public int entriesMax() {
        return entries;
      }

      @Override
      public long bytesMax() {
        return bytes;
      }
    };
  }

  private long say(FeedWindow where, String key, String words, Instant at, boolean lasting) {
    long place = FeedWindow.place(2, offset++);
    where.add(key, words, lasting, shown(place, at, words));
    return place;
  }

  private static FeedWindow.Shown shown(long place, Instant at, String words) {
    return new FeedWindow.Shown(place, false, at, words.getBytes(StandardCharsets.UTF_8));
  }

  private long say(String key, String words) {
    return say(window, key, words, NOON, true);
  }

  private List<String> words() {
    return seen.stream().map(s -> new String(s.data(), StandardCharsets.UTF_8)).toList();
  }

  @Test
  void whoComesNewSeesWhatIsKeptThenWhatComesAndNothingOfOthers() {
    // Given
    say(ANNA, "1");
    say(BERT, "not hers");

    // When
    window.follow(ANNA, OptionalLong.empty(), seen::add);
    say(BERT, "nor this");
    say(ANNA, "2");

    // Then
    assertThat(words()).containsExactly("1", "2");
    assertThat(seen).noneMatch(FeedWindow.Shown::gap);
  }

  @Test
  void whoComesBackSeesWhatIsBehindTheirPlace() {
    // Given
    long first = say(ANNA, "1");
    say(ANNA, "2");

    // When
    window.follow(ANNA, OptionalLong.of(first), seen::add);

    // Then
    assertThat(words()).containsExactly("2");
    assertThat(seen).noneMatch(FeedWindow.Shown::gap);
  }

  @Test
  void repeatedEntryIsShownOnce() {
    // Given
    window.follow(ANNA, OptionalLong.empty(), seen::add);

    // When
    say(ANNA, "same");
    say(ANNA, "same");

    // Then
    assertThat(words()).containsExactly("same");
  }

  @Test
  void rereadingAfterALossOfKafkaShowsNothingTwice() {
    // Given
    window.follow(ANNA, OptionalLong.empty(), seen::add);
    long place = say(window, ANNA, "typing", NOON, false);

    // When
    window.add(ANNA, "typing", false, shown(place, NOON, "typing"));

    // Then
    assertThat(words()).containsExactly("typing");
  }

  @Test
  void passingEntryIsSeenByThoseWhoAreThereAndNotLater() {
    // Given
    window.follow(ANNA, OptionalLong.empty(), seen::add);
    say(window, ANNA, "typing", NOON, false);
    List<FeedWindow.Shown> later = new ArrayList<>();

    // When
    window.follow(ANNA, OptionalLong.empty(), later::add);

    // Then
    assertThat(words()).containsExactly("typing");
    assertThat(later).isEmpty();
  }

  @Test
  void conversationIsBoundedAndTheReaderToldOnceWhatIsMissing() {
    // Given
    long first = say(ANNA, "1");
    List.of("2", "3", "4", "5").forEach(words -> say(ANNA, words));

    // When
    window.follow(ANNA, OptionalLong.of(first), seen::add);

    // Then
    assertThat(words()).containsExactly("3", "4", "5");
    assertThat(seen).extracting(FeedWindow.Shown::gap).containsExactly(true, false, false);
  }

  @Test
  void oldEntriesAreForgottenAndTheNextSaysSo() {
    // Given
    long first = say(ANNA, "old");
    say(ANNA, "old too");
    say(window, BERT, "new", NOON.plus(Duration.ofHours(2)), true);

    // When
    window.follow(ANNA, OptionalLong.of(first), seen::add);
    say(window, ANNA, "news", NOON.plus(Duration.ofHours(2)), true);

    // Then
    assertThat(words()).containsExactly("news");
    assertThat(seen.getFirst().gap()).isTrue();
  }

  @Test
  void bytesAreBoundedOverAllConversations() {
    // Given
    FeedWindow small = new FeedWindow(config(100, 2_000));

    // When
    for (int i = 0; i < 1_000; i++) {
      say(small, "p/a/visitor" + i, "word " + i, NOON, true);
    }

    // Then
    assertThat(small.bytes()).isBetween(1L, 2_000L);
  }

  @Test
  void whatAConversationGaveUpIsHeldNowhere() {
    // When
    for (int i = 0; i < 100; i++) {
      say(ANNA, "word " + i);
    }

    // Then
    assertThat(window.entries()).isEqualTo(3);
  }

  @Test
  void whoHasGoneIsShownNothing() {
    // Given
    Runnable end = window.follow(ANNA, OptionalLong.empty(), seen::add);

    // When
    end.run();
    say(ANNA, "1");

    // Then
    assertThat(seen).isEmpty();
  }
}
