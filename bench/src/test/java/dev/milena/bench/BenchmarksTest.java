package dev.milena.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchmarksTest {
  /** As the help says. */
  @Test
  void allOfThemTogetherAreBearable() {
    assertThat(Benchmarks.ALL.stream().mapToInt(Benchmark::minutes).sum()).isLessThanOrEqualTo(28);
  }

  @Test
  void eachIsFoundByItsName() {
    assertThat(Benchmarks.names()).doesNotHaveDuplicates();
    assertThat(Benchmarks.ALL).allSatisfy(b -> assertThat(Benchmarks.find(b.name())).contains(b));
    assertThat(Benchmarks.find("nothing")).isEmpty();
  }
}
