package dev.milena.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator types to have somebody forgotten, and what the hub is asked. */
class EraseCommandTest {
  private static final String EXTENT = "{\"participants\":1,\"conversations\":2}";

  private final PretendHub hub = new PretendHub();

  @AfterEach
  void close() {
    hub.close();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--url", hub.url(), "--key", "k"));
    all.addAll(List.of(arguments));
    return hub.run(new EraseCommand(Duration.ofMillis(1)), all.toArray(String[]::new));
  }

  private static String at(String step) {
    return "{\"id\":\"e1\",\"step\":\"" + step + "\"}";
  }

  @Test
  void withoutYesItOnlySaysWhatWouldGo() {
    hub.answer(200, EXTENT);

    int status = run("ada");

    assertThat(status).isZero();
    assertThat(hub.asked()).containsExactly("GET /api/v1/people/ada/erasure Bearer k");
    assertThat(hub.out()).containsExactly(EXTENT);
    assertThat(hub.err()).singleElement().asString().contains("Nothing is done yet", "--yes");
  }

  @Test
  void itIsFollowedUntilNothingIsLeftToDo() {
    hub.answer(202, at("announce"));
    hub.answer(200, at("trim"));
    hub.answer(200, at("trim"));
    hub.answer(200, at("a step of a newer hub"));
    hub.answer(200, at("done"));

    int status = run("ada lovelace/1", "--yes");

    assertThat(status).isZero();
    assertThat(hub.asked())
        .startsWith("DELETE /api/v1/people/ada%20lovelace%2F1 Bearer k")
        .filteredOn("GET /api/v1/erasures/e1 Bearer k"::equals)
        .hasSize(4);
    assertThat(hub.out()).containsExactly(at("done"));
    assertThat(hub.err())
        .hasSize(4)
        .allMatch(l -> l.startsWith("erasure e1: "))
        .endsWith("erasure e1: a step of a newer hub", "erasure e1: done");
  }

  @Test
  void hubThatIsAwayForAMomentIsAskedAgain() {
    hub.answer(202, at("announce"));
    hub.answer(503, "{\"detail\":\"Postgres is away.\"}");
    hub.answer(503, "{\"detail\":\"Postgres is away.\"}");
    hub.answer(200, at("done"));

    assertThat(run("ada", "--yes")).isZero();

    assertThat(hub.err())
        .filteredOn("Postgres is away. (asked again until it answers)"::equals)
        .hasSize(1);
  }

  @Test
  void whoDoesNotWantToWaitIsToldHowToLater() {
    hub.answer(202, at("announce"));
    hub.answer(200, at("sweep"));

    assertThat(run("ada", "--yes", "--wait", "0")).isEqualTo(1);
    assertThat(run("--follow", "e1", "--wait", "0")).isEqualTo(1);

    assertThat(hub.asked()).endsWith("GET /api/v1/erasures/e1 Bearer k").hasSize(2);
    assertThat(hub.out()).containsExactly(at("announce"), at("sweep"));
    assertThat(hub.err()).anyMatch(l -> l.contains("./milena erase --follow e1"));
  }

  @Test
  void refusalsAreOneLineAndNothingIsDone() {
    hub.answer(404, "{\"detail\":\"There is no such person.\"}");
    hub.answer(403, "{\"detail\":\"The key lacks the scope erasure.\"}");

    assertThat(run("nobody")).isEqualTo(2);
    assertThat(run("ada", "--yes")).isEqualTo(2);
    assertThat(run(" ", "--yes")).isEqualTo(2);

    assertThat(hub.err())
        .containsExactly(
            "milena: There is no such person.",
            "milena: The key lacks the scope erasure.",
            "milena: An id or a name is not empty");
  }

  @Test
  void somebodyIsNamedOrAnErasureAndNotBoth() {
    assertThat(run("--yes")).isEqualTo(2);
    assertThat(run("ada", "--follow", "e1")).isEqualTo(2);
    assertThat(hub.asked()).isEmpty();
  }
}
