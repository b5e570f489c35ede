package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.Tally;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events wait here until the hub says that it has them, as in the real sidecar. Thread-safe. */
final class SidecarSpool {
  private static final int PAGE = 200;
  private static final long WAIT_SECONDS_MAX = 55;

  private final Vertx vertx;
  private final Faults faults;
  private final Tally tally;
  private final List<ObjectNode> waiting = new ArrayList<>();
  private final Map<String, ObjectNode> lastOfChat = new HashMap<>();
  private final List<Asking> asking = new ArrayList<>();
  private Optional<ObjectNode> overtaken = Optional.empty();
  private long last = System.currentTimeMillis();

  private record Asking(Promise<ArrayNode> answer, long timer) {}

  SidecarSpool(SimulatorServer server) {
    vertx = server.vertx();
    faults = server.faults();
    tally = server.tally();
    faults.onDisconnect(this::cut);
  }

  /** Something happened. */
  synchronized void tell(String chat, ObjectNode event) {
    tally.input();
    if (overtaken.isEmpty() && faults.takeOutOfOrder()) {
      overtaken = Optional.of(event);
      return;
    }
    add(event);
    if (faults.takeDuplicate()) {
      add(event);
    }
    overtaken.ifPresent(this::add);
    overtaken = Optional.empty();
    lastOfChat.put(chat, event);
    answer();
  }

  /** WhatsApp's servers tell something twice. */
  synchronized void tellAgain(String chat) {
    add(
        Optional.ofNullable(lastOfChat.get(chat))
            .orElseThrow(() -> new IllegalStateException("Nothing told")));
    answer();
  }

  private void add(ObjectNode event) {
    waiting.add(Json.mapper().createObjectNode().put("seq", ++last).setAll(event));
  }

  /** What nobody has acknowledged; waits for some where there is none. */
  synchronized Future<ArrayNode> after(long seq, long waitSeconds) {
    int before = waiting.size();
    waiting.removeIf(event -> event.path("seq").asLong() <= seq);
    for (int i = waiting.size(); i < before; i++) {
      tally.taken();
    }
    if (!waiting.isEmpty() || waitSeconds <= 0) {
      return Future.succeededFuture(page());
    }
    Promise<ArrayNode> answer = Promise.promise();
    long timer =
        vertx.setTimer(
            Math.min(waitSeconds, WAIT_SECONDS_MAX) * 1000,
            _ -> answer.tryComplete(Json.mapper().createArrayNode()));
    asking.add(new Asking(answer, timer));
    return answer.future();
  }

  private ArrayNode page() {
    ArrayNode page = Json.mapper().createArrayNode();
    waiting.stream().limit(PAGE).forEach(page::add);
    return page;
  }

  private void answer() {
    asking.forEach(a -> {
      vertx.cancelTimer(a.timer());
      a.answer().tryComplete(page());
    });
    asking.clear();
  }

  private synchronized void cut() {
    asking.forEach(a -> {
      vertx.cancelTimer(a.timer());
      a.answer().tryFail(new SidecarRefusal(502, "cut"));
    });
    asking.clear();
  }
}
