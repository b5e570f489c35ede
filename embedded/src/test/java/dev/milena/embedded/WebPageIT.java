package dev.milena.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.backing.testing.Tables;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.NodeClient;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.web.WebSimulator;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The widget in a real browser: a visitor writes on a page, an operator answers in Telegram.
 * Pictures of it lie in {@code target/pictures}. Skipped, with a line that says so, where there is
 * no Chromium or no Node.
 */
@QuarkusTest
@QuarkusTestResource(BackingForTests.class)
@TestProfile(BridgeIT.WithApi.class)
class WebPageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AccountRef SHOP = new AccountRef("web", "shop");

  private final HubAccounts accounts;
  private final Rooms rooms;
  private final Tables tables;

  WebPageIT(HubAccounts accounts, Rooms rooms, Tables tables) {
    this.accounts = accounts;
    this.rooms = rooms;
    this.tables = tables;
  }

  private static ObjectNode settings() {
    return Json.mapper()
        .createObjectNode()
        .put("secret", "a secret of the page's own server, long enough")
        .put("guests", true)
        .put("title", "Flower shop");
  }

  @Test
  void visitorOnAPageAndOperatorInTelegramReadEachOther() {
    // Given
    accounts.publish(SHOP, settings());
    Room operator = rooms.open("telegram");
    try (Browser browser = Browser.open("http://127.0.0.1:" + RestAssured.port + "/in/web/shop/")) {
      browser.does("open", "first", "");
      browser.says("first", "Hello");
      link(operator, "guest-%");

      // When
      browser.says("first", "Is the shop open?");

      // Then
      Town.await().until(() -> told(operator, "Is the shop open?") == 1);
      operator.write("Until <b>eight</b> 🌷");
      browser.sees("first", "Until <b>eight</b> 🌷");
      browser.picture("first", "1-answered");

      // Two tabs stay in step.
      browser.does("open", "second", "");
      browser.sees("second", "Until <b>eight</b> 🌷");
      browser.says("second", "And on Sunday?");
      browser.sees("first", "And on Sunday?");
      Town.await().until(() -> told(operator, "And on Sunday?") == 1);
      browser.picture("second", "2-second-tab");

      // What came while nobody was there is there after a reload, and nothing is there twice.
      browser.does("close", "first", "");
      operator.write("Closed on Sundays");
      browser.does("reload", "second", "");
      browser.sees("second", "Closed on Sundays");
      assertThat(browser.reads("second"))
          .extracting(WebPageIT::words)
          .containsExactly(
              "Hello",
              "Is the shop open?",
              "Until <b>eight</b> 🌷",
              "And on Sunday?",
              "Closed on Sundays");
      browser.picture("second", "3-reloaded");

      // A cut connection goes on where it was: the account changes, so that programs come again.
      accounts.publish(SHOP, settings().put("title", "Flowers"));
      operator.write("But on Monday again");
      browser.sees("second", "But on Monday again");
      assertThat(browser.reads("second")).hasSize(6);

      // Where no socket gets through, events are read and each word is a call.
      browser.does("openWithoutSockets", "third", "");
      browser.says("third", "Thank you");
      browser.sees("second", "Thank you");
      Town.await().until(() -> told(operator, "Thank you") == 1);
      assertThat(browser.reads("third")).hasSize(7);

      // What cannot be taken now is said again, and what was written after it waits for it.
      browser.does("openAndBeRefused", "fourth", "");
      browser.does("write", "fourth", "First");
      browser.does("write", "fourth", "Second");
      browser.sees("second", "Second");
      assertThat(browser.reads("second")).endsWith("First", "Second");
    }
  }

  @Test
  void simulatedVisitorsSeeWhatBrowsersSee() {
    // Given
    AccountRef site = new AccountRef("web", "simulated");
    try (WebSimulator visitors = WebSimulator.withBrowsers(0.05)) {
      accounts.publish(site, visitors.open(site, "http://127.0.0.1:" + RestAssured.port));
      Room operator = rooms.open("telegram");
      visitors.write(site, "anna", "Hello");
      link(operator, "anna");

      // When
      operator.write("Good morning");
      Town.await().until(() -> visitors.shown(site, "anna").size() == 1);
      visitors.fail(new PlatformSimulator.Fault.Disconnect());
      operator.write("Are you there?");

      // Then
      Town.await().until(() -> visitors.shown(site, "anna").size() == 2);
      visitors.write(site, "anna", "Yes");
      Town.await().until(() -> told(operator, "Yes") == 1);
    }
  }

  /** Operators' messages carry who says them where rooms are linked. */
  private static String words(String shown) {
    return shown.replaceFirst("(?s)^.*\\S \\(telegram\\):\\s*", "").strip();
  }

  private static long told(Room operator, String text) {
    return operator.shown().stream().filter(s -> s.text().contains(text)).count();
  }

  private void link(Room operator, String visitor) {
    String visitors =
        " FROM conversation WHERE platform = 'web' AND external_id LIKE '" + visitor + "'";
    Town.await().until(() -> !tables.column("SELECT key" + visitors).isEmpty());
    Rooms.api()
        .body(
            Map.of(
                "left", Map.of("conversation", tables.one("SELECT key" + visitors)),
                "right", Map.of("conversation", operator.key())))
        .post("/links")
        .then()
        .statusCode(201);
  }

  /** A browser with tabs that share what it keeps. */
  private record Browser(NodeClient node) implements AutoCloseable {
    static Browser open(String page) {
      Optional<Path> chromium =
          Stream.of(System.getenv("PATH").split(System.getProperty("path.separator")))
              .flatMap(folder ->
                  Stream.of("chromium", "chromium-browser", "google-chrome")
                      .map(name -> Path.of(folder, name)))
              .filter(Files::isExecutable)
              .findFirst();
      if (chromium.isEmpty()) {
        System.err.println("Skipped, nobody looks at the widget: there is no Chromium");
      }
      Assumptions.assumeTrue(chromium.isPresent(), "there is no Chromium");
      return new Browser(
          NodeClient.start(
              Path.of("src/test/node"),
              "page.mjs",
              Map.of(
                  "CHROMIUM", chromium.get().toString(),
                  "PAGE", page,
                  "PICTURES", Path.of("target", "pictures").toAbsolutePath().toString())));
    }

    JsonNode does(String deed, String tab, String text) {
      node.say(Json.mapper().createObjectNode().put("do", deed).put("tab", tab).put("text", text));
      JsonNode said = node.await(s -> s.has("done") || s.has("failed"), PATIENCE);
      assertThat(said.has("failed")).as(said.toString()).isFalse();
      return said.path("result");
    }

    void says(String tab, String text) {
      does("write", tab, text);
      sees(tab, text);
    }

    void sees(String tab, String text) {
      does("sees", tab, text);
    }

    List<String> reads(String tab) {
      return does("reads", tab, "").valueStream().map(JsonNode::asText).toList();
    }

    void picture(String tab, String name) {
      does("picture", tab, name);
    }

    @Override
    public void close() {
      node.close();
    }
  }
}
