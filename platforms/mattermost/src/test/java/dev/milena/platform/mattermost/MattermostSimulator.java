package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.HttpSimulator;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.RetryRule;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.WebhookSender;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Mattermost server in miniature: bots with sockets, slash commands, outgoing webhooks and
 * buttons, files, limits and refusals as the server has them. {@link #people} says what people can
 * do here beyond what they can do everywhere.
 */
public final class MattermostSimulator implements HttpSimulator {
  private static final String BEARER = "Bearer ";
  private static final Pattern COMMAND_HOOK = Pattern.compile("/hooks/commands/([a-z0-9]+)");

  /** How long a client may stay unknown. */
  private static final long UNKNOWN_MS = 5000;

  private final OpenedAccounts<SimulatedBot> bots = new OpenedAccounts<>();
  private final RestApi api;
  private final SimulatorServer server;
  private final WebhookSender sender;
  private final SimulatedPeople people;

  /** Whether new accounts are told by outgoing webhooks, and do not listen. */
  private final boolean outgoing;

  /** Accounts listen, as most do. */
  public MattermostSimulator() {
    this(false);
  }

  /** Accounts are told by outgoing webhooks. */
  static MattermostSimulator withOutgoingWebhooks() {
    return new MattermostSimulator(true);
  }

  private MattermostSimulator(boolean outgoing) {
    this.outgoing = outgoing;
    server = SimulatorServer.start(new Rules());
    // Whatever the server calls it calls once.
    sender = server.sender(RetryRule.NEVER);
    api = new RestApi(server.tally());
    people = new SimulatedPeople(bots::get, sender, server.tally(), server.baseUrl());
  }

  /** How the server answers. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      Matcher hook = COMMAND_HOOK.matcher(call.path());
      if (call.path().equals("/api/v4/actions/dialogs/submit")) {
        return submitted(call);
      }
      return Future.succeededFuture(
          hook.matches() ? commandAnswer(hook.group(1), call) : rest(call));
    }

    /** The server says what the integration says; an integration that says nothing is content. */
    private Future<Answer> submitted(Call call) {
      SimulatedBot user = knownBot(call.headers()).orElseThrow(RestError::unauthorized);
      return people
          .passOn(Json.object(call.body().getBytes()), user.id())
          .map(said -> Answer.json(200, said.length() == 0 ? "{}" : said.toString()));
    }

    private Answer rest(Call call) {
      SimulatedBot bot = knownBot(call.headers()).orElseThrow(RestError::unauthorized);
      synchronized (bot) {
        Optional<Integer> wait = bot.count();
        if (wait.isPresent()) {
          server.tally().throttled();
          return throttled(wait.get());
        }
        return api.answer(bot, call);
      }
    }

    @Override
    public boolean canFail(Call call) {
      return RestApi.acts(call);
    }

    @Override
    public Answer throttled(int retryAfterSeconds) {
      return new Answer(
          429,
          Map.of(
              "content-type", "text/plain; charset=utf-8",
              "X-Ratelimit-Limit", "10",
              "X-Ratelimit-Remaining", "0",
              "X-Ratelimit-Reset", Integer.toString(retryAfterSeconds)),
          Buffer.buffer("limit exceeded\n"));
    }

    @Override
    public void socket(ServerWebSocket socket) {
      if (!socket.path().matches("/api/v4/websocket/?")) {
        refuse(socket, 404);
        return;
      }
      Optional<SimulatedBot> bot = knownBot(socket.headers());
      if (bot.isPresent()) {
        resume(bot.get(), socket, query(socket));
      } else if (socket.headers().contains("Authorization")) {
        refuse(socket, 401);
      } else {
        challenge(socket);
      }
    }
  }

  /** The server's way of refusing before the socket is there; its successor is another handler. */
  @SuppressWarnings("deprecation")
  private static void refuse(ServerWebSocket socket, int status) {
    socket.reject(status);
  }

  private static MultiMap query(ServerWebSocket socket) {
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    new QueryStringDecoder(socket.uri()).parameters().forEach(query::add);
    return query;
  }

  private static void resume(SimulatedBot bot, ServerWebSocket socket, MultiMap query) {
    Optional<String> connection =
        Optional.ofNullable(query.get("connection_id")).filter(c -> !c.isEmpty());
    String number = Optional.ofNullable(query.get("sequence_number")).orElse("");
    if (connection.isPresent() && !number.matches("[0-9]{1,18}")) {
      socket.close((short) 1000);
      return;
    }
    bot.connections()
        .open(
            socket,
            bot.id(),
            connection,
            number.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(number)));
  }

  /** A client that says only now who it is cannot take up a connection that it had. */
  private void challenge(ServerWebSocket socket) {
    long late = server.vertx().setTimer(UNKNOWN_MS, _ -> socket.close((short) 1000));
    socket.closeHandler(_ -> server.vertx().cancelTimer(late));
    socket.textMessageHandler(text -> {
      var said = Payload.tree(Buffer.buffer(text).getBytes());
      Optional<SimulatedBot> bot = byToken(said.path("data").path("token").asText());
      if (!said.path("action").asText().equals("authentication_challenge") || bot.isEmpty()) {
        socket.close((short) 1000);
        return;
      }
      server.vertx().cancelTimer(late);
      SimulatedConnections.hear(socket, text);
      bot.get().connections().open(socket, bot.get().id(), Optional.empty(), OptionalLong.empty());
    });
  }

  private Optional<SimulatedBot> knownBot(MultiMap headers) {
    return Optional.ofNullable(headers.get("Authorization"))
        .filter(h -> h.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .flatMap(h -> byToken(h.substring(BEARER.length())));
  }

  private Optional<SimulatedBot> byToken(String token) {
    return bots.find(bot -> bot.token().equals(token));
  }

  /** The address is all that an answer needs, five times. */
  private Answer commandAnswer(String hook, Call call) {
    for (SimulatedBot bot : bots.stream().toList()) {
      synchronized (bot) {
        Optional<SimulatedBot.CommandHook> command = bot.useCommand(hook);
        if (command.isPresent()) {
          bot.tell(
              command.get().channel(),
              command.get().user(),
              Json.object(call.body().getBytes()).path("text").asText());
          return new Answer(200, Map.of("content-type", "text/plain"), Buffer.buffer("ok"));
        }
      }
    }
    throw new RestError(404, "app.command.getcommand.app_error");
  }

  @Override
  public String platform() {
    return MattermostPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  /** An account that the server can call for buttons and commands. */
  @Override
  public ObjectNode open(AccountRef account, String hub) {
    return open(account, hub, outgoing);
  }

  /** An account with an outgoing webhook for what is written. */
  @Override
  public Optional<ObjectNode> openOnce(AccountRef account, String hub) {
    return Optional.of(open(account, hub, true));
  }

  private ObjectNode open(AccountRef account, String hub, boolean outgoing) {
    SimulatedBot bot = known(account);
    String callback = hub + "/in/" + account.platform() + "/" + account.name();
    synchronized (bot) {
      bot.setHook(callback, outgoing);
    }
    ObjectNode settings = settings(bot).put("mode", outgoing ? "webhook" : "socket");
    settings.put("callback-url", callback);
    settings.put("callback-secret", bot.callbackSecret());
    settings.putArray("hook-tokens").add(bot.hookToken());
    return settings;
  }

  /** An account that listens to its channels. */
  @Override
  public Optional<ObjectNode> openStream(AccountRef account) {
    SimulatedBot bot = known(account);
    listen(account);
    return Optional.of(settings(bot).put("mode", "socket"));
  }

  @Override
  public List<Integer> closeCodes() {
    return List.of(1000, 1001, 1011, 1012, 4000);
  }

  /** What an operator does who wants to listen: takes the outgoing webhook away. */
  public void listen(AccountRef account) {
    SimulatedBot bot = bots.get(account);
    synchronized (bot) {
      bot.listen();
    }
  }

  private SimulatedBot known(AccountRef account) {
    return bots.open(account, _ -> new SimulatedBot(new SimulatedConnections(server)));
  }

  private ObjectNode settings(SimulatedBot bot) {
    return Json.mapper()
        .createObjectNode()
        .put("url", baseUrl())
        .put("token", bot.token())
        .put("user-id", bot.id());
  }

  /** What people do on Mattermost, also what they can do nowhere else. */
  @Override
  public SimulatedPeople people() {
    return people;
  }

  /** The sockets of an account. */
  SimulatedConnections connections(AccountRef account) {
    return bots.get(account).connections();
  }

  @Override
  public String room(long number) {
    return "room" + "0".repeat(12) + number;
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    SimulatedBot bot = bots.get(account);
    synchronized (bot) {
      if (bot.hasOutgoingWebhook()) {
        sender.sendAgain(conversation);
      } else {
        bot.tellPostedAgain(conversation);
      }
    }
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    SimulatedBot bot = bots.get(account);
    synchronized (bot) {
      return bot.channel(conversation).shown();
    }
  }
}
