package dev.milena.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditTest {
  @Test
  void everythingOnceAndInOrderIsNothingToFind() {
    // When
    Audit audit = Audit.of(4, List.of(0, 1, 2, 3));

    // Then
    assertThat(audit.lost()).isEmpty();
    assertThat(audit.doubled()).isEmpty();
    assertThat(audit.misplaced()).isEmpty();
    assertThat(audit.unknown()).isEmpty();
  }

  @Test
  void lostOneIsFoundWhereverItStands() {
    // When
    Audit first = Audit.of(3, List.of(1, 2));
    Audit middle = Audit.of(3, List.of(0, 2));
    Audit last = Audit.of(3, List.of(0, 1));

    // Then
    assertThat(first.lost()).containsExactly(0);
    assertThat(middle.lost()).containsExactly(1);
    assertThat(last.lost()).containsExactly(2);
  }

  @Test
  void eachCopyTooManyIsCounted() {
    // When
    Audit audit = Audit.of(3, List.of(0, 1, 1, 1, 2, 0));

    // Then
    assertThat(audit.doubled()).isEqualTo(Map.of(0, 1, 1, 2));
    assertThat(audit.lost()).isEmpty();
    assertThat(audit.misplaced()).isEmpty();
  }

  @Test
  void swappedOnesAreFound() {
    // When
    Audit audit = Audit.of(4, List.of(0, 2, 1, 3));

    // Then
    assertThat(audit.misplaced()).containsExactly(1);
    assertThat(audit.lost()).isEmpty();
  }

  @Test
  void oneThatComesAfterManyLaterOnesIsMisplacedOnceAndTheOthersAreNot() {
    // When
    Audit audit = Audit.of(5, List.of(1, 2, 3, 4, 0));

    // Then
    assertThat(audit.misplaced()).containsExactly(0);
  }

  @Test
  void whatWasNeverSentIsFound() {
    // When
    Audit audit = Audit.of(2, List.of(0, 1, 2));

    // Then
    assertThat(audit.unknown()).containsExactly(2);
  }
}
