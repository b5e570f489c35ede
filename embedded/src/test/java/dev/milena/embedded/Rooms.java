package dev.milena.embedded;

import static io.restassured.RestAssured.given;

import dev.milena.backing.testing.Tables;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongFunction;

/** Rooms on every simulated platform, and one account of the hub on each. */
@Singleton
class Rooms {
  static final String KEY = "a-key-for-the-tests-of-rooms-0123456789";

  private static final double PACE = 0.05;

  /** What a room is called where it is not just its number; numbers are above 32 bits. */
  private static final Map<String, LongFunction<String>> IDS =
      Map.of(
          "vk", n -> Long.toString(2_000_000_001L + n % 100_000_000),
          "discord", n -> "77" + n,
          "slack", n -> "C" + n,
          "mattermost", n -> "room" + "0".repeat(12) + n,
          "webim", n -> "visitor-" + n,
          "whatsapp-qr", n -> n + "@s.whatsapp.net");

  private final HubAccounts accounts;
  private final Tables tables;
  private final Map<String, PlatformSimulator> platforms = new LinkedHashMap<>();

  Rooms(HubAccounts accounts, Tables tables) {
    this.accounts = accounts;
    this.tables = tables;
  }

  /** Every platform that has rooms. */
  List<String> platforms() {
    return SimulatorFactory.all().stream()
        .filter(SimulatorFactory::rooms)
        .map(SimulatorFactory::platform)
        .toList();
  }

  /** A room in which somebody has spoken: the hub knows it. */
  Room open(String platform) {
    PlatformSimulator simulator = simulator(platform);
    AccountRef account = account(platform);
    String id =
        IDS.getOrDefault(platform, Long::toString)
            .apply(ThreadLocalRandom.current().nextLong(5_000_000_000L, 9_999_999_999L));
    simulator.write(account, id, "Is anybody here?");
    String where =
        " FROM conversation WHERE platform = '" + platform + "' AND external_id = '" + id + "'";
    Town.await().until(() -> !tables.column("SELECT key" + where).isEmpty());
    return new Room(
        simulator,
        account,
        id,
        tables.one("SELECT key" + where),
        tables.one("SELECT coalesce(title, '')" + where));
  }

  /** Links each to the next, so that all hear each other. */
  void link(List<Room> rooms) {
    for (int i = 1; i < rooms.size(); i++) {
      link(rooms.get(i - 1), rooms.get(i));
    }
  }

  private static void link(Room left, Room right) {
    api()
        .body(
            Map.of(
                "left",
                Map.of("conversation", left.key()),
                "right",
                Map.of("conversation", right.key())))
        .post("/links")
        .then()
        .statusCode(201);
  }

  static RequestSpecification api() {
    return given().basePath("/api/v1").header("X-API-Key", KEY).contentType("application/json");
  }

  private synchronized PlatformSimulator simulator(String platform) {
    return platforms.computeIfAbsent(platform, this::start);
  }

  private PlatformSimulator start(String platform) {
    PlatformSimulator simulator =
        SimulatorFactory.all().stream()
            .filter(f -> f.platform().equals(platform))
            .findFirst()
            .orElseThrow()
            .start(PACE);
    accounts.publish(
        account(platform),
        simulator.open(account(platform), "http://127.0.0.1:" + RestAssured.port));
    return simulator;
  }

  private static AccountRef account(String platform) {
    return new AccountRef(platform, "rooms");
  }

  @PreDestroy
  void close() {
    platforms.values().forEach(PlatformSimulator::close);
  }
}
