package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.SimulatorServer;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * What a bot is told, by one of two ways: brought to its webhook, or kept until it asks. Asking
 * from a number on forgets what was before; there is one who asks at a time. Thread-safe.
 *
 * @see <a href="https://core.telegram.org/bots/api#getting-updates">Getting updates, read
 *     2026-11-21</a>
 */
final class BotUpdates {
  private static final int LIMIT_MAX = 100;
  private static final long POLL_SECONDS_MAX = 50;

  /** Only told to those who ask for them by name. */
  private static final Set<String> UNLESS_ASKED =
      Set.of("chat_member", "message_reaction", "message_reaction_count");

  private final Vertx vertx;
  private final WebhookSender sender;
  private final Faults faults;
  private final Tally tally;
  private final List<Kept> kept = new ArrayList<>();
  private final Map<String, ObjectNode> lastOfLane = new HashMap<>();
  private Optional<ObjectNode> overtaken = Optional.empty();
  private Optional<Hook> hook = Optional.empty();
  private Optional<Poll> poll = Optional.empty();
  private Set<String> allowed = Set.of();
  private long next;

  /** Where a bot wants its updates. */
  record Hook(String url, String secret) {
    Input input(String lane, ObjectNode update) {
      Buffer body = Buffer.buffer(update.toString());
      return new Input(
          lane, url, new Signed(headers(secret), body), new Signed(headers(secret + "x"), body));
    }

    private static Map<String, String> headers(String secret) {
      Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
      if (!secret.isEmpty()) {
        headers.put(TelegramWebhook.SECRET_HEADER, secret);
      }
      return headers;
    }

    @Override
    public String toString() {
      return "Hook[" + url + "]";
    }
  }

  private record Kept(String lane, ObjectNode update) {
    long id() {
      return update.path("update_id").asLong();
    }
  }

  private record Poll(Promise<ArrayNode> answer, int limit, long timer) {}

  BotUpdates(SimulatorServer server, WebhookSender sender, long first) {
    this.vertx = server.vertx();
    this.sender = sender;
    this.faults = server.faults();
    this.tally = server.tally();
    this.next = first;
    faults.onDisconnect(this::cut);
  }

  /** Tells the bot something, unless it does not want to know. */
  synchronized void tell(String lane, String kind, JsonNode what) {
    if (!isWanted(kind)) {
      return;
    }
    ObjectNode update = Json.mapper().createObjectNode().put("update_id", next++);
    update.set(kind, what);
    if (hook.isPresent()) {
      sender.send(hook.get().input(lane, update));
    } else {
      keep(lane, update);
    }
  }

  private boolean isWanted(String kind) {
    return allowed.isEmpty() ? !UNLESS_ASKED.contains(kind) : allowed.contains(kind);
  }

  private void keep(String lane, ObjectNode update) {
    if (overtaken.isEmpty() && faults.takeOutOfOrder()) {
      overtaken = Optional.of(update);
      return;
    }
    kept.add(new Kept(lane, update));
    if (faults.takeDuplicate()) {
      kept.add(new Kept(lane, update));
    }
    overtaken.ifPresent(late -> kept.add(new Kept(lane, late)));
    overtaken = Optional.empty();
    lastOfLane.put(lane, update);
    answerPoll();
  }

  /** Tells once more what was last told in a lane. */
  synchronized void tellAgain(String lane) {
    if (hook.isPresent()) {
      sender.sendAgain(lane);
    } else {
      keep(
          lane,
          Optional.ofNullable(lastOfLane.get(lane))
              .orElseThrow(() -> new IllegalStateException("Nothing told")));
    }
  }

  synchronized void setHook(Hook newHook, JsonNode newAllowed, boolean dropPending) {
    remember(newAllowed);
    poll.ifPresent(p -> end(p, BotApiError.conflict("terminated by setWebhook request")));
    hook = Optional.of(newHook);
    if (dropPending) {
      kept.clear();
    }
    kept.forEach(k -> sender.send(newHook.input(k.lane(), k.update())));
    kept.clear();
  }

  synchronized void deleteHook(boolean dropPending) {
    hook = Optional.empty();
    if (dropPending) {
      kept.clear();
    }
  }

  synchronized ObjectNode describe() {
    ObjectNode info =
        Json.mapper()
            .createObjectNode()
            .put("url", hook.map(Hook::url).orElse(""))
            .put("has_custom_certificate", false)
            .put("pending_update_count", kept.size());
    allowed.forEach(info.withArray("allowed_updates")::add);
    return info;
  }

  /** Left out: as before. Empty: the usual ones. */
  private void remember(JsonNode newAllowed) {
    if (newAllowed.isArray()) {
      allowed = new LinkedHashSet<>();
      newAllowed.forEach(kind -> allowed.add(kind.asText()));
    }
  }

  synchronized Future<ArrayNode> ask(BotApiParameters parameters) {
    if (hook.isPresent()) {
      return Future.failedFuture(
          BotApiError.conflict(
              "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"));
    }
    remember(parameters.json("allowed_updates"));
    poll.ifPresent(p ->
        end(
            p,
            BotApiError.conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running")));
    forget(parameters.number("offset").orElse(0L));
    int limit = Math.clamp(parameters.number("limit").orElse((long) LIMIT_MAX), 1, LIMIT_MAX);
    long seconds = Math.clamp(parameters.number("timeout").orElse(0L), 0, POLL_SECONDS_MAX);
    if (!kept.isEmpty() || seconds == 0) {
      return Future.succeededFuture(first(limit));
    }
    Promise<ArrayNode> answer = Promise.promise();
    long timer = vertx.setTimer(seconds * 1000, _ -> answerEmpty(answer));
    poll = Optional.of(new Poll(answer, limit, timer));
    return answer.future();
  }

  private void forget(long offset) {
    int from = kept.size();
    if (offset < 0) {
      from = (int) Math.max(0, kept.size() + offset);
    } else {
      for (int i = 0; i < kept.size(); i++) {
        if (kept.get(i).id() >= offset) {
          from = Math.min(from, i);
        }
      }
    }
    List<Kept> confirmed = kept.subList(0, from);
    confirmed.forEach(_ -> tally.taken());
    confirmed.clear();
  }

  private ArrayNode first(int limit) {
    ArrayNode some = Json.mapper().createArrayNode();
    kept.stream().limit(limit).forEach(k -> some.add(k.update()));
    return some;
  }

  private void answerPoll() {
    poll.ifPresent(p -> {
      vertx.cancelTimer(p.timer());
      poll = Optional.empty();
      p.answer().tryComplete(first(p.limit()));
    });
  }

  private synchronized void answerEmpty(Promise<ArrayNode> answer) {
    poll = poll.filter(p -> p.answer() != answer);
    answer.tryComplete(Json.mapper().createArrayNode());
  }

  private void end(Poll ended, BotApiError why) {
    vertx.cancelTimer(ended.timer());
    poll = Optional.empty();
    ended.answer().tryFail(why);
  }

  private synchronized void cut() {
    poll.ifPresent(p -> end(p, BotApiError.of(502, "Bad Gateway")));
  }

  /** Ids of what waits to be asked for. */
  synchronized List<Long> waiting() {
    return kept.stream().map(Kept::id).toList();
  }

  /** Whether somebody is asking just now. */
  synchronized boolean isAsked() {
    return poll.isPresent();
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
