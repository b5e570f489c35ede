package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSearchTest {
  @Test
  void highestRateIsFoundAboveWhatWasSeen() throws Exception {
    // When
    double highest = RateSearch.highest(1000, 12, rate -> rate <= 1234);

    // Then
    assertThat(highest).isLessThanOrEqualTo(1234).isCloseTo(1234, within(1.0));
  }

  @Test
  void highestRateIsFoundBelowWhatWasSeen() throws Exception {
    // When
    double highest = RateSearch.highest(1000, 12, rate -> rate <= 321);

    // Then
    assertThat(highest).isLessThanOrEqualTo(321).isCloseTo(321, within(1.0));
  }

  @Test
  void rateThatNeverHeldIsNotGiven() throws Exception {
    // When
    double highest = RateSearch.highest(1000, 5, rate -> false);

    // Then
    assertThat(highest).isZero();
  }

  @Test
  void trialsAreAsManyAsWereAllowed() throws Exception {
    // Given
    List<Double> tried = new ArrayList<>();

    // When
    RateSearch.highest(1000, 4, rate -> tried.add(rate) && rate < 600);

    // Then
    assertThat(tried).containsExactly(1000.0, 500.0, 750.0, 625.0);
  }
}
