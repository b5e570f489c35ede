package dev.milena.platform.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Brings inputs to the hub as a platform does: in order within a lane, again and again until they
 * are taken or the platform would give up. Thread-safe.
 */
public final class WebhookSender {
  /** Inputs of so many lanes can be sent once more. */
  private static final int REMEMBERED_LANES = 10_000;

  /** An input that was to be overtaken goes when nothing overtakes it. */
  private static final long OVERTAKE_WITHIN_MS = 1000;

  private static final int CONNECTIONS = 64;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final HttpClient client;
  private final RetryRule rule;
  private final Faults faults;
  private final Tally tally;
  private final Map<String, Deque<Pending>> lanes = new HashMap<>();
  private final Map<String, Input> lastTaken = bounded();
  private Optional<Input> overtaken = Optional.empty();

  /**
   * An input on its way.
   *
   * @param lane what keeps its order, usually the chat
   * @param url where the hub takes it
   * @param right the call as the platform makes it, by how often it was made before
   * @param wrong the same with a wrong secret or signature
   */
  public record Input(
      String lane, String url, IntFunction<Signed> right, IntFunction<Signed> wrong) {
    /** A call that is the same each time. */
    public Input(String lane, String url, Signed right, Signed wrong) {
      this(lane, url, _ -> right, _ -> wrong);
    }

    @Override
    public String toString() {
      return "Input[" + lane + "]";
    }
  }

  /** A body with the headers that vouch for it. */
  public record Signed(Map<String, String> headers, Buffer body) {
    public Signed {
      headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
      return "Signed[" + body.length() + " bytes]";
    }
  }

  private static final class Pending {
    private final Input input;
    private final long since = System.nanoTime();
    private boolean wrongFirst;
    private int tries;

    Pending(Input input, boolean wrongFirst) {
      this.input = input;
      this.wrongFirst = wrongFirst;
    }

    private Duration age() {
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  public WebhookSender(Vertx vertx, RetryRule rule, Faults faults, Tally tally) {
    this.vertx = vertx;
    this.rule = rule;
    this.faults = faults;
    this.tally = tally;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  private static Map<String, Input> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Input> eldest) {
        return size() > REMEMBERED_LANES;
      }
    };
  }

  /** Sends an input, and whatever {@link Faults} make of it. */
  public synchronized void send(Input input) {
    if (overtaken.isEmpty() && faults.takeOutOfOrder()) {
      overtaken = Optional.of(input);
      vertx.setTimer(OVERTAKE_WITHIN_MS, _ -> releaseOvertaken());
      return;
    }
    enqueue(input);
    if (faults.takeDuplicate()) {
      enqueue(input);
    }
    releaseOvertaken();
  }

  /**
   * Makes a call once, outside all lanes and faults, and gives what the hub replies; fails where it
   * is not taken.
   */
  public Future<Buffer> ask(Input input) {
    return call(input.url(), input.right().apply(0))
        .compose(answer -> {
          if (!answer.isSuccess()) {
            tally.refused();
            return Future.failedFuture("The hub answered " + answer.status());
          }
          tally.taken();
          return Future.succeededFuture(answer.body());
        });
  }

  private synchronized void releaseOvertaken() {
    Optional<Input> waiting = overtaken;
    overtaken = Optional.empty();
    waiting.ifPresent(this::enqueue);
  }

  /** Sends once more what was last taken in a lane. */
  public synchronized void sendAgain(String lane) {
    Input last = lastTaken.get(lane);
    if (last == null) {
      throw new IllegalStateException("Nothing of " + lane + " has been taken yet");
    }
    enqueue(last);
  }

  private void enqueue(Input input) {
    Deque<Pending> lane = lanes.computeIfAbsent(input.lane(), _ -> new ArrayDeque<>());
    lane.add(new Pending(input, faults.takeBadSignature()));
    if (lane.size() == 1) {
      attempt(lane.peek());
    }
  }

  private void attempt(Pending pending) {
    IntFunction<Signed> call = pending.wrongFirst ? pending.input.wrong() : pending.input.right();
    pending.wrongFirst = false;
    call(pending.input.url(), call.apply(pending.tries++))
        .onSuccess(answer -> answered(pending, answer))
        .onFailure(_ -> refused(pending, Optional.empty()));
  }

  private Future<WholeAnswer> call(String url, Signed call) {
    RequestOptions where = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url);
    call.headers().forEach(where::putHeader);
    return WholeAnswer.to(client, where, request -> request.send(call.body()))
        .timeout(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void answered(Pending pending, WholeAnswer answer) {
    if (answer.isSuccess()) {
      taken(pending);
    } else {
      refused(
          pending,
          answer
              .header("retry-after")
              .filter(s -> s.matches("[0-9]{1,6}"))
              .map(s -> Duration.ofSeconds(Long.parseLong(s))));
    }
  }

  private synchronized void taken(Pending pending) {
    tally.taken();
    lastTaken.put(pending.input.lane(), pending.input);
    advance(pending);
  }

  private synchronized void refused(Pending pending, Optional<Duration> retryAfter) {
    tally.refused();
    rule.next(pending.tries, pending.age(), retryAfter)
        .ifPresentOrElse(wait -> attemptAfter(wait, pending), () -> giveUp(pending));
  }

  private void giveUp(Pending pending) {
    tally.givenUp();
    advance(pending);
  }

  private void attemptAfter(Duration wait, Pending pending) {
    if (wait.isZero()) {
      attempt(pending);
    } else {
      vertx.setTimer(Math.max(1, wait.toMillis()), _ -> attempt(pending));
    }
  }

  private void advance(Pending done) {
    Deque<Pending> lane = lanes.get(done.input.lane());
    lane.remove(done);
    if (lane.isEmpty()) {
      lanes.remove(done.input.lane());
    } else {
      attempt(lane.peek());
    }
  }

  /** Whether nothing is on its way. */
  public synchronized boolean idle() {
    return lanes.isEmpty() && overtaken.isEmpty();
  }
}
