package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.HttpSimulator;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Slack in miniature: apps that are called or listen on sockets, people in direct conversations
 * (D…), groups (G…) and channels (C…), the Web API with its limits and refusals, files in three
 * steps, addresses for answers. {@link #people} says what people can do here beyond what they can
 * do everywhere.
 */
public final class SlackSimulator implements HttpSimulator {
  private static final Pattern METHOD = Pattern.compile("/api/([A-Za-z.]+)");
  private static final AtomicLong NEXT_APP = new AtomicLong(100);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final OpenedAccounts<SimulatedApp> apps = new OpenedAccounts<>();
  private final Map<SimulatedApp, AccountRef> accounts = new ConcurrentHashMap<>();
  private final Map<AccountRef, SimulatedSockets> sockets = new ConcurrentHashMap<>();
  private final SlackAddresses addresses = new SlackAddresses(apps);
  private final SimulatorServer server;
  private final SlackTeller teller;
  private final SlackApi api;
  private final SimulatedPeople people;

  /**
   * An answer to a press or command that only one person sees.
   *
   * @param conversation where
   * @param text what they read
   */
  public record Whisper(String conversation, String text) {}

  /** As Slack is, in real time. */
  public SlackSimulator() {
    this(1.0);
  }

  /**
   * @param pace how long a second of Slack's takes, where it repeats what was not taken
   */
  public SlackSimulator(double pace) {
    server = SimulatorServer.start(new Rules());
    teller = new SlackTeller(server, pace);
    api = new SlackApi(server.tally(), (app, event) -> teller.event(accounts.get(app), app, event));
    people = new SimulatedPeople(apps::get, teller, server.tally(), server.baseUrl());
  }

  /** How the server answers. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      Matcher method = METHOD.matcher(call.path());
      return Future.succeededFuture(
          method.matches() ? method(method.group(1), call) : addresses.answer(call));
    }

    @Override
    public boolean canFail(Call call) {
      Matcher method = METHOD.matcher(call.path());
      return method.matches() ? SlackApi.acts(method.group(1)) : SlackAddresses.acts(call.path());
    }

    @Override
    public Answer throttled(int retryAfterSeconds) {
      return SlackApiError.tooMany(retryAfterSeconds).answer();
    }

    @Override
    public void socket(ServerWebSocket socket) {
      String query = Optional.ofNullable(socket.query()).orElse("");
      Optional<SimulatedSockets> ours =
          Stream.of(query.split("&"))
              .filter(part -> part.startsWith("ticket="))
              .map(part -> part.substring("ticket=".length()))
              .flatMap(ticket -> sockets.values().stream().filter(s -> s.takes(ticket)))
              .findFirst();
      if (ours.isEmpty()) {
        socket.close((short) 1008);
      } else {
        ours.get().connect(socket);
      }
    }
  }

  private Answer method(String method, Call call) {
    SlackArguments arguments = SlackArguments.of(call);
    String token = token(call, arguments);
    if (method.equals("apps.connections.open")) {
      return openSocket(token);
    }
    SimulatedApp app =
        apps.find(a -> a.credentials().botToken().equals(token))
            .orElseThrow(() -> SlackApiError.of(token.isEmpty() ? "not_authed" : "invalid_auth"));
    synchronized (app) {
      return new Answer(
          200,
          Map.of(
              "content-type",
              "application/json",
              "x-oauth-scopes",
              String.join(",", SlackManifest.SCOPES)),
          Buffer.buffer(api.call(app, method, arguments).toString()));
    }
  }

  private static String token(Call call, SlackArguments arguments) {
    String header = Optional.ofNullable(call.headers().get("authorization")).orElse("");
    return header.startsWith("Bearer ")
        ? header.substring("Bearer ".length())
        : arguments.text("token").orElse("");
  }

  private Answer openSocket(String token) {
    SimulatedSockets ours =
        apps.find(a -> a.credentials().appToken().equals(token))
            .map(a -> sockets(accounts.get(a)))
            .orElseThrow(() -> SlackApiError.of("invalid_auth"));
    String ticket = ours.findTicket().orElseThrow(() -> SlackApiError.of("internal_error"));
    String url = server.baseUrl().replaceFirst("^http", "ws") + "/link/?ticket=" + ticket;
    return Answer.json(200, SimulatedMessage.object().put("ok", true).put("url", url).toString());
  }

  @Override
  public String platform() {
    return SlackPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  @Override
  public ObjectNode open(AccountRef account, String hub) {
    SimulatedApp app = apps.open(account, this::newApp);
    teller.call(account, hub + "/in/" + account.platform() + "/" + account.name());
    return settings(app).put("mode", "webhook");
  }

  /** An app that listens. */
  @Override
  public Optional<ObjectNode> openStream(AccountRef account) {
    SimulatedApp app = apps.open(account, this::newApp);
    listen(account);
    return Optional.of(settings(app).put("mode", "socket"));
  }

  @Override
  public List<Integer> closeCodes() {
    return List.of(1000, 1001, 1011, 4000);
  }

  private ObjectNode settings(SimulatedApp app) {
    return Json.mapper()
        .createObjectNode()
        .put("app-id", app.appId())
        .put("bot-token", app.credentials().botToken())
        .put("app-token", app.credentials().appToken())
        .put("signing-secret", app.credentials().signingSecret())
        .put("base-url", baseUrl() + "/api");
  }

  /** What an operator does who switches Socket Mode on. */
  public void listen(AccountRef account) {
    teller.listen(account, sockets(account));
  }

  /** The sockets of an app. */
  SimulatedSockets sockets(AccountRef account) {
    return sockets.computeIfAbsent(
        account, _ -> new SimulatedSockets(server, app(account).appId()));
  }

  private SimulatedApp newApp(AccountRef account) {
    long number = NEXT_APP.incrementAndGet();
    SimulatedApp app =
        new SimulatedApp(
            new SimulatedApp.Credentials(
                number, "xoxb-sim-" + random(), "xapp-1-sim-" + random(), random()),
            new SlackApiFiles(server.baseUrl()));
    accounts.put(app, account);
    return app;
  }

  private static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  SimulatedApp app(AccountRef account) {
    return apps.get(account);
  }

  /** What people do on Slack, also what they can do nowhere else. */
  @Override
  public SimulatedPeople people() {
    return people;
  }

  /** Answers that only one person sees. */
  public List<Whisper> whispers() {
    return addresses.whispers();
  }

  /** Files are shown only after they have been looked for so often. */
  public void showFilesAfter(AccountRef account, int looks) {
    SimulatedApp app = app(account);
    synchronized (app) {
      app.files().showAfter(looks);
    }
  }

  @Override
  public String room(long number) {
    return "C" + number;
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    teller.again(account, conversation);
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    SimulatedApp app = app(account);
    synchronized (app) {
      return app.find(conversation).stream()
          .map(SimulatedChannel::shown)
          .flatMap(List::stream)
          .toList();
    }
  }
}
