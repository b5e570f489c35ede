package dev.milena.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.telegram.TelegramSimulator;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import dev.milena.platform.webim.WebimSimulator;
import io.restassured.RestAssured;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A Telegram with people and a Webim desk with operators, both led to the hub under test. */
@Singleton
class Town {
  /**
   * Waits of the platforms pass twenty times as fast, so that a retry after 2 s comes after 100 ms.
   */
  private static final double PACE = 0.05;

  private static final AtomicLong NEXT_CHAT = new AtomicLong(5_600_000_000L);

  final AccountRef bot = new AccountRef("telegram", "town");
  final AccountRef seat = new AccountRef("webim", "town");
  private final HubAccounts accounts;
  private TelegramSimulator telegram;
  private WebimSimulator webim;
  private ObjectNode botSettings;

  Town(HubAccounts accounts) {
    this.accounts = accounts;
  }

  /** Opens the town once; the hub then knows its accounts. */
  synchronized Town open() {
    if (telegram == null) {
      String hub = "http://127.0.0.1:" + RestAssured.port;
      telegram = new TelegramSimulator(PACE, InstantSource.system());
      webim = new WebimSimulator(PACE);
      webim.pace(1000);
      botSettings = telegram.open(bot, hub);
      accounts.publish(bot, botSettings);
      accounts.publish(seat, webim.open(seat, hub));
    }
    return this;
  }

  /** Opens one more bot in the town. */
  synchronized void open(AccountRef another) {
    accounts.publish(another, telegram.open(another, "http://127.0.0.1:" + RestAssured.port));
  }

  TelegramSimulator telegram() {
    return telegram;
  }

  WebimSimulator webim() {
    return webim;
  }

  /** The secrets of the bot, for requests written by hand. */
  String secret(String name) {
    return botSettings.path(name).asText();
  }

  /** A stranger's chat, with an id beyond 32 bits. */
  String stranger() {
    return Long.toString(NEXT_CHAT.incrementAndGet());
  }

  /** The buttons that a visitor sees. */
  List<String> buttons(String chat) {
    return telegram.shown(bot, chat).stream().flatMap(s -> s.buttons().stream()).toList();
  }

  List<String> desk(String chat) {
    return texts(webim, seat, chat);
  }

  List<String> visitor(String chat) {
    return texts(telegram, bot, chat);
  }

  private static List<String> texts(PlatformSimulator simulator, AccountRef account, String chat) {
    return simulator.shown(account, chat).stream().map(Shown::text).toList();
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }
}
