package dev.milena.platform.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.ConversationRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.HttpSimulator;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.RetryRule;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.WebhookSender;
import dev.milena.platform.testkit.WholeAnswer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Sites and their visitors. With browsers they are connected to a hub and see what it shows;
 * without, whoever plays the feed brings its entries here.
 */
public final class WebSimulator implements HttpSimulator {
  /** The widget's. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private static final Duration REPEATED = Duration.ofMinutes(10);

  /** More visitors than any test has, each with one browser. */
  private static final int SOCKETS_MAX = 10_000;

  private final OpenedAccounts<SimulatedSite> sites = new OpenedAccounts<>();
  private final SimulatorServer server = SimulatorServer.start(new Rules());
  private final WebhookSender sender;
  private final HttpClient http = server.vertx().createHttpClient();
  private final WebSocketClient sockets =
      server
          .vertx()
          .createWebSocketClient(new WebSocketClientOptions().setMaxConnections(SOCKETS_MAX));
  private final boolean browsers;

  private WebSimulator(boolean browsers, double pace) {
    this.browsers = browsers;
    Duration again = Duration.ofMillis(Math.max(10, Math.round(AGAIN.toMillis() * pace)));
    sender = server.sender(new RetryRule(List.of(again), REPEATED, Duration.ZERO));
    server.faults().onDisconnect(() -> open().forEach(b -> b.cut(false)));
    server
        .faults()
        .onSockets(
            new Faults.Sockets() {
              @Override
              public void close(int code) {
                open().forEach(b -> b.cut(false));
              }

              @Override
              public void fallSilent() {
                open().forEach(b -> b.cut(false));
              }

              @Override
              public void forget() {
                open().forEach(b -> b.cut(true));
              }
            });
  }

  /**
   * Visitors who see what a hub shows them.
   *
   * @param pace how long a second of the widget's takes
   */
  public static WebSimulator withBrowsers(double pace) {
    return new WebSimulator(true, pace);
  }

  static WebSimulator withoutBrowsers() {
    return new WebSimulator(false, 0.01);
  }

  /** What the site's own server signs for a visitor; holds for an hour. */
  public String token(AccountRef account, String visitor) {
    return sites.get(account).token(visitor);
  }

  private Stream<SimulatedBrowser> open() {
    return sites.stream().flatMap(s -> s.browsers().values().stream());
  }

  /** Brings entries of the feed to screens. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      JsonNode entry = Json.tree(call.body().getBytes());
      ConversationRef where = ConversationRef.parse(entry.path("key").asText());
      screen(where.account(), where.id()).show(entry.path("data"));
      return Future.succeededFuture(Answer.json(200, "{}"));
    }

    @Override
    public boolean canFail(Call call) {
      return call.path().equals("/feed");
    }
  }

  @Override
  public String platform() {
    return WebPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  @Override
  public ObjectNode open(AccountRef account, String hub) {
    String secret = UUID.randomUUID().toString() + UUID.randomUUID();
    sites.replace(account, new SimulatedSite(hub + "/in/" + account.key(), secret));
    return Json.mapper().createObjectNode().put("secret", secret).put("guests", true);
  }

  @Override
  public People people() {
    return new SimulatedVisitors(this::bring, this::screen);
  }

  private SimulatedScreen screen(AccountRef account, String visitor) {
    SimulatedSite site = sites.get(account);
    SimulatedScreen screen =
        site.screen(
            visitor, () -> new SimulatedScreen(this::load, () -> server.tally().accepted()));
    if (browsers) {
      site.browsers()
          .computeIfAbsent(
              visitor,
              _ ->
                  new SimulatedBrowser(
                      server.vertx(),
                      sockets,
                      site.hub() + "/socket",
                      () -> site.token(visitor),
                      (Consumer<JsonNode>) screen::show));
    }
    return screen;
  }

  private void load(String url, LongConsumer size) {
    WholeAnswer.ofFile(http, url).onSuccess(file -> size.accept(file.body().length()));
  }

  private void bring(AccountRef account, String visitor, ObjectNode frame) {
    server.tally().input();
    SimulatedSite site = sites.get(account);
    Buffer body = Buffer.buffer(frame.toString());
    sender.send(
        new WebhookSender.Input(
            visitor,
            site.hub(),
            new WebhookSender.Signed(
                Map.of("authorization", WebToken.bearer(site.token(visitor))), body),
            new WebhookSender.Signed(
                Map.of("authorization", WebToken.bearer(site.forgedToken(visitor))), body)));
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    sender.sendAgain(conversation);
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    return screen(account, conversation).shown();
  }

  @Override
  public void close() {
    open().forEach(SimulatedBrowser::close);
    server.close();
  }
}
