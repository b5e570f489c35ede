package dev.milena.router.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalvingTest {
  private static final int POISON = 13;

  private final List<Integer> asked = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"22021", "22P05", "23514", "54000"})
  void whatTheDataCausesIsFoundAloneAndTheOthersGoOnInOrder(String sqlState) {
    assertThat(run(20, sqlState))
        .containsExactlyElementsOf(
            IntStream.range(0, 20).mapToObj(i -> i == POISON ? sqlState : "ok " + i).toList());
    assertThat(asked).as("no more transactions than halving needs").hasSizeLessThanOrEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25006", "40P01", "40001", "57P01", "53300", "08006"})
  void whatSaysNothingAboutTheDataIsPassedOn(String sqlState) {
    assertThatThrownBy(() -> run(20, sqlState)).isInstanceOf(PgException.class);
    assertThat(asked).containsExactly(20);
  }

  @Test
  void failureThatIsNotOfPostgresIsPassedOn() {
    Halving<Integer, List<String>> halving =
        new Halving<>(
            part -> Uni.createFrom().failure(new IllegalStateException("away")),
            (one, state) -> List.of(state),
            HalvingTest::both);

    assertThatThrownBy(() -> halving.run(List.of(1, 2)).await().indefinitely()).hasMessage("away");
  }

  private List<String> run(int many, String sqlState) {
    return new Halving<Integer, List<String>>(
            part -> once(part, sqlState), (one, state) -> List.of(state), HalvingTest::both)
        .run(IntStream.range(0, many).boxed().toList())
        .await()
        .indefinitely();
  }

  private Uni<List<String>> once(List<Integer> part, String sqlState) {
    asked.add(part.size());
    return part.contains(POISON)
        ? Uni.createFrom().failure(new PgException("no", "ERROR", sqlState, ""))
        : Uni.createFrom().item(part.stream().map(i -> "ok " + i).toList());
  }

  private static List<String> both(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
