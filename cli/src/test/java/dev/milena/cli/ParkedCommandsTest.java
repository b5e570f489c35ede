package dev.milena.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What an operator types, and what the hub is asked. */
class ParkedCommandsTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private record Answer(int status, String body) {}

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> asked = new ArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private HttpServer hub;

  @BeforeEach
  void open() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext("/", this::serve);
    hub.start();
  }

  @AfterEach
  void close() {
    hub.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + (body.isEmpty() ? "" : " " + body));
    Answer answer = answers.removeFirst();
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String url() {
    return "http://127.0.0.1:" + hub.getAddress().getPort();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(1, List.of("--url", url(), "--key", "k"));
    return bare(all.toArray(String[]::new));
  }

  private int bare(String... arguments) {
    return Main.prepared(
            new CommandLine(new ParkedCommands())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)))
        .execute(arguments);
  }

  @Test
  void listReadsAllPagesAndPrintsALineForEachRecord() {
    answers.add(new Answer(200, "{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next\":\"a_b\"}"));
    answers.add(new Answer(200, "{\"items\":[{\"id\":\"3\"}]}"));

    int status = run("list", "--cause", "horizon", "--conversation", "chat/shop/a b");

    assertThat(status).isZero();
    assertThat(out.toString().lines())
        .containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}", "{\"id\":\"3\"}");
    assertThat(asked)
        .containsExactly(
            "GET /api/v1/parked?conversation=chat%2Fshop%2Fa+b&cause=horizon&limit=200 Bearer k",
            "GET /api/v1/parked?conversation=chat%2Fshop%2Fa+b&cause=horizon&limit=200&after=a_b Bearer k");
  }

  @Test
  void textIsAnotherQuestion() {
    answers.add(new Answer(200, "{\"id\":\"x\"}"));
    answers.add(new Answer(200, "{\"data\":{}}"));

    assertThat(run("show", ID)).isZero();
    assertThat(run("show", ID, "--text")).isZero();

    assertThat(asked)
        .containsExactly(
            "GET /api/v1/parked/" + ID + " Bearer k",
            "GET /api/v1/parked/" + ID + "/text Bearer k");
  }

  @Test
  void singleRecordsAreReplayedOneByOne() {
    answers.add(new Answer(202, "{\"state\":\"replaying\"}"));

    assertThat(run("replay", ID)).isZero();

    assertThat(asked).containsExactly("POST /api/v1/parked/" + ID + "/replay Bearer k {}");
  }

  @Test
  void allThatFitAreDroppedUntilNoneIsLeft() {
    answers.add(new Answer(202, "{\"taken\":200,\"more\":true}"));
    answers.add(new Answer(202, "{\"taken\":7,\"more\":false}"));

    assertThat(run("drop", "--cause", "unmapped", "--until", "2026-01-31T12:00:00Z")).isZero();

    assertThat(out.toString().strip()).isEqualTo("{\"taken\":207}");
    assertThat(asked)
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
    assertThat(err.toString()).contains("Name either single IDs or", "is no id of a parked record");
    assertThat(asked).isEmpty();
  }

  @Test
  void refusalIsTheHubsOwnSentence() {
    answers.add(new Answer(409, "{\"detail\":\"It is being dropped.\",\"errors\":[]}"));
    answers.add(
        new Answer(
            400,
            "{\"detail\":\"Look at 'errors'.\",\"errors\":[{\"field\":\"cause\",\"problem\":\"must be a word\"}]}"));
    answers.add(new Answer(404, "<html>"));

    assertThat(run("replay", ID)).isEqualTo(2);
    assertThat(run("list", "--cause", "x y")).isEqualTo(2);
    assertThat(run("show", ID)).isEqualTo(2);

    assertThat(err.toString().lines())
        .containsExactly(
            "milena: It is being dropped.",
            "milena: Look at 'errors'. (cause must be a word)",
            "milena: What answers at " + url() + " is no hub (status 404)");
  }

  @Test
  void whatIsMissingIsSaidInOneLine() {
    assertThat(bare("list", "--url", "http://127.0.0.1:1", "--key", "k")).isEqualTo(2);
    assertThat(bare("list", "--url", "nowhere at all", "--key", "k")).isEqualTo(2);
    assertThat(bare("list", "--url", url(), "--key", "")).isEqualTo(2);

    assertThat(err.toString().lines())
        .hasSize(3)
        .anyMatch(l -> l.startsWith("milena: No hub answers at http://127.0.0.1:1;"))
        .anyMatch(l -> l.contains("is no address of a hub"))
        .anyMatch(l -> l.contains("MILENA_API_KEY"));
  }
}
