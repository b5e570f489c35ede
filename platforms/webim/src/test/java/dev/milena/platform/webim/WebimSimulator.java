package dev.milena.platform.webim;

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
import dev.milena.platform.testkit.Tally;
import dev.milena.platform.testkit.WebhookSender;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Webim in miniature: a desk whose operators answer the visitors that the hub brings (Custom
 * Channel, in the form of the default mapping), and which hands visitors to the hub where the hub
 * is a robot (External Bot API 2.0). How long Webim repeats a call and how many calls it takes is
 * not public: here it repeats for an hour, and takes what the settings that it hands out say.
 */
public class WebimSimulator implements HttpSimulator {
  /**
   * So many calls a second an account may make unless {@link #pace} says otherwise; the hub's own
   * default.
   */
  private static final int CALLS_PER_SECOND = 10;

  private static final Duration HORIZON = Duration.ofHours(1);

  private final OpenedAccounts<SimulatedDoor> doors = new OpenedAccounts<>();
  private final SimulatorServer server;
  private final LentFiles files;
  private final WebhookSender sender;
  private final People people = new Desk();
  private volatile int callsPerSecond = CALLS_PER_SECOND;

  public WebimSimulator() {
    this(1);
  }

  /**
   * @param timeScale so much longer than one, two, four, eight, 16 and 30 seconds it waits before
   *     it repeats a call
   */
  public WebimSimulator(double timeScale) {
    List<Duration> waits =
        Stream.of(1, 2, 4, 8, 16, 30)
            .map(s -> Duration.ofMillis(Math.round(s * 1000 * timeScale)))
            .toList();
    server = SimulatorServer.start(new Rules());
    files = new LentFiles(server.vertx());
    sender = server.sender(new RetryRule(waits, HORIZON, Duration.ZERO));
  }

  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      return Future.succeededFuture(
          call.path().startsWith(LentFiles.PATH) ? files.serve(call.path()) : called(call));
    }

    @Override
    public boolean canFail(Call call) {
      return call.method().equals("POST");
    }

    @Override
    public Answer throttled(int retryAfterSeconds) {
      return SimulatedDoor.throttled(retryAfterSeconds);
    }
  }

  private Answer called(Call call) {
    Optional<SimulatedDoor> door = doors.find(d -> d.serves(call));
    boolean api = call.path().startsWith("/api/bot/");
    return door.map(d -> d.answer(call))
        .orElseGet(() ->
            api
                ? SimulatedDoor.error(401, "unauthorized")
                : SimulatedDoor.error(404, "page-not-found"));
  }

  @Override
  public String platform() {
    return WebimPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  /** Accounts that are opened from now on may make so many calls a second. */
  public void pace(int newCallsPerSecond) {
    callsPerSecond = newCallsPerSecond;
  }

  /** Opens an account of the Custom Channel. */
  @Override
  public ObjectNode open(AccountRef account, String hub) {
    return open(account, new SimulatedChannel(this, account, hub, callsPerSecond));
  }

  /** Opens an account of the External Bot API 2.0; conversations are its chats. */
  public ObjectNode openRobot(AccountRef account, String hub) {
    return open(account, new SimulatedRobot(this, account, hub, callsPerSecond));
  }

  private ObjectNode open(AccountRef account, SimulatedDoor door) {
    return doors.replace(account, door).settings();
  }

  @Override
  public People people() {
    return people;
  }

  /** Who sits at the desk, or comes to it. */
  private final class Desk implements People {
    @Override
    public String write(AccountRef account, String conversation, String text) {
      return doors.get(account).write(conversation, text, Optional.empty());
    }

    @Override
    public String sendFile(AccountRef account, String conversation, OfferedFile file) {
      return doors.get(account).sendFile(conversation, file, baseUrl() + files.lend(file));
    }

    @Override
    public void edit(AccountRef account, String conversation, String messageId, String text) {
      throw new UnsupportedOperationException("Nobody knows of edits at this desk");
    }

    @Override
    public String reply(AccountRef account, String conversation, String messageId, String text) {
      return doors.get(account).write(conversation, text, Optional.of(messageId));
    }

    @Override
    public void press(AccountRef account, String conversation, String messageId, String value) {
      doors.get(account).press(conversation, messageId, value);
    }
  }

  @Override
  public String room(long number) {
    return "visitor-" + number;
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    sender.sendAgain(account.key() + "/" + conversation);
  }

  /** From now on this operator speaks. */
  public void operator(AccountRef account, String id, String name) {
    channel(account).operator(id, name);
  }

  /** An operator offers buttons. Returns the id of the message that carries them. */
  public String offer(AccountRef account, String visitor, List<String> buttons) {
    return channel(account).offer(visitor, buttons);
  }

  /** An operator takes the chat of a visitor. */
  public void assign(AccountRef account, String visitor) {
    channel(account).report(visitor, "chat_assigned");
  }

  /** An operator is typing. */
  public void type(AccountRef account, String visitor) {
    channel(account).report(visitor, "typing");
  }

  public void startChat(AccountRef account, String visitor) {
    channel(account).report(visitor, "chat_started");
  }

  public void closeChat(AccountRef account, String visitor) {
    channel(account).report(visitor, "chat_closed");
  }

  /** The visitors, or chats, that this account knows. */
  public Set<String> chats(AccountRef account) {
    return new TreeSet<>(doors.get(account).chats.keySet());
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    return Optional.ofNullable(doors.get(account).chats.get(conversation))
        .map(SimulatedChat::shown)
        .orElse(List.of());
  }

  private SimulatedChannel channel(AccountRef account) {
    return doors.get(account) instanceof SimulatedChannel channel
        ? channel
        : fail("Only operators of the Custom Channel do that");
  }

  private static SimulatedChannel fail(String why) {
    throw new UnsupportedOperationException(why);
  }

  void send(WebhookSender.Input input) {
    server.tally().input();
    sender.send(input);
  }

  LentFiles files() {
    return files;
  }

  Tally tally() {
    return server.tally();
  }
}
