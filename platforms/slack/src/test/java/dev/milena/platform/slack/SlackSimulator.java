package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.EmojiNames;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.Tally;
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
public final class SlackSimulator implements PlatformSimulator {
  private static final Pattern METHOD = Pattern.compile("/api/([A-Za-z.]+)");
  private static final AtomicLong NEXT_APP = new AtomicLong(100);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Faults faults = new Faults();
  private final Tally tally = new Tally();
  private final Map<AccountRef, SimulatedApp> byAccount = new ConcurrentHashMap<>();
  private final Map<SimulatedApp, AccountRef> accounts = new ConcurrentHashMap<>();
  private final Map<AccountRef, SimulatedSockets> sockets = new ConcurrentHashMap<>();
  private final SlackAddresses addresses = new SlackAddresses(byAccount.values());
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
    server = SimulatorServer.start(new Rules(), faults, tally);
    teller = new SlackTeller(server.vertx(), pace, faults, tally);
    api = new SlackApi(tally, (app, event) -> teller.event(accounts.get(app), app, event));
    people = new SimulatedPeople(this::app, teller, tally, server.baseUrl());
  }

  /** How the server answers. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      try {
        return Future.succeededFuture(answered(call));
      } catch (SlackApiError e) {
        return Future.succeededFuture(e.answer());
      }
    }

    private Answer answered(Call call) {
      Matcher method = METHOD.matcher(call.path());
      if (method.matches()) {
        return method(method.group(1), call);
      }
      return addresses.answer(call);
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
        byAccount.values().stream()
            .filter(a -> a.credentials().botToken().equals(token))
            .findFirst()
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
        byAccount.entrySet().stream()
            .filter(e -> e.getValue().credentials().appToken().equals(token))
            .map(e -> sockets(e.getKey()))
            .findFirst()
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
  public String baseUrl() {
    return server.baseUrl();
  }

  @Override
  public ObjectNode open(AccountRef account, String hub) {
    SimulatedApp app = byAccount.computeIfAbsent(account, this::newApp);
    teller.call(account, hub + "/in/" + account.platform() + "/" + account.name());
    return settings(app).put("mode", "webhook");
  }

  /** An app that listens. */
  @Override
  public Optional<ObjectNode> openStream(AccountRef account) {
    SimulatedApp app = byAccount.computeIfAbsent(account, this::newApp);
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
        account, _ -> new SimulatedSockets(server.vertx(), faults, tally, app(account).appId()));
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
    return Optional.ofNullable(byAccount.get(account))
        .orElseThrow(() -> new IllegalStateException("Nobody opened " + account));
  }

  /** What people do on Slack alone. */
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
  public String write(AccountRef account, String conversation, String text) {
    return people.write(account, conversation, text);
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile file) {
    return people.sendFile(account, conversation, file);
  }

  @Override
  public void edit(AccountRef account, String conversation, String messageId, String text) {
    people.edit(account, conversation, messageId, text);
  }

  @Override
  public String reply(AccountRef account, String conversation, String messageId, String text) {
    return people.reply(account, conversation, messageId, text);
  }

  @Override
  public void press(AccountRef account, String conversation, String messageId, String value) {
    people.press(account, conversation, messageId, value);
  }

  @Override
  public Map<String, String> submit(
      AccountRef account, String conversation, Map<String, List<String>> answers) {
    return people.submit(account, conversation, answers);
  }

  @Override
  public void letFormsBeTooLate(AccountRef account) {
    people.letTriggersExpire(account);
  }

  @Override
  public void dismiss(AccountRef account, String conversation) {
    people.dismiss(account, conversation);
  }

  @Override
  public void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    String name = EmojiNames.name(emoji).orElseThrow();
    if (on) {
      people.react(account, conversation, messageId, name);
    } else {
      people.unreact(account, conversation, messageId, name);
    }
  }

  @Override
  public void delete(AccountRef account, String conversation, String messageId) {
    people.delete(account, conversation, messageId);
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

  @Override
  public void fail(Fault fault) {
    faults.add(fault);
  }

  @Override
  public Ledger ledger() {
    return tally.ledger();
  }

  @Override
  public void close() {
    server.close();
  }
}
