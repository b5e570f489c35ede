package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.Ports;
import dev.milena.platform.testkit.SimulatorFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./milena up} as a person uses it: starts, stops, dies, and what it says when it cannot
 * start.
 */
class UpIT {
  /**
   * Calls that may be under way to a platform without idempotency keys when the hub dies: one for
   * each chat.
   */
  private static final int DOUBLED_MAX_PER_CHAT = 1;

  private static final int CHATS = 5;
  private static final int MESSAGES = 100;

  @TempDir Path folder;

  @Test
  void goesOnAfterAnyStop() throws Exception {
    int port = Ports.free();
    try (DemoCast cast = cast(port)) {
      String config = HubProcess.config(folder, cast.settings()).toString();
      List<List<String>> said = new ArrayList<>();
      try (HubProcess hub = start(port, config)) {
        hub.awaitReady(port);
        burst(cast, said);
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofMillis(5))
            .until(() -> arrived(cast) >= MESSAGES / 4);
        hub.kill();
      }
      assertThat(arrived(cast)).as("killed in the middle of the burst").isLessThan(MESSAGES);
      try (HubProcess hub = start(port, config)) {
        hub.awaitReady(port);
        Awaitility.await()
            .atMost(Duration.ofSeconds(120))
            .untilAsserted(() -> {
              for (int chat = 0; chat < CHATS; chat++) {
                assertThat(desk(cast, chat)).containsAll(said.get(chat));
              }
            });
        for (int chat = 0; chat < CHATS; chat++) {
          List<String> desk = desk(cast, chat);
          assertThat(withoutImmediateRepeats(desk)).as("in order").isEqualTo(said.get(chat));
          assertThat(desk.size() - said.get(chat).size())
              .as("doubled in the stated window")
              .isLessThanOrEqualTo(DOUBLED_MAX_PER_CHAT);
        }
        assertThat(hub.stop()).as("exit status after SIGTERM").isIn(0, 143);
      }
      try (HubProcess hub = start(port, config)) {
        hub.awaitReady(port);
        String late = cast.visitors().write(cast.bot(), chat(0), "after an orderly stop");
        assertThat(late).isNotBlank();
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> desk(cast, 0).contains("after an orderly stop"));
      }
    }
  }

  @Test
  void saysInOneLineWhatIsInTheWay() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefuses("port", "--port", Integer.toString(taken.getLocalPort()), "--data", data());
    }
    String port = Integer.toString(Ports.free());
    assertRefuses(
        "milena.conf", "--port", port, "--data", data(), "--config", folder + "/milena.conf");
    Path file = Files.writeString(folder.resolve("a-file"), "in the way");
    assertRefuses("a-file", "--port", port, "--data", file.toString());
    assertRefuses("--prot", "--prot", port);
  }

  private void assertRefuses(String names, String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("up"));
    args.addAll(List.of(options));
    try (HubProcess hub = HubProcess.start(folder, args.toArray(String[]::new))) {
      int status = hub.awaitEnd(HubProcess.READY_MAX);
      assertThat(hub.output()).contains(names).doesNotContain("\tat ");
      assertThat(status).isEqualTo(2);
    }
  }

  private HubProcess start(int port, String config) throws Exception {
    return HubProcess.start(
        folder, "up", "--port", Integer.toString(port), "--data", data(), "--config", config);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private static DemoCast cast(int port) {
    SimulatorFactory visitors = factory(false);
    SimulatorFactory desk = factory(true);
    return DemoCast.open(visitors, desk, "http://127.0.0.1:" + port);
  }

  private static SimulatorFactory factory(boolean desk) {
    return SimulatorFactory.all().stream().filter(f -> f.desk() == desk).findFirst().orElseThrow();
  }

  private static void burst(DemoCast cast, List<List<String>> said) {
    for (int chat = 0; chat < CHATS; chat++) {
      said.add(new ArrayList<>());
    }
    for (int i = 0; i < MESSAGES; i++) {
      String text = "message " + i;
      cast.visitors().write(cast.bot(), chat(i % CHATS), text);
      said.get(i % CHATS).add(text);
    }
  }

  private static String chat(int n) {
    return Integer.toString(5_553_000 + n);
  }

  private static List<String> desk(DemoCast cast, int chat) {
    return cast.desk().shown(cast.seat(), chat(chat)).stream().map(s -> s.text()).toList();
  }

  private static int arrived(DemoCast cast) {
    int sum = 0;
    for (int chat = 0; chat < CHATS; chat++) {
      sum += desk(cast, chat).size();
    }
    return sum;
  }

  private static List<String> withoutImmediateRepeats(List<String> texts) {
    List<String> out = new ArrayList<>();
    for (String text : texts) {
      if (out.isEmpty() || !out.getLast().equals(text)) {
        out.add(text);
      }
    }
    return out;
  }
}
