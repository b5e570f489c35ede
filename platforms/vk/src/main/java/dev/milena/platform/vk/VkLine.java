package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.CallFailure;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Step;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Takes the calls of one account to VK, evenly and never more than it allows. A call that comes to
 * an idle line goes at once. What comes before the next one may go is packed with whatever else is
 * there by then, so that a waiting call waits for one turn, however many are before it.
 *
 * <p>How many wait is bounded by how many calls egress has under way for one account. Thread-safe.
 */
final class VkLine {
  /** The script did not compile: VK has done nothing, and each call is to go as it is. */
  private static final int NOT_COMPILED = 12;

  private final ApiClient http;
  private final LongSupplier nanos;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long nextAt;
  private boolean armed;

  /** A call that has not gone. */
  private record Waiting(
      VkAccount settings,
      Step step,
      Map<String, String> values,
      Duration timeout,
      boolean alone,
      UniEmitter<? super DeliveryResult> caller) {
    Waiting unpacked() {
      return new Waiting(settings, step, values, timeout, true, caller);
    }

    ApiRequest request() {
      return step.request();
    }

    /** Whoever pressed sees the button turn until this is there. */
    boolean isUrgent() {
      return VkCall.method(request()).equals("messages.sendMessageEventAnswer");
    }

    @Override
    public String toString() {
      return "Waiting[" + step.number() + "]";
    }
  }

  VkLine(ApiClient http, LongSupplier nanos) {
    this.http = http;
    this.nanos = nanos;
    this.nextAt = nanos.getAsLong();
  }

  Uni<DeliveryResult> call(
      VkAccount settings, Step step, Map<String, String> values, Duration timeout) {
    return Uni.createFrom()
        .emitter(caller -> {
          Waiting call =
              new Waiting(
                  settings, step, values, timeout, !VkCall.isComplete(step.request()), caller);
          caller.onTermination(() -> drop(call));
          join(List.of(call));
        });
  }

  private synchronized void drop(Waiting call) {
    waiting.remove(call);
  }

  private void join(List<Waiting> calls) {
    Duration wait;
    synchronized (this) {
      calls.forEach(call -> {
        if (call.isUrgent()) {
          waiting.addFirst(call);
        } else {
          waiting.addLast(call);
        }
      });
      if (armed) {
        return;
      }
      armed = true;
      wait = untilNext();
    }
    arm(wait);
  }

  /** In whole milliseconds, rounded up: there is no timer for less. */
  Duration untilNext() {
    long left = Math.max(0, nextAt - nanos.getAsLong());
    return Duration.ofMillis(Math.ceilDiv(left, Duration.ofMillis(1).toNanos()));
  }

  private void arm(Duration wait) {
    if (wait.isZero()) {
      turn();
    } else {
      Uni.createFrom().voidItem().onItem().delayIt().by(wait).subscribe().with(_ -> turn());
    }
  }

  private void turn() {
    List<Waiting> load;
    boolean more;
    synchronized (this) {
      load = load();
      if (!load.isEmpty()) {
        nextAt = nanos.getAsLong() + VkLimits.BETWEEN_CALLS.toNanos();
      }
      more = !waiting.isEmpty();
      armed = more;
    }
    // First of all: whatever becomes of this load, the line goes on.
    if (more) {
      arm(VkLimits.BETWEEN_CALLS);
    }
    if (load.size() == 1) {
      alone(load.getFirst());
    } else if (!load.isEmpty()) {
      packed(load);
    }
  }

  /** The next call, and others that may go with it. */
  private List<Waiting> load() {
    List<Waiting> load = new ArrayList<>();
    if (waiting.isEmpty()) {
      return load;
    }
    Waiting first = waiting.removeFirst();
    load.add(first);
    if (first.alone()) {
      return load;
    }
    int taken = VkPacking.length(first.request());
    Iterator<Waiting> others = waiting.iterator();
    while (others.hasNext() && load.size() < VkLimits.PACKED_MAX) {
      Waiting other = others.next();
      if (!other.alone()
          && other.settings().equals(first.settings())
          && VkPacking.hasRoom(taken, other.request())) {
        taken += VkPacking.length(other.request());
        load.add(other);
        others.remove();
      }
    }
    return load;
  }

  private void alone(Waiting call) {
    http.call(
            call.request(),
            call.values(),
            call.timeout(),
            answer -> VkSender.read(call.settings(), call.step(), answer))
        .subscribe()
        .with(call.caller()::complete, call.caller()::fail);
  }

  private void packed(List<Waiting> load) {
    Waiting first = load.getFirst();
    List<ApiRequest> calls = load.stream().map(Waiting::request).toList();
    http.send(VkPacking.request(first.settings(), calls), first.values(), first.timeout())
        .subscribe()
        .with(answer -> unpack(load, answer), failure -> failed(load, failure));
  }

  private void unpack(List<Waiting> load, ApiAnswer answer) {
    JsonNode body = answer.json();
    if (body.path("error").path("error_code").asInt() == NOT_COMPILED) {
      join(load.stream().map(Waiting::unpacked).toList());
      return;
    }
    List<DeliveryResult> results =
        body.has("response")
            ? VkAnswers.unpacked(body, load.size())
            : Collections.nCopies(load.size(), VkAnswers.classify(answer));
    for (int i = 0; i < load.size(); i++) {
      Waiting call = load.get(i);
      call.caller().complete(VkSender.numbered(call.settings(), call.step(), results.get(i)));
    }
  }

  private static void failed(List<Waiting> load, Throwable failure) {
    load.forEach(call -> {
      if (failure instanceof CallFailure known) {
        call.caller().complete(known.outcome());
      } else {
        call.caller().fail(failure);
      }
    });
  }
}
