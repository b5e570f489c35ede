package dev.milena.platform.whatsapp;

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
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WhatsApp in miniature: phone numbers of businesses, people with theirs, signed notifications,
 * statuses after each message, files behind addresses that end, the 24-hour window, limits and
 * refusals as the Cloud API has them. {@link #people} says what people can do here beyond what they
 * can do everywhere.
 */
public final class WhatsAppSimulator implements HttpSimulator {
  private static final String VERSION = "/v23.0/";
  private static final Pattern OF_NUMBER = Pattern.compile(VERSION + "([0-9]+)/(messages|media)");
  private static final Pattern MEDIA = Pattern.compile(VERSION + "([0-9]+)");
  private static final String BYTES = "/whatsapp_business/attachments/";

  /** Before the first repetition, the second, and so on. Meta says no more than that they grow. */
  private static final List<Integer> WAITS = List.of(1, 2, 4, 8, 16, 32, 60);

  private static final Duration REPEATED_FOR = Duration.ofDays(7);

  /**
   * Between two messages to the same person, in the long run; the account is told so. WhatsApp's
   * six would make every play wait.
   */
  private static final double PAIR_PAUSE_SECONDS = 1;

  /** Statuses come at once here; the account is told not to wait for them longer than this. */
  private static final double STATUS_WITHIN_SECONDS = 20;

  private static final AtomicLong NEXT_NUMBER = new AtomicLong(106_540_000);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final OpenedAccounts<SimulatedNumber> numbers = new OpenedAccounts<>();
  private final double pace;
  private final InstantSource clock;
  private final SimulatorServer server;
  private final WebhookSender sender;
  private final SimulatedFiles files;
  private final GraphApi api;
  private final SimulatedPeople people;

  /** As WhatsApp is, ten times as fast where it waits. */
  public WhatsAppSimulator() {
    this(0.1, InstantSource.system());
  }

  /**
   * @param pace how long a second of WhatsApp's takes, where it repeats what was not taken and
   *     where it counts messages to one person, and where the hub waits for its statuses: 0.01 for
   *     a hundredth
   * @param clock by which windows close and addresses end
   */
  public WhatsAppSimulator(double pace, InstantSource clock) {
    this.pace = pace;
    this.clock = clock;
    server = SimulatorServer.start(new Rules());
    sender = server.sender(retries(pace));
    files = new SimulatedFiles(clock);
    api = new GraphApi(files, server.tally());
    people = new SimulatedPeople(numbers::get, files, server.tally());
  }

  private static RetryRule retries(double pace) {
    return new RetryRule(
        WAITS.stream().map(s -> Duration.ofMillis(Math.round(s * 1000 * pace))).toList(),
        REPEATED_FOR,
        Duration.ZERO);
  }

  /** How the server answers. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      return Future.succeededFuture(answerNow(call));
    }

    private Answer answerNow(Call call) {
      SimulatedNumber caller =
          numbers
              .find(number ->
                  ("Bearer " + number.token()).equals(call.headers().get("authorization")))
              .orElseThrow(GraphApiError::unauthorized);
      Matcher ofNumber = OF_NUMBER.matcher(call.path());
      if (ofNumber.matches() && call.method().equals("POST")) {
        if (!ofNumber.group(1).equals(caller.id())) {
          throw GraphApiError.of(400, 100, "Unsupported post request");
        }
        synchronized (caller) {
          return json(
              ofNumber.group(2).equals("media") ? api.upload(call) : api.messages(caller, call));
        }
      }
      Matcher media = MEDIA.matcher(call.path());
      if (media.matches() && call.method().equals("GET")) {
        return json(files.describe(media.group(1), baseUrl()));
      }
      return call.path().equals(BYTES) ? bytes(call) : new Answer(404, Map.of(), Buffer.buffer());
    }

    private Answer bytes(Call call) {
      return files
          .at(call.query().get("mid"), call.query().get("ext"))
          .map(file -> Answer.file(file.mime(), file.bytes()))
          .orElseGet(() -> new Answer(404, Map.of(), Buffer.buffer()));
    }

    private static Answer json(ObjectNode body) {
      return Answer.json(200, body.toString());
    }

    @Override
    public boolean canFail(Call call) {
      return call.path().endsWith("/messages");
    }

    @Override
    public Answer throttled(int retryAfterSeconds) {
      return GraphApiError.tooMany(130429, retryAfterSeconds).answer();
    }
  }

  @Override
  public String platform() {
    return WhatsAppPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  @Override
  public ObjectNode open(AccountRef account, String hub) {
    SimulatedNumber number =
        numbers.replace(
            account,
            new SimulatedNumber(
                new SimulatedNumber.Papers(
                    Long.toString(NEXT_NUMBER.incrementAndGet()),
                    "SIMULATED_" + random(),
                    "app-secret-" + random(),
                    "verify-" + random(),
                    hub + "/in/" + account.platform() + "/" + account.name()),
                new GraphApiLimits(PAIR_PAUSE_SECONDS * pace),
                sender,
                clock));
    return Json.mapper()
        .createObjectNode()
        .put("phone-number-id", number.id())
        .put("access-token", number.token())
        .put("app-secret", number.secret())
        .put("verify-token", number.verifyToken())
        .put("pair-pause", paced(PAIR_PAUSE_SECONDS))
        .put("status-within", paced(STATUS_WITHIN_SECONDS))
        .put("base-url", baseUrl() + "/v23.0");
  }

  private String paced(double seconds) {
    return Math.max(1, Math.round(seconds * 1000 * pace)) + "ms";
  }

  private static String random() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What people do on WhatsApp, also what they can do nowhere else. */
  @Override
  public SimulatedPeople people() {
    return people;
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    numbers.get(account).tellAgain(conversation);
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    SimulatedNumber number = numbers.get(account);
    synchronized (number) {
      return number.shown(conversation);
    }
  }

  /** What the hub has marked as read, as it said it. */
  public List<JsonNode> marked(AccountRef account) {
    SimulatedNumber number = numbers.get(account);
    synchronized (number) {
      return number.marked();
    }
  }

  /** Tells the hub how far a message has come, whatever it was told before. */
  public void tellStatus(
      AccountRef account,
      String conversation,
      String message,
      String word,
      Optional<String> marker) {
    SimulatedNumber number = numbers.get(account);
    synchronized (number) {
      server.tally().input();
      number.tell(
          conversation + "/statuses",
          number
              .news()
              .with("statuses", GraphApi.status(number, conversation, message, word, marker)));
    }
  }
}
