package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.HttpSimulator;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.RetryRule;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.WebhookSender;
import io.vertx.core.Future;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Telegram in miniature: bots with webhooks or long polling, people in private chats (positive ids)
 * and groups (negative ones), files, limits and refusals as the Bot API has them. {@link #people}
 * says what people can do here beyond what they can do everywhere.
 */
public final class TelegramSimulator implements HttpSimulator {
  private static final Pattern METHOD = Pattern.compile("/bot([^/]+)(?:/test)?/([A-Za-z]+)/?");
  private static final Pattern FILE = Pattern.compile("/file/bot([^/]+)/(.+)");

  /** Before the first repetition, the second, and so on; Telegram goes on at 60 s and more. */
  private static final List<Integer> WAITS = List.of(0, 2, 4, 8, 16, 32, 60);

  private static final int KEPT_HOURS = 24;
  private static final int RETRY_AFTER_MAX = 3600;
  private static final AtomicLong NEXT_BOT = new AtomicLong(7_770_000);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final OpenedAccounts<SimulatedBot> bots = new OpenedAccounts<>();
  private final InstantSource clock;
  private final SimulatorServer server;
  private final WebhookSender sender;
  private final BotApiFiles files;
  private final BotApi api;
  private final SimulatedPeople people;

  /** As Telegram is, in real time. */
  public TelegramSimulator() {
    this(1.0, InstantSource.system());
  }

  /**
   * @param pace how long a second of Telegram's takes, where it repeats what was not taken: 0.01
   *     for a hundredth
   * @param clock by which messages grow old
   */
  public TelegramSimulator(double pace, InstantSource clock) {
    this.clock = clock;
    server = SimulatorServer.start(new Rules());
    sender = server.sender(retries(pace));
    files = new BotApiFiles(server.vertx());
    api = new BotApi(files, server.tally());
    people = new SimulatedPeople(bots::get, files, server.tally());
  }

  private static RetryRule retries(double pace) {
    return new RetryRule(
        WAITS.stream().map(s -> scaled(s, pace)).toList(),
        Duration.ofHours(KEPT_HOURS),
        scaled(RETRY_AFTER_MAX, pace));
  }

  private static Duration scaled(int seconds, double pace) {
    return Duration.ofMillis(Math.round(seconds * 1000 * pace));
  }

  /** How the server answers. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      String path = URLDecoder.decode(call.path().replace("+", "%2B"), StandardCharsets.UTF_8);
      Matcher file = FILE.matcher(path);
      if (file.matches()) {
        return Future.succeededFuture(download(file.group(1), file.group(2)));
      }
      Matcher method = METHOD.matcher(path);
      return method.matches()
          ? answer(method.group(1), method.group(2), call)
          : Future.succeededFuture(BotApiError.notFound().answer());
    }

    private Future<Answer> answer(String token, String method, Call call) {
      SimulatedBot bot = byToken(token).orElseThrow(BotApiError::unauthorized);
      BotApiParameters parameters = new BotApiParameters(call);
      Future<JsonNode> result;
      synchronized (bot) {
        result = api.call(bot, method, parameters);
      }
      return result.map(r ->
          Answer.json(
              200, BotApi.object().put("ok", true).<ObjectNode>set("result", r).toString()));
    }

    @Override
    public boolean canFail(Call call) {
      Matcher method = METHOD.matcher(call.path());
      return method.matches() && BotApi.acts(method.group(2));
    }

    @Override
    public Answer throttled(int retryAfterSeconds) {
      return BotApiError.tooMany(retryAfterSeconds).answer();
    }
  }

  private Optional<SimulatedBot> byToken(String token) {
    return bots.find(bot -> bot.token().equals(token));
  }

  private Answer download(String token, String path) {
    return byToken(token).isPresent()
        ? files
            .at(path)
            .map(file -> Answer.file("application/octet-stream", file.bytes()))
            .orElseGet(() -> BotApiError.notFound().answer())
        : BotApiError.unauthorized().answer();
  }

  @Override
  public String platform() {
    return TelegramPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  @Override
  public ObjectNode open(AccountRef account, String hub) {
    SimulatedBot bot = bots.open(account, _ -> newBot());
    bot.updates()
        .setHook(
            new BotUpdates.Hook(
                hub + "/in/" + account.platform() + "/" + account.name(), bot.secret()),
            everything(),
            false);
    return Json.mapper()
        .createObjectNode()
        .put("token", bot.token())
        .put("webhook-secret", bot.secret())
        .put("mode", "webhook")
        .put("base-url", baseUrl());
  }

  /** An account that polls. */
  @Override
  public Optional<ObjectNode> openStream(AccountRef account) {
    ObjectNode settings = open(account, baseUrl());
    deleteWebhook(account);
    return Optional.of(settings.put("mode", "polling"));
  }

  private static JsonNode everything() {
    return Json.mapper().valueToTree(TelegramEvents.UNDERSTOOD);
  }

  private SimulatedBot newBot() {
    long id = NEXT_BOT.incrementAndGet();
    return new SimulatedBot(
        id + ":SIMULATED_" + random(),
        "simulated_" + random(),
        new BotUpdates(server, sender, id * 1000),
        clock);
  }

  private static String random() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What an operator does who wants to poll: {@code deleteWebhook}. */
  public void deleteWebhook(AccountRef account) {
    bots.get(account).updates().deleteHook(false);
  }

  /** What people do on Telegram, also what they can do nowhere else. */
  @Override
  public SimulatedPeople people() {
    return people;
  }

  /** Updates that wait to be asked for. */
  public List<Long> waiting(AccountRef account) {
    return bots.get(account).updates().waiting();
  }

  /** Whether somebody is asking for updates just now. */
  public boolean isAsked(AccountRef account) {
    return bots.get(account).updates().isAsked();
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    bots.get(account).updates().tellAgain(conversation);
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    SimulatedBot bot = bots.get(account);
    synchronized (bot) {
      return bot.find(conversation).stream()
          .map(SimulatedChat::shown)
          .flatMap(List::stream)
          .toList();
    }
  }

  /** Tokens that it gave out, for tests that look for them where they must not be. */
  public Stream<String> tokens() {
    return bots.stream().map(SimulatedBot::token);
  }
}
