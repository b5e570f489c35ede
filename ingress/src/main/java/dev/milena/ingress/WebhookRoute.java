package dev.milena.ingress;

import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes webhooks: find the account, read the body, let the platform's connector read it, append,
 * answer. A plain route and not a REST resource: this is the hot path, and the layers of a resource
 * cost a third of it (see {@code docs/RATIONALE.md}).
 */
@Singleton
class WebhookRoute {
  /** How long before the platform's own deadline we answer 503 rather than nothing. */
  private static final Duration MARGIN = Duration.ofMillis(500);

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private final Doors doors;
  private final AccountTable accounts;
  private final BoundedBody bodies;
  private final Admission admission;
  private final Backlog backlog;
  private final Answers answers;
  private final IngressMetrics metrics;

  WebhookRoute(
      Doors doors,
      AccountTable accounts,
      BoundedBody bodies,
      Admission admission,
      Backlog backlog,
      Answers answers,
      IngressMetrics metrics) {
    this.doors = doors;
    this.accounts = accounts;
    this.bodies = bodies;
    this.admission = admission;
    this.backlog = backlog;
    this.answers = answers;
    this.metrics = metrics;
  }

  void register(@Observes Router router) {
    // Before the routes of resources, which would look at every call first.
    router.route(Doors.PREFIX + "*").order(-1).handler(this::handle);
    router.route().last().handler(this::handleNamed);
  }

  /** An account's own path; anything else is not ours. */
  private void handleNamed(RoutingContext http) {
    if (doors.find(http.normalizedPath()).isPresent()) {
      handle(http);
    } else {
      http.next();
    }
  }

  private void handle(RoutingContext http) {
    HttpServerRequest request = http.request();
    if (!accounts.ready()) {
      answers.unavailable(http, "The hub is still reading its accounts");
      return;
    }
    Optional<Doors.Door> door = doors.find(http.normalizedPath());
    if (door.isEmpty() || door.get().account().isEmpty()) {
      answers.unknownAccount(http, door.map(d -> d.webhook().refusal()).orElse(Reply.status(401)));
      return;
    }
    Webhook webhook = door.get().webhook();
    Account account = door.get().account().get();
    metrics.received(account.ref());
    if (declaredLength(request) > webhook.bodyBytesMax()) {
      answers.tooLarge(http, webhook.bodyBytesMax());
      return;
    }
    if (backlog.tooOld()) {
      answers.behind(http, webhook, account);
      return;
    }
    request.pause();
    bodies
        .read(request, webhook.bodyBytesMax())
        .chain(body -> take(http, webhook, account, door.get().rest(), body))
        .ifNoItem()
        .after(webhook.answerWithin().minus(MARGIN))
        // The call's own loop: a scheduler that all share would keep millions of timers that never
        // fire.
        .on(ContextInternal.current().nettyEventLoop())
        .fail()
        .subscribe()
        .with(
            reply -> answers.send(http, reply),
            failure -> answers.failed(http, webhook, account, failure));
  }

  private Uni<Reply> take(
      RoutingContext http, Webhook webhook, Account account, String rest, Buffer body) {
    HttpServerRequest call = http.request();
    InboundRequest request =
        new InboundRequest(
            call.method().name(), rest, call.headers(), call.params(), body, Instant.now());
    return admission
        .take(webhook, account, request)
        .onTermination()
        .invoke(() -> bodies.release(body));
  }

  private static long declaredLength(HttpServerRequest request) {
    String declared = request.getHeader("content-length");
    return declared == null || !LENGTH.matcher(declared).matches() ? 0 : Long.parseLong(declared);
  }
}
