package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.HttpSimulator;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.RetryRule;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.SimulatorServer.Upload;
import dev.milena.platform.testkit.WebhookSender;
import dev.milena.platform.vk.SimulatedMessage.StoredFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * VK in miniature: communities that are listened to or call, people in direct chats and in groups,
 * uploads, names, limits and refusals as the API has them. {@link #people} says what people can do
 * here beyond what they can do everywhere.
 */
public final class VkSimulator implements HttpSimulator {
  private static final Pattern METHOD = Pattern.compile("/method/([a-zA-Z]+(?:\\.[a-zA-Z]+)?)");
  private static final Pattern LONG_POLL = Pattern.compile("/lp/([0-9]+)");
  private static final Pattern UPLOAD = Pattern.compile("/upload/([0-9]+)/([a-z_]+)");
  private static final Pattern FILE = Pattern.compile("/files/([0-9]+)/([a-z_]+-[0-9]+_[0-9]+)");
  private static final AtomicLong NEXT_GROUP = new AtomicLong(218_000_000);

  /** Between repetitions; VK does not say, and takes longer the more often it failed. */
  private static final List<Integer> WAITS = List.of(1, 2, 5, 10, 30);

  private static final int KEPT_HOURS = 3;

  private static final long FIRST_CHAT = 2_000_000_001L;
  private static final long CHATS = 100_000_000L;

  /** One conversation in four has several people in it. */
  private static final int CHAT_EVERY = 4;

  /** How well the questions for names are answered. */
  public enum Names {
    TOLD,
    /** They are taken, and no answer comes. */
    SILENT,
    FAILING
  }

  private final OpenedAccounts<SimulatedCommunity> communities = new OpenedAccounts<>();
  private final InstantSource clock;
  private final SimulatorServer server;
  private final WebhookSender sender;
  private final VkApi api;
  private final SimulatedPeople people;
  private final AtomicLong lookups = new AtomicLong();
  private final AtomicLong packed = new AtomicLong();
  private volatile Names names = Names.TOLD;

  /**
   * @param pace how long a second of VK's takes, where it repeats what was not taken: 0.01 for a
   *     hundredth
   * @param clock by which presses grow old
   */
  public VkSimulator(double pace, InstantSource clock) {
    this.clock = clock;
    server = SimulatorServer.start(new Rules());
    sender = server.sender(retries(pace));
    api = new VkApi(server.baseUrl(), server.tally());
    people = new SimulatedPeople(communities::get, server.baseUrl(), server.tally());
  }

  private static RetryRule retries(double pace) {
    return new RetryRule(
        WAITS.stream().map(s -> Duration.ofMillis(Math.round(s * 1000 * pace))).toList(),
        Duration.ofHours(KEPT_HOURS),
        // It follows a date, and the hub names seconds.
        Duration.ZERO);
  }

  /** How the server answers. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      Matcher method = METHOD.matcher(call.path());
      if (method.matches()) {
        return answer(method.group(1), parameters(call));
      }
      Matcher poll = LONG_POLL.matcher(call.path());
      if (poll.matches()) {
        return byGroup(poll.group(1)).updates().ask(call);
      }
      Matcher upload = UPLOAD.matcher(call.path());
      if (upload.matches()) {
        return Future.succeededFuture(
            taken(byGroup(upload.group(1)), upload.group(2), call.files()));
      }
      Matcher file = FILE.matcher(call.path());
      return Future.succeededFuture(
          file.matches()
              ? download(byGroup(file.group(1)), file.group(2))
              : new Answer(404, Map.of(), Buffer.buffer()));
    }

    private Future<Answer> answer(String method, Map<String, String> parameters) {
      SimulatedCommunity community =
          communities
              .find(c -> c.token().equals(parameters.get("access_token")))
              .orElseThrow(
                  () -> VkApiError.of(5, "User authorization failed: invalid access_token (4)."));
      if (!parameters.containsKey("v")) {
        throw VkApiError.of(8, "Invalid request: v (version) is required");
      }
      if (isLookup(method)) {
        lookups.incrementAndGet();
        if (names == Names.SILENT) {
          return Promise.<Answer>promise().future();
        }
        if (names == Names.FAILING) {
          return Future.succeededFuture(down());
        }
      }
      synchronized (community) {
        limit(community);
        if (method.equals("execute")) {
          packed.incrementAndGet();
        }
        return Future.succeededFuture(
            Answer.json(200, api.call(community, method, parameters).toString()));
      }
    }

    private void limit(SimulatedCommunity community) {
      long now = System.nanoTime();
      if (community.calls().waitSeconds(now) > 0) {
        server.tally().throttled();
        throw VkApiError.of(6, "Too many requests per second");
      }
      community.calls().count(now);
    }

    @Override
    public boolean canFail(Call call) {
      Matcher method = METHOD.matcher(call.path());
      return method.matches() && VkApi.acts(method.group(1));
    }
  }

  private static boolean isLookup(String method) {
    return method.equals("users.get") || method.equals("messages.getConversationsById");
  }

  private static Map<String, String> parameters(Call call) {
    Map<String, String> parameters = new HashMap<>();
    call.query().forEach(parameters::put);
    call.form().forEach(parameters::put);
    String bearer = Optional.ofNullable(call.headers().get("authorization")).orElse("");
    if (bearer.startsWith("Bearer ")) {
      parameters.put("access_token", bearer.substring("Bearer ".length()));
    }
    return parameters;
  }

  private SimulatedCommunity byGroup(String group) {
    return communities.find(c -> c.groupId().equals(group)).orElseThrow();
  }

  private static Answer taken(SimulatedCommunity community, String kind, List<Upload> files) {
    if (files.isEmpty()) {
      return Answer.json(200, "{\"error\":\"ERR_UPLOAD_FILE_NOT_UPLOADED\"}");
    }
    Upload upload = files.getFirst();
    synchronized (community) {
      StoredFile file =
          community.store(
              kind.equals("photo") ? "photo" : "doc", upload.name(), upload.bytes().getBytes());
      String hash = community.upload(file);
      ObjectNode answer = VkApi.object();
      if (kind.equals("photo")) {
        boolean empty = file.bytes().length == 0;
        answer.put("server", 42).put("photo", empty ? "[]" : "[{\"photo\":\"{x}\"}]");
        answer.put("hash", hash);
      } else {
        answer.put("file", hash);
      }
      return Answer.json(200, answer.toString());
    }
  }

  private static Answer download(SimulatedCommunity community, String handle) {
    synchronized (community) {
      return community
          .find(handle)
          .map(file -> Answer.file("application/octet-stream", file.bytes()))
          .orElseGet(() -> new Answer(404, Map.of(), Buffer.buffer()));
    }
  }

  @Override
  public String platform() {
    return VkPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  @Override
  public ObjectNode open(AccountRef account, String hub) {
    SimulatedCommunity community = communities.open(account, _ -> newCommunity());
    String url = hub + "/in/" + account.platform() + "/" + account.name();
    community.updates().setHook(Optional.of(new VkUpdates.Hook(url, community.secret())));
    return Json.mapper()
        .createObjectNode()
        .put("token", community.token())
        .put("group-id", community.groupId())
        .put("mode", "webhook")
        .put("secret", community.secret())
        .put("base-url", baseUrl() + "/method");
  }

  /** An account that polls. */
  @Override
  public Optional<ObjectNode> openStream(AccountRef account) {
    ObjectNode settings = open(account, baseUrl());
    listen(account);
    settings.remove("secret");
    return Optional.of(settings.put("mode", "polling"));
  }

  /** What an operator does who wants to poll: switches the servers off and the Long Poll on. */
  public void listen(AccountRef account) {
    communities.get(account).updates().setHook(Optional.empty());
  }

  private SimulatedCommunity newCommunity() {
    long group = NEXT_GROUP.incrementAndGet();
    return new SimulatedCommunity(
        Long.toString(group),
        "vk1.a.SIMULATED_" + Long.toHexString(Double.doubleToLongBits(Math.random())) + group,
        "simulated_secret_" + group,
        new VkUpdates(server, sender),
        clock);
  }

  /** What people do on VK, also what they can do nowhere else. */
  @Override
  public SimulatedPeople people() {
    return people;
  }

  @Override
  public String room(long number) {
    return Long.toString(FIRST_CHAT + number % CHATS);
  }

  @Override
  public String conversation(long number) {
    return number % CHAT_EVERY == 0 ? room(number) : direct(number);
  }

  /** It says no more than that one is gone. */
  @Override
  public boolean saysWhichReactionEnded() {
    return false;
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    communities.get(account).updates().tellAgain(conversation);
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    SimulatedCommunity community = communities.get(account);
    synchronized (community) {
      return community.shown(conversation);
    }
  }

  /** Lets questions for names be answered otherwise from now on. */
  public void names(Names how) {
    names = how;
  }

  /** How often names were asked for. */
  public long lookups() {
    return lookups.get();
  }

  /** How often calls came packed. */
  public long packed() {
    return packed.get();
  }

  SimulatedCommunity community(AccountRef account) {
    return communities.get(account);
  }

  /** Tokens that it gave out, for tests that look for them where they must not be. */
  public Stream<String> tokens() {
    return communities.stream().map(SimulatedCommunity::token);
  }
}
