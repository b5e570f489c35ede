package dev.milena.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator types, and what the hub is asked. */
class ParkedCommandsTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private final PretendHub hub = new PretendHub();

  @AfterEach
  void close() {
    hub.close();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--url", hub.url(), "--key", "k"));
    return bare(all.toArray(String[]::new));
  }

  private int bare(String... arguments) {
    return hub.run(new ParkedCommands(), arguments);
  }

  @Test
  void listReadsAllPagesAndPrintsALineForEachRecord() {
    hub.answer(200, "{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next\":\"a_b\"}");
    hub.answer(200, "{\"items\":[{\"id\":\"3\"}]}");

    int status = run("list", "--cause", "horizon", "--conversation", "chat/shop/a b");

    assertThat(status).isZero();
    assertThat(hub.out()).containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}", "{\"id\":\"3\"}");
    assertThat(hub.asked())
        .containsExactly(
            "GET /api/v1/parked?conversation=chat%2Fshop%2Fa+b&cause=horizon&limit=200 Bearer k",
            "GET /api/v1/parked?conversation=chat%2Fshop%2Fa+b&cause=horizon&limit=200&after=a_b"
                + " Bearer k");
  }

  @Test
  void textIsAnotherQuestion() {
    hub.answer(200, "{\"id\":\"x\"}");
    hub.answer(200, "{\"data\":{}}");

    assertThat(run("show", ID)).isZero();
    assertThat(run("show", ID, "--text")).isZero();

    assertThat(hub.asked())
        .containsExactly(
            "GET /api/v1/parked/" + ID + " Bearer k",
            "GET /api/v1/parked/" + ID + "/text Bearer k");
  }

  @Test
  void singleRecordsAreReplayedOneByOne() {
    hub.answer(202, "{\"state\":\"replaying\"}");

    assertThat(run("replay", ID)).isZero();

    assertThat(hub.asked()).containsExactly("POST /api/v1/parked/" + ID + "/replay Bearer k {}");
  }

  @Test
  void allThatFitAreDroppedUntilNoneIsLeft() {
    hub.answer(202, "{\"taken\":200,\"more\":true}");
    hub.answer(202, "{\"taken\":7,\"more\":false}");

    assertThat(run("drop", "--cause", "unmapped", "--until", "2026-01-31T12:00:00Z")).isZero();

    assertThat(hub.out()).containsExactly("{\"taken\":207}");
    assertThat(hub.asked())
        .hasSize(2)
        .allMatch(
            ("POST /api/v1/parked/drop?limit=200 Bearer k"
                    + " {\"cause\":\"unmapped\",\"until\":\"2026-01-31T12:00:00Z\"}")
                ::equals);
  }

  @Test
  void nothingIsActedOnWithoutSayingWhich() {
    assertThat(run("drop")).isEqualTo(2);
    assertThat(run("replay", ID, "--cause", "horizon")).isEqualTo(2);
    assertThat(run("replay", "everything")).isEqualTo(2);
    assertThat(hub.err())
        .anyMatch(l -> l.contains("Name either single IDs or"))
        .anyMatch(l -> l.contains("is no id of a parked record"));
    assertThat(hub.asked()).isEmpty();
  }

  @Test
  void refusalIsTheHubsOwnSentence() {
    hub.answer(409, "{\"detail\":\"It is being dropped.\",\"errors\":[]}");
    hub.answer(
        400,
        "{\"detail\":\"Look at 'errors'.\",\"errors\":[{\"field\":\"cause\",\"problem\":\"must be a"
            + " word\"}]}");
    hub.answer(404, "<html>");

    assertThat(run("replay", ID)).isEqualTo(2);
    assertThat(run("list", "--cause", "x y")).isEqualTo(2);
    assertThat(run("show", ID)).isEqualTo(2);

    assertThat(hub.err())
        .containsExactly(
            "milena: It is being dropped.",
            "milena: Look at 'errors'. (cause must be a word)",
            "milena: What answers at " + hub.url() + " is no hub (status 404)");
  }

  @Test
  void whatIsMissingIsSaidInOneLine() {
    assertThat(bare("list", "--url", "http://127.0.0.1:1", "--key", "k")).isEqualTo(2);
    assertThat(bare("list", "--url", "nowhere at all", "--key", "k")).isEqualTo(2);
    assertThat(bare("list", "--url", hub.url(), "--key", "")).isEqualTo(2);

    assertThat(hub.err())
        .hasSize(3)
        .anyMatch(l -> l.startsWith("milena: No hub answers at http://127.0.0.1:1;"))
        .anyMatch(l -> l.contains("is no address of a hub"))
        .anyMatch(l -> l.contains("MILENA_API_KEY"));
  }
}
