package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.Tally;
import dev.milena.platform.testkit.WebhookSender;
import dev.milena.platform.testkit.WebhookSender.Input;
import dev.milena.platform.testkit.WebhookSender.Signed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a community is told: brought to its servers, kept for whoever asks, or both. Asking takes
 * nothing away. Thread-safe.
 *
 * @see <a href="https://dev.vk.com/ru/api/bots-long-poll/getting-started">Bots Long Poll, read
 *     2026-11-21</a>
 */
final class VkUpdates {
  /** Where VK's numbers begin is nobody's business: not at 0. */
  private static final long FIRST = 1000;

  private static final long WAIT_SECONDS_MAX = 90;

  private final Vertx vertx;
  private final WebhookSender sender;
  private final Faults faults;
  private final Tally tally;
  private final List<ObjectNode> kept = new ArrayList<>();
  private final List<Poll> polls = new ArrayList<>();
  private final Map<String, ObjectNode> lastOfLane = new HashMap<>();
  private Optional<ObjectNode> overtaken = Optional.empty();
  private Optional<Hook> hook = Optional.empty();
  private boolean listened;
  private String key = newKey();
  private long oldest = FIRST;
  private long confirmed = FIRST;
  private int keys;
  private boolean asked;
  private boolean sessionEnded;

  /** A server that VK calls. */
  record Hook(String url, String secret) {
    Input input(String lane, ObjectNode event) {
      return new Input(lane, url, signed(event, secret), signed(event, secret + "x"));
    }

    private static Signed signed(ObjectNode event, String secret) {
      ObjectNode body = event.deepCopy();
      if (!secret.isEmpty()) {
        body.put("secret", secret);
      }
      return new Signed(Map.of("content-type", "application/json"), Buffer.buffer(body.toString()));
    }

    @Override
    public String toString() {
      return "Hook[" + url + "]";
    }
  }

  private record Poll(Promise<Answer> answer, long ts, long timer) {}

  VkUpdates(SimulatorServer server, WebhookSender sender) {
    this.vertx = server.vertx();
    this.sender = sender;
    this.faults = server.faults();
    this.tally = server.tally();
    faults.onDisconnect(this::cut);
  }

  private String newKey() {
    return "longpollkey" + ++keys;
  }

  synchronized void setHook(Optional<Hook> newHook) {
    hook = newHook;
    listened = newHook.isEmpty();
  }

  synchronized void tell(String lane, ObjectNode event) {
    hook.ifPresent(to -> sender.send(to.input(lane, event)));
    if (listened) {
      keep(lane, event);
    }
  }

  private void keep(String lane, ObjectNode event) {
    if (overtaken.isEmpty() && faults.takeOutOfOrder()) {
      overtaken = Optional.of(event);
      return;
    }
    kept.add(event);
    if (faults.takeDuplicate()) {
      kept.add(event);
    }
    overtaken.ifPresent(kept::add);
    overtaken = Optional.empty();
    lastOfLane.put(lane, event);
    answerPolls();
  }

  /** Tells once more what was last told in a lane. */
  synchronized void tellAgain(String lane) {
    hook.ifPresent(_ -> sender.sendAgain(lane));
    if (listened) {
      kept.add(Optional.ofNullable(lastOfLane.get(lane)).orElseThrow());
      answerPolls();
    }
  }

  /** Who listens for the first time begins where the Long Poll was switched on. */
  synchronized ObjectNode server(String address) {
    return Json.mapper()
        .createObjectNode()
        .put("server", address)
        .put("key", key)
        .put("ts", Long.toString(asked ? now() : oldest));
  }

  private long now() {
    return FIRST + kept.size();
  }

  /** Keys that were given out are worth nothing any more: {@code failed} 2. */
  synchronized void expireKey() {
    key = newKey();
    answerPolls();
  }

  /** What was until now is forgotten: {@code failed} 1. */
  synchronized void forget() {
    oldest = now();
  }

  /** The key and all that was: {@code failed} 3. */
  synchronized void endSession() {
    forget();
    sessionEnded = true;
  }

  synchronized Future<Answer> ask(Call call) {
    String text = Optional.ofNullable(call.query().get("ts")).orElse("");
    asked = true;
    if (sessionEnded) {
      sessionEnded = false;
      key = newKey();
      return Future.succeededFuture(failed(3));
    }
    if (!key.equals(call.query().get("key"))) {
      return Future.succeededFuture(failed(2));
    }
    if (!text.matches("[0-9]{1,15}") || Long.parseLong(text) > now()) {
      return Future.succeededFuture(failed(3));
    }
    long ts = Long.parseLong(text);
    if (ts < oldest) {
      return Future.succeededFuture(
          Answer.json(
              200, Json.mapper().createObjectNode().put("failed", 1).put("ts", oldest).toString()));
    }
    confirm(ts);
    if (ts < now()) {
      return Future.succeededFuture(from(ts));
    }
    long wait =
        Math.clamp(
            Optional.ofNullable(call.query().get("wait")).map(Long::parseLong).orElse(25L),
            1,
            WAIT_SECONDS_MAX);
    Promise<Answer> answer = Promise.promise();
    long timer = vertx.setTimer(wait * 1000, _ -> answerEmpty(answer));
    polls.add(new Poll(answer, ts, timer));
    return answer.future();
  }

  /** Whoever asks from there on has all that was before. */
  private void confirm(long ts) {
    for (; confirmed < ts; confirmed++) {
      tally.taken();
    }
  }

  private static Answer failed(int why) {
    return Answer.json(200, Json.mapper().createObjectNode().put("failed", why).toString());
  }

  private Answer from(long ts) {
    ObjectNode body = Json.mapper().createObjectNode().put("ts", Long.toString(now()));
    ArrayNode updates = body.putArray("updates");
    kept.subList((int) (ts - FIRST), kept.size()).forEach(updates::add);
    return Answer.json(200, body.toString());
  }

  private void answerPolls() {
    List<Poll> all = List.copyOf(polls);
    polls.clear();
    all.forEach(poll -> {
      vertx.cancelTimer(poll.timer());
      poll.answer().tryComplete(from(poll.ts()));
    });
  }

  private synchronized void answerEmpty(Promise<Answer> answer) {
    polls.removeIf(poll -> poll.answer() == answer);
    answer.tryComplete(from(now()));
  }

  private synchronized void cut() {
    List<Poll> all = List.copyOf(polls);
    polls.clear();
    all.forEach(poll -> {
      vertx.cancelTimer(poll.timer());
      poll.answer().tryComplete(new Answer(502, Map.of(), Buffer.buffer()));
    });
  }

  /** Whether somebody is asking just now. */
  synchronized boolean isAsked() {
    return !polls.isEmpty();
  }
}
