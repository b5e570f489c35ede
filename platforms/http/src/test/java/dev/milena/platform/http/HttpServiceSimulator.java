package dev.milena.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.HttpSimulator;
import dev.milena.platform.testkit.LentFiles;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.RetryRule;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.WebhookSender;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Services with people behind them: they believe only what is signed, take each call once, and call
 * the hub as they are called.
 */
public final class HttpServiceSimulator implements HttpSimulator {
  /** A service in a hurry: Standard Webhooks go on from five seconds to hours. */
  private static final List<Integer> WAITS_SECONDS = List.of(1, 2, 4, 8, 16, 30);

  private static final Duration HORIZON = Duration.ofHours(75);
  private static final String HUB_UNKNOWN = "";

  private final OpenedAccounts<SimulatedService> services = new OpenedAccounts<>();
  private final InstantSource clock;
  private final SimulatorServer server;
  private final LentFiles files;
  private final WebhookSender sender;
  private final People people = new Staff();
  private volatile String hub = HUB_UNKNOWN;

  /**
   * @param pace how long a second of its waits takes
   */
  public HttpServiceSimulator(double pace) {
    this(pace, InstantSource.system());
  }

  /**
   * @param clock by which calls are signed, and signatures grow old
   */
  HttpServiceSimulator(double pace, InstantSource clock) {
    this.clock = clock;
    server = SimulatorServer.start(new Rules());
    files = new LentFiles(server.vertx());
    List<Duration> waits =
        WAITS_SECONDS.stream().map(s -> Duration.ofMillis(Math.round(s * 1000 * pace))).toList();
    sender = server.sender(new RetryRule(waits, HORIZON, Duration.ofSeconds(1)));
  }

  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      if (call.path().startsWith(LentFiles.PATH)) {
        return Future.succeededFuture(files.serve(call.path()));
      }
      return Future.succeededFuture(
          services
              .find(s -> s.serves(call.path()))
              .map(s -> s.answer(call))
              .orElseGet(() -> Answer.json(404, "{}")));
    }

    @Override
    public boolean canFail(Call call) {
      return call.method().equals("POST");
    }
  }

  @Override
  public String platform() {
    return HttpPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  @Override
  public People people() {
    return people;
  }

  /** Where the hub of the account that was opened last is. */
  Optional<String> hub() {
    return Optional.of(hub).filter(h -> !h.isEmpty());
  }

  @Override
  public ObjectNode open(AccountRef account, String newHub) {
    hub = newHub;
    return services.replace(account, new SimulatedService(this, account, newHub)).settings();
  }

  /** What a service answers in the response to each event that it is told of. */
  public void answering(AccountRef account, Function<JsonNode, Optional<JsonNode>> answers) {
    services.get(account).answering(answers);
  }

  SimulatedService service(AccountRef account) {
    return services.get(account);
  }

  /** Who answers for the service. */
  private final class Staff implements People {
    @Override
    public String write(AccountRef account, String conversation, String text) {
      return services.get(account).write(conversation, text, Optional.empty());
    }

    @Override
    public String sendFile(AccountRef account, String conversation, OfferedFile file) {
      return services.get(account).sendFile(conversation, file, baseUrl() + files.lend(file));
    }

    @Override
    public void edit(AccountRef account, String conversation, String messageId, String text) {
      services.get(account).edit(conversation, messageId, text);
    }

    @Override
    public String reply(AccountRef account, String conversation, String messageId, String text) {
      return services.get(account).write(conversation, text, Optional.of(messageId));
    }

    @Override
    public void press(AccountRef account, String conversation, String messageId, String value) {
      services.get(account).press(conversation, messageId, value);
    }

    @Override
    public void react(
        AccountRef account, String conversation, String messageId, String emoji, boolean on) {
      services.get(account).react(conversation, messageId, emoji, on);
    }

    @Override
    public void delete(AccountRef account, String conversation, String messageId) {
      services.get(account).delete(conversation, messageId);
    }
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    sender.sendAgain(lane(account, conversation));
  }

  static String lane(AccountRef account, String conversation) {
    return account.key() + "/" + conversation;
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    return services.get(account).shown(conversation);
  }

  void send(WebhookSender.Input input) {
    server.tally().input();
    sender.send(input);
  }

  Instant now() {
    return clock.instant();
  }

  void accepted() {
    server.tally().accepted();
  }

  LentFiles files() {
    return files;
  }
}
