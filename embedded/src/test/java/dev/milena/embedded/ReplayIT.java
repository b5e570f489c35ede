package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.backing.Ports;
import dev.milena.model.Json;
import dev.milena.platform.testkit.PlatformSimulator.Fault;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import dev.milena.platform.testkit.SimulatorFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parked work of the whole hub, as an operator acts on it. */
class ReplayIT {
  private static final String KEY = "a-key-for-the-tests-of-parked-work-0123456789";
  private static final String CHAT = "5557001";

  /** Long enough for a kill and a start in between. */
  private static final int STOPPED_SECONDS = 20;

  @TempDir Path folder;

  private final int port = Ports.free();

  @Test
  void replayThatIsInterruptedByAKillGoesBeforeWhatIsNewAndIsMadeOnce() throws Exception {
    try (DemoCast cast = DemoCast.open(factory(false), factory(true), "http://127.0.0.1:" + port)) {
      cast.settings().put("milena.api-key", KEY);
      cast.settings().put("milena." + key(cast) + ".unknown", "park");
      String config = HubProcess.config(folder, cast.settings()).toString();
      try (HubProcess hub = start(config)) {
        hub.awaitReady(port);
        cast.visitors().write(cast.bot(), CHAT, "hello");
        await().until(() -> !cast.desk().shown(cast.seat(), CHAT).isEmpty());
        cast.visitors().fail(new Fault.AcceptWithoutAnswer(1));
        cast.desk().write(cast.seat(), CHAT, "parked");
        await().until(() -> listed(cast).size() == 1);

        cast.visitors().fail(new Fault.Throttle(1, STOPPED_SECONDS));
        long calls = cast.visitors().ledger().calls();
        cast.desk().write(cast.seat(), CHAT, "stopped");
        await().until(() -> cast.visitors().ledger().calls() > calls);
        cast.desk().write(cast.seat(), CHAT, "waiting");
        JsonNode taken =
            ask("POST", "/parked/replay", "{\"conversation\":\"" + cast.bot() + "/" + CHAT + "\"}");
        assertThat(taken.path("taken").asInt()).isEqualTo(1);
        hub.kill();
      }
      try (HubProcess hub = start(config)) {
        hub.awaitReady(port);
        IntStream.range(0, 5).forEach(i -> cast.desk().write(cast.seat(), CHAT, "newer " + i));

        await().until(() -> visitor(cast).contains("newer 4"));
        List<String> read = visitor(cast);
        assertThat(read).filteredOn("parked"::equals).as("sent, and replayed once").hasSize(2);
        assertThat(read.lastIndexOf("parked")).isLessThan(read.indexOf("waiting"));
        assertThat(read).filteredOn(text -> !text.equals("parked")).isEqualTo(others());
        await().until(() -> listed(cast).isEmpty());
      }
    }
  }

  private static List<String> others() {
    return Stream.concat(
            Stream.of("stopped", "waiting"), IntStream.range(0, 5).mapToObj(i -> "newer " + i))
        .toList();
  }

  private static String key(DemoCast cast) {
    return cast.bot().platform() + ".accounts." + cast.bot().name();
  }

  private JsonNode listed(DemoCast cast) throws Exception {
    return ask("GET", "/parked?conversation=" + cast.bot() + "/" + CHAT, "").path("items");
  }

  private JsonNode ask(String method, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
              .header("X-API-Key", KEY)
              .header("Content-Type", "application/json")
              .timeout(Duration.ofSeconds(20))
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      return Json.tree(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
  }

  private static List<String> visitor(DemoCast cast) {
    return cast.visitors().shown(cast.bot(), CHAT).stream().map(Shown::text).toList();
  }

  private HubProcess start(String config) throws IOException {
    return HubProcess.start(
        folder,
        "up",
        "--port",
        Integer.toString(port),
        "--data",
        folder.resolve("data").toString(),
        "--config",
        config);
  }

  private static SimulatorFactory factory(boolean desk) {
    return SimulatorFactory.all().stream().filter(f -> f.desk() == desk).findFirst().orElseThrow();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }
}
