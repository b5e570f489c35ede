package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.HttpSimulator;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Discord in miniature: the REST API, the Gateway with sessions that outlive their connections, an
 * interactions endpoint, people in direct channels and (ids that begin with 77) in a guild. What
 * people do before a bot is there for the first time waits for it; afterwards nothing does, but for
 * sessions that are taken up again.
 */
public final class DiscordSimulator implements HttpSimulator {
  private static final String API = "/api/v10";
  private static final Pattern FILE = Pattern.compile("/cdn/attachments/([^/]+)/([0-9]+)/([^/]+)");
  private static final Pattern PLACE =
      Pattern.compile("(/channels/[^/]+|/webhooks/[^/]+/[^/]+)?(.*)");

  /** "Not authenticated", "invalid seq" and "session timed out". */
  private static final Set<Integer> SESSION_OVER = Set.of(4003, 4007, 4009);

  /** Discord's own, in milliseconds. */
  private static final long HEARTBEAT_MS = 41_250;

  private final OpenedAccounts<SimulatedApp> apps = new OpenedAccounts<>();
  private final SimulatorServer server;
  private final SimulatedPeople people;
  private final DiscordLimits limits;
  private final long heartbeatMs;
  private final DiscordApi api;

  /** As Discord is, in real time. */
  public DiscordSimulator() {
    this(1);
  }

  /**
   * @param pace how long a second of Discord's takes: 0.1 for a tenth
   */
  public DiscordSimulator(double pace) {
    server = SimulatorServer.start(new Rules());
    people = new SimulatedPeople(apps::get, server);
    limits = new DiscordLimits(pace);
    heartbeatMs = Math.max(1000, Math.round(HEARTBEAT_MS * pace));
    api = new DiscordApi(this::byToken, this::byId, gatewayUrl());
    server.faults().onDisconnect(() -> close(4000));
    server.faults().onSockets(new Sockets());
  }

  private void close(int code) {
    apps.stream().forEach(app -> disconnect(app, code));
  }

  private static void disconnect(SimulatedApp app, int code) {
    if (SESSION_OVER.contains(code)) {
      app.forgetSessions(code);
    } else {
      app.sockets().forEach(s -> s.close(code));
    }
  }

  /** Of all applications. */
  private final class Sockets implements Faults.Sockets {
    @Override
    public void close(int code) {
      DiscordSimulator.this.close(code);
    }

    @Override
    public void fallSilent() {
      apps.stream().forEach(a -> a.sockets().forEach(GatewaySocket::fallSilent));
    }

    @Override
    public void forget() {
      apps.stream().forEach(SimulatedApp::forgetSessions);
    }
  }

  private String gatewayUrl() {
    return server.baseUrl().replaceFirst("^http", "ws");
  }

  private Optional<SimulatedApp> byToken(String token) {
    return apps.find(a -> a.token.equals(token));
  }

  /** By the bot's id; behind a question mark, by the token of an interaction. */
  private Optional<SimulatedApp> byId(String id) {
    return apps.find(a -> id.startsWith("?") ? knows(a, id.substring(1)) : a.botId.equals(id));
  }

  private static boolean knows(SimulatedApp app, String interaction) {
    try {
      app.interaction(interaction);
      return true;
    } catch (DiscordError _) {
      return false;
    }
  }

  /** How the server answers. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      Matcher file = FILE.matcher(call.path());
      if (file.matches()) {
        return Future.succeededFuture(file(file.group(1), file.group(2)));
      }
      if (!call.path().startsWith(API + "/")) {
        return Future.succeededFuture(DiscordError.notFound().answer());
      }
      return Future.succeededFuture(limited(call, call.path().substring(API.length())));
    }

    private Answer limited(Call call, String path) {
      SimulatedApp app = api.caller(call, path);
      if (path.startsWith("/interactions/")) {
        return api.answer(app, call, path);
      }
      Matcher place = PLACE.matcher(path);
      String where = place.matches() ? Optional.ofNullable(place.group(1)).orElse("") : "";
      String kind =
          call.method()
              + path.substring(where.length()).replaceAll("/[0-9]+|/reactions/[^/]+", "/*");
      DiscordLimits.Left left = limits.take(app.botId + where, kind);
      if (left.refused()) {
        server.tally().throttled();
        return DiscordError.tooMany(left.resetAfter(), false, left.headers());
      }
      Answer answer = answered(app, call, path);
      Map<String, String> headers = new HashMap<>(answer.headers());
      headers.putAll(left.headers());
      return new Answer(answer.status(), headers, answer.body());
    }

    private Answer answered(SimulatedApp app, Call call, String path) {
      try {
        return api.answer(app, call, path);
      } catch (DiscordError e) {
        return e.answer();
      }
    }

    @Override
    public boolean canFail(Call call) {
      return call.path().startsWith(API + "/channels/") && !call.method().equals("GET");
    }

    @Override
    public Answer throttled(int retryAfterSeconds) {
      return DiscordError.tooMany(retryAfterSeconds, false, Map.of());
    }

    @Override
    public void socket(ServerWebSocket socket) {
      new GatewaySocket(socket, DiscordSimulator.this::byToken, gatewayUrl(), heartbeatMs);
    }
  }

  private Answer file(String channel, String message) {
    return apps.stream()
        .flatMap(a -> a.all(channel).stream())
        .filter(m -> m.id.equals(message) && !m.files.isEmpty())
        .findFirst()
        .map(m -> Answer.file("application/octet-stream", m.files.getFirst()))
        .orElseGet(() -> DiscordError.notFound().answer());
  }

  @Override
  public String platform() {
    return DiscordPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  /** The address of the REST API. */
  public String apiUrl() {
    return server.baseUrl() + API;
  }

  /** Messages come over the Gateway alone, whoever calls. */
  @Override
  public ObjectNode open(AccountRef account, String hub) {
    SimulatedApp app = apps.open(account, _ -> new SimulatedApp(server));
    return Json.mapper()
        .createObjectNode()
        .put("token", app.token)
        .put("public-key", app.publicKey())
        .put("base-url", apiUrl())
        .put("cdn-url", baseUrl() + "/cdn");
  }

  @Override
  public Optional<ObjectNode> openStream(AccountRef account) {
    return Optional.of(open(account, baseUrl()));
  }

  SimulatedApp app(AccountRef account) {
    return apps.get(account);
  }

  /** What an operator does in the developer portal: interactions come here from now on. */
  public void setEndpoint(AccountRef account, String url) {
    app(account).endpoint = Optional.of(url);
  }

  /**
   * Ends every connection with a code; what was said meanwhile waits in the sessions, unless the
   * code says that these are over too.
   */
  public void disconnect(AccountRef account, int code) {
    disconnect(app(account), code);
  }

  @Override
  public List<Integer> closeCodes() {
    return List.of(1000, 1001, 1011, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009);
  }

  /** In the guild and direct ones by turns. */
  @Override
  public String room(long number) {
    return "77" + number;
  }

  @Override
  public String conversation(long number) {
    return number % 2 == 0 ? room(number) : direct(number);
  }

  /** Whether somebody listens just now. */
  public boolean isHeard(AccountRef account) {
    return !app(account).sockets().isEmpty();
  }

  /** Whether nobody who pressed or typed a command waits for a first answer. */
  public boolean isEverythingAcknowledged(AccountRef account) {
    return app(account).isEverythingAcknowledged();
  }

  /** Whether the person of a conversation has a form before them. */
  public boolean hasForm(AccountRef account, String conversation) {
    return app(account).hasForm(conversation);
  }

  /** What people do on Discord, also what they can do nowhere else. */
  @Override
  public SimulatedPeople people() {
    return people;
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    app(account).again(conversation);
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    return app(account).all(conversation).stream()
        .filter(m -> m.byBot || !m.botReactions.isEmpty())
        .map(SimulatedMessage::shown)
        .toList();
  }
}
