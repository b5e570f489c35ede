package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.HttpSimulator;
import dev.milena.platform.testkit.OpenedAccounts;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sidecars in miniature, one for each number, at one address: told apart by their tokens. What the
 * real one does at WhatsApp is shown by {@code SidecarIT}.
 */
public final class WhatsAppQrSimulator implements HttpSimulator {
  private static final AtomicLong NEXT_NUMBER = new AtomicLong(15_550_100_000L);

  /** One chat in four has several people in it. */
  private static final int GROUP_EVERY = 4;

  private final OpenedAccounts<SimulatedNumber> numbers = new OpenedAccounts<>();
  private final SimulatorServer server = SimulatorServer.start(new Rules());
  private final People people = new SimulatedPeople(numbers::get);

  /** How the sidecar answers. */
  private final class Rules implements SimulatorServer.Rules {
    @Override
    public Future<Answer> answer(Call call) {
      SimulatedNumber number =
          numbers
              .find(n -> ("Bearer " + n.token()).equals(call.headers().get("authorization")))
              .orElseThrow(() -> new SidecarRefusal(401, "unauthorized"));
      String[] path = call.path().substring(1).split("/", 2);
      return switch (call.method() + " " + path[0]) {
        case "GET events" -> events(number, call);
        case "POST send" ->
            Future.succeededFuture(
                Answer.json(
                    200,
                    number
                        .send(Json.tree(call.body().getBytes()), server.tally()::accepted)
                        .toString()));
        case "PUT files" -> {
          number.bring(URLDecoder.decode(path[1], StandardCharsets.UTF_8), call.body().getBytes());
          yield Future.succeededFuture(Answer.json(200, "{}"));
        }
        case "GET media" ->
            Future.succeededFuture(
                Answer.file("application/octet-stream", number.received(path[1]).bytes()));
        default -> throw new SidecarRefusal(404, "not_found");
      };
    }

    private Future<Answer> events(SimulatedNumber number, Call call) {
      long after = Long.parseLong(call.query().get("after"));
      long wait = Long.parseLong(call.query().get("wait"));
      return number
          .spool()
          .after(after, wait)
          .map(events -> {
            ObjectNode body =
                Json.mapper()
                    .createObjectNode()
                    .put("state", "open")
                    .put("number", number.number())
                    .put(
                        "next",
                        events.isEmpty()
                            ? after
                            : events.get(events.size() - 1).path("seq").asLong());
            return Answer.json(200, body.<ObjectNode>set("events", events).toString());
          });
    }

    @Override
    public boolean canFail(Call call) {
      return call.method().equals("POST");
    }

    @Override
    public Answer throttled(int retryAfterSeconds) {
      return new Answer(
          429,
          Map.of("retry-after", Integer.toString(retryAfterSeconds)),
          Buffer.buffer("{\"error\":\"too_fast\"}"));
    }
  }

  @Override
  public String platform() {
    return WhatsAppQrPlatform.KEY;
  }

  @Override
  public SimulatorServer server() {
    return server;
  }

  @Override
  public People people() {
    return people;
  }

  /** The hub is never called here: it asks. */
  @Override
  public ObjectNode open(AccountRef account, String hub) {
    SimulatedNumber number =
        numbers.open(
            account,
            _ ->
                new SimulatedNumber(
                    Long.toString(NEXT_NUMBER.incrementAndGet()), new SidecarSpool(server)));
    return Json.mapper()
        .createObjectNode()
        .put("url", baseUrl())
        .put("token", number.token())
        .put("admin-token", number.adminToken())
        .put("number", number.number());
  }

  @Override
  public Optional<ObjectNode> openStream(AccountRef account) {
    return Optional.of(open(account, baseUrl()));
  }

  @Override
  public String direct(long number) {
    return person(number);
  }

  @Override
  public String room(long number) {
    return "1203630" + (1_000_000_000L + number) + WhatsAppQrChats.GROUP;
  }

  @Override
  public String conversation(long number) {
    return number % GROUP_EVERY == GROUP_EVERY - 1 ? room(number) : direct(number);
  }

  static String person(long number) {
    return (4_900_000_000_000L + number) + WhatsAppQrChats.BY_NUMBER;
  }

  /** One a second, and some to spare for what waits after a fault. */
  @Override
  public Duration answersApart() {
    return Duration.ofSeconds(2);
  }

  @Override
  public void redeliverLast(AccountRef account, String conversation) {
    numbers.get(account).spool().tellAgain(conversation);
  }

  @Override
  public List<Shown> shown(AccountRef account, String conversation) {
    return numbers.get(account).shown(conversation);
  }
}
