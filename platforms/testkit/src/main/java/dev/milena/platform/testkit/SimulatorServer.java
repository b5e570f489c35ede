package dev.milena.platform.testkit;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A platform's API on loopback, on any free port: reads calls whole, lets them go wrong as {@link
 * Faults} say, and asks the platform's {@link Rules} for the answer.
 */
public final class SimulatorServer implements AutoCloseable {
  /** Above the largest upload that any platform takes from a bot (50 MB). */
  private static final long BODY_BYTES_MAX = 64L * 1024 * 1024;

  private static final System.Logger LOG = System.getLogger(SimulatorServer.class.getName());

  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx;
  private final HttpServer server;
  private final Rules rules;
  private final Faults faults = new Faults();
  private final Tally tally = new Tally();

  /** How a platform behaves. Called on an event loop; never blocks. */
  public interface Rules {
    /**
     * Answers a call; later, where the platform lets one wait. A {@link Refusal} is answered as it
     * says; any other failure is a defect of the simulator: 500.
     */
    Future<Answer> answer(Call call);

    /**
     * Whether the call may be hit by a fault: what does something, not what only listens or
     * downloads.
     */
    boolean canFail(Call call);

    /** How the platform says "slow down": as HTTP has it, unless it has words of its own. */
    default Answer throttled(int retryAfterSeconds) {
      return new Answer(
          429, Map.of("retry-after", Integer.toString(retryAfterSeconds)), Buffer.buffer());
    }

    /** How the platform's front door says that the house is down. */
    default Answer down() {
      return new Answer(
          502,
          Map.of("content-type", "text/html"),
          Buffer.buffer("<html><h1>502 Bad Gateway</h1></html>"));
    }

    /** Where the platform speaks WebSocket. */
    default void socket(ServerWebSocket socket) {
      socket.close((short) 1008);
    }
  }

  /**
   * A call of the hub.
   *
   * @param method upper case
   * @param path still percent-encoded
   * @param query decoded
   * @param headers names are case-insensitive
   * @param body as it came; empty for multipart
   * @param form fields of a form, multipart or not
   * @param files of a multipart form
   */
  public record Call(
      String method,
      String path,
      MultiMap query,
      MultiMap headers,
      Buffer body,
      MultiMap form,
      List<Upload> files) {
    @Override
    public String toString() {
      return "Call[" + method + ", " + body.length() + " bytes]";
    }
  }

  /** A file that came with a form. */
  public record Upload(String field, String name, String mime, Buffer bytes) {
    @Override
    public String toString() {
      return "Upload[" + bytes.length() + " bytes]";
    }
  }

  /** What the hub is told. */
  public record Answer(int status, Map<String, String> headers, Buffer body) {
    public static Answer json(int status, String json) {
      return new Answer(status, Map.of("content-type", "application/json"), Buffer.buffer(json));
    }

    public static Answer file(String mime, byte[] bytes) {
      return new Answer(200, Map.of("content-type", mime), Buffer.buffer(bytes));
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /** The platform does not do what it was asked, and says so in its own form. */
  public abstract static class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected Refusal(String message) {
      super(message, null, false, false);
    }

    protected abstract Answer answer();
  }

  private SimulatorServer(Vertx vertx, Rules rules) {
    this.vertx = vertx;
    this.rules = rules;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(LOOPBACK)
                    .setPort(0)
                    // A field of a form may hold a long text, percent-encoded.
                    .setMaxFormAttributeSize((int) BODY_BYTES_MAX)
                    .setMaxFormBufferedBytes((int) BODY_BYTES_MAX))
            .requestHandler(this::receive)
            .webSocketHandler(rules::socket);
  }

  /** Starts listening; returns when it does. Not to be called on an event loop. */
  public static SimulatorServer start(Rules rules) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    SimulatorServer simulator = new SimulatorServer(vertx, rules);
    Waiting.on(simulator.server.listen());
    return simulator;
  }

  /** For clients and timers of the simulator; closed with it. */
  public Vertx vertx() {
    return vertx;
  }

  /** What shall go wrong here. */
  public Faults faults() {
    return faults;
  }

  /** What goes through here. */
  public Tally tally() {
    return tally;
  }

  /** Brings the platform's calls to the hub. */
  public WebhookSender sender(RetryRule rule) {
    return new WebhookSender(vertx, rule, faults, tally);
  }

  public String baseUrl() {
    return "http://" + LOOPBACK + ":" + server.actualPort();
  }

  private void receive(HttpServerRequest request) {
    Call head = call(request, Buffer.buffer(), List.of());
    if (!rules.canFail(head)) {
      read(request, Optional.empty());
      return;
    }
    tally.call();
    Optional<Faults.OfCall> fault = faults.nextOfCall();
    if (fault.filter(Faults.OfCall.CutOff.class::isInstance).isPresent()) {
      request.connection().close();
    } else {
      read(request, fault);
    }
  }

  private void read(HttpServerRequest request, Optional<Faults.OfCall> fault) {
    AtomicLong size = new AtomicLong();
    Buffer body = Buffer.buffer();
    List<Upload> uploads = new CopyOnWriteArrayList<>();
    boolean multipart = isMultipart(request);
    if (multipart || isForm(request)) {
      request.setExpectMultipart(true);
      request.uploadHandler(upload -> {
        Buffer bytes = Buffer.buffer();
        upload.handler(bytes::appendBuffer);
        upload.endHandler(_ ->
            uploads.add(new Upload(upload.name(), upload.filename(), upload.contentType(), bytes)));
      });
    }
    request.handler(bytes -> {
      if (size.addAndGet(bytes.length()) > BODY_BYTES_MAX) {
        request.connection().close();
      } else if (!multipart) {
        body.appendBuffer(bytes);
      }
    });
    request.endHandler(_ -> answer(request, call(request, body, uploads), fault));
  }

  private void answer(HttpServerRequest request, Call call, Optional<Faults.OfCall> fault) {
    switch (fault.orElse(null)) {
      case null -> ask(call).onComplete(answer -> reply(request, answer));
      case Faults.OfCall.Throttled(int seconds) -> write(request, rules.throttled(seconds));
      case Faults.OfCall.Failing() -> write(request, rules.down());
      case Faults.OfCall.Unanswered() -> ask(call).onComplete(_ -> request.connection().close());
      case Faults.OfCall.Held(Duration time) ->
          ask(call)
              .onComplete(_ ->
                  vertx.setTimer(Math.max(1, time.toMillis()), _ -> request.connection().close()));
      case Faults.OfCall.CutOff() -> request.connection().close();
    }
  }

  private Future<Answer> ask(Call call) {
    try {
      return rules.answer(call).recover(SimulatorServer::refused);
    } catch (Refusal refusal) {
      return Future.succeededFuture(refusal.answer());
    }
  }

  private static Future<Answer> refused(Throwable cause) {
    return cause instanceof Refusal refusal
        ? Future.succeededFuture(refusal.answer())
        : Future.failedFuture(cause);
  }

  private static void reply(HttpServerRequest request, AsyncResult<Answer> answer) {
    write(request, answer.succeeded() ? answer.result() : defect(answer.cause()));
  }

  private static Answer defect(Throwable cause) {
    LOG.log(System.Logger.Level.ERROR, "The simulator is broken", cause);
    return new Answer(
        500,
        Map.of(),
        Buffer.buffer("The simulator is broken: " + cause.getClass().getSimpleName()));
  }

  private static void write(HttpServerRequest request, Answer answer) {
    if (request.response().closed() || request.response().ended()) {
      return;
    }
    request.response().setStatusCode(answer.status());
    answer.headers().forEach(request.response()::putHeader);
    request.response().end(answer.body());
  }

  private static Call call(HttpServerRequest request, Buffer body, List<Upload> files) {
    return new Call(
        request.method().name(),
        request.path(),
        request.params(),
        request.headers(),
        body,
        request.formAttributes(),
        List.copyOf(files));
  }

  private static boolean isMultipart(HttpServerRequest request) {
    return contentType(request).startsWith("multipart/form-data");
  }

  private static boolean isForm(HttpServerRequest request) {
    return contentType(request).startsWith("application/x-www-form-urlencoded");
  }

  private static String contentType(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("content-type")).orElse("");
  }

  @Override
  public void close() {
    Waiting.on(vertx.close());
  }
}
