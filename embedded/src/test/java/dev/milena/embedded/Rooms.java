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

/** Rooms on every simulated platform, and one account of the hub on each. */
@Singleton
class Rooms {
  static final String KEY = "a-key-for-the-tests-of-rooms-0123456789";

  private static final double PACE = 0.05;

  /** Above 32 bits, as platforms have them. */
  private static final long NUMBER_MIN = 5_000_000_000L;

  private static final long NUMBER_MAX = 9_999_999_999L;

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
    String id = simulator.room(ThreadLocalRandom.current().nextLong(NUMBER_MIN, NUMBER_MAX));
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

  /** The messages in a room of which the hub knows that they are its own. */
  List<String> known(Room room) {
    return tables.column(
        "SELECT message FROM sent JOIN conversation ON conversation.id = sent.conversation WHERE key = '"
            + room.key()
            + "'");
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
