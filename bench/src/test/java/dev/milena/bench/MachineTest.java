package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void resultsSayWhatTheyDependOn() {
    // When
    String description = Machine.description();

    // Then
    assertThat(description)
        .containsPattern("\\d+ cores")
        .contains(System.getProperty("os.name"))
        .containsPattern("TCP with \\w+")
        .containsPattern("load before it began -?\\d");
  }
}
