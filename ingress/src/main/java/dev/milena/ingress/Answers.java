package dev.milena.ingress;

import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * What callers are told. Problems are {@code application/problem+json} (RFC 9457); nothing of the
 * input is repeated.
 */
@Singleton
class Answers {
  private static final Logger LOG = Logger.getLogger(Answers.class);

  /** Ten megabytes take this long at 20 Mbit/s. */
  private static final Duration DISCARD_MAX = Duration.ofSeconds(4);

  private final Refusals refusals;
  private final IngressMetrics metrics;
  private final long retryAfterSeconds;

  Answers(Refusals refusals, IngressMetrics metrics, IngressConfig config) {
    this.refusals = refusals;
    this.metrics = metrics;
    this.retryAfterSeconds = Math.max(1, config.retryAfter().toSeconds());
  }

  void send(RoutingContext http, Reply reply) {
    HttpServerResponse response = http.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    response.end(reply.body());
  }

  void unknownAccount(RoutingContext http, Reply reply) {
    refusals.note(
        "unknown_account", http.normalizedPath(), "No account with this name is served here");
    send(http, reply);
  }

  void tooLarge(RoutingContext http, long max) {
    refusals.note("too_large", http.normalizedPath(), "The body is larger than " + max + " bytes");
    discardRest(http);
    send(http, problem(413, "Body too large", "At most " + max + " bytes are taken here."));
  }

  /**
   * Lets the caller finish sending, into nothing: closed at once, it would meet a broken connection
   * and never read the answer. Who is still sending after a while is cut off.
   */
  private static void discardRest(RoutingContext http) {
    HttpServerRequest request = http.request();
    if (request.isEnded()) {
      return;
    }
    request.handler(ignored -> {});
    request.resume();
    http.vertx()
        .setTimer(
            DISCARD_MAX.toMillis(),
            fired -> {
              if (!request.isEnded()) {
                request.connection().close();
              }
            });
  }

  void unavailable(RoutingContext http, String why) {
    http.response().putHeader("retry-after", Long.toString(retryAfterSeconds));
    send(http, problem(503, "Not taken", why + ". Please send it again."));
  }

  /** The answer to a call that the connector refused. */
  Reply refusal(String path, Webhook webhook, Reception.Refused refused) {
    String cause = refused.cause().name().toLowerCase(java.util.Locale.ROOT);
    refusals.note(cause, path, refused.explanation());
    return switch (refused.cause()) {
      case UNAUTHENTICATED, STALE -> webhook.refusal();
      case UNREADABLE -> problem(400, "Not readable", refused.explanation());
      case NOT_SERVED -> problem(404, "Not served", refused.explanation());
    };
  }

  /** The answer when something on our side went wrong: the platform shall send it again. */
  void failed(RoutingContext http, Webhook webhook, Account account, Throwable failure) {
    switch (failure) {
      case BoundedBody.TooLargeException large -> tooLarge(http, webhook.bodyBytesMax());
      case BoundedBody.TooManyException many ->
          lost(http, webhook, account, "Too much is coming in at once");
      case Json.UnreadableException unreadable ->
          send(
              http,
              refusal(
                  http.normalizedPath(),
                  webhook,
                  new Reception.Refused(Reception.Cause.UNREADABLE, unreadable.getMessage())));
      default -> {
        LOG.warnf(
            "not taken account=%s reason=%s: answered 503, the platform %s",
            account.ref(),
            failure.getClass().getSimpleName(),
            webhook.redelivery().horizon().isZero() ? "will not repeat it" : "will repeat it");
        LOG.debug("not taken because", failure);
        lost(http, webhook, account, "The hub could not store it");
      }
    }
  }

  /** Nothing is taken while Kafka may delete what the router has not read. */
  void behind(RoutingContext http, Webhook webhook, Account account) {
    lost(http, webhook, account, "The hub is too far behind");
  }

  private void lost(RoutingContext http, Webhook webhook, Account account, String why) {
    metrics.unavailable(account.ref(), webhook.redelivery().horizon().isZero());
    discardRest(http);
    unavailable(http, why);
  }

  private static Reply problem(int status, String title, String detail) {
    byte[] body =
        Json.bytes(
            Json.mapper()
                .createObjectNode()
                .put("status", status)
                .put("title", title)
                .put("detail", detail));
    return new Reply(
        status,
        java.util.Map.of("content-type", "application/problem+json"),
        io.vertx.core.buffer.Buffer.buffer(body));
  }
}
