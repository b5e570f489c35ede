package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.Digests;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Reception.Accepted;
import dev.milena.platform.Reception.Answered;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Meta calls: once to ask whether we are there, and then with news, several at a time. What is not
 * taken comes again with growing pauses for a week.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview">Webhooks,
 *     read 2026-11-21</a>
 */
@ApplicationScoped
class WhatsAppWebhook implements Webhook {
  private static final Duration REPEATED = Duration.ofDays(7);

  /** Meta's own bound on what it brings at once. */
  private static final int BODY_BYTES_MAX = 3 * 1024 * 1024;

  private static final String MODE = "hub.mode";
  private static final String TOKEN = "hub.verify_token";
  private static final String CHALLENGE = "hub.challenge";

  @Override
  public String platform() {
    return WhatsAppPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.within(REPEATED);
  }

  @Override
  public int bodyBytesMax() {
    return BODY_BYTES_MAX;
  }

  /** What Meta's documentation answers to a wrong token. */
  @Override
  public Reply refusal() {
    return Reply.status(403);
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return Uni.createFrom().item(() -> read(account, request));
  }

  private static Reception read(Account account, InboundRequest request) {
    WhatsAppAccount settings = WhatsAppAccount.of(account);
    return switch (request.method()) {
      case "GET" -> verified(settings, request);
      case "POST" ->
          WhatsAppSignature.refusal(settings.appSecrets(), request)
              .<Reception>map(refused -> refused)
              .orElseGet(() -> taken(account, request));
      default -> new Refused(Cause.NOT_SERVED, "Meta calls with GET and POST");
    };
  }

  /** Asked when the callback URL is set up, and now and then after that. */
  private static Reception verified(WhatsAppAccount settings, InboundRequest request) {
    Optional<String> challenge = Optional.ofNullable(request.query().get(CHALLENGE));
    String token = Optional.ofNullable(request.query().get(TOKEN)).orElse("");
    if (settings.verifyToken().isEmpty()) {
      return new Refused(
          Cause.UNAUTHENTICATED,
          "The account has no verify-token. Choose one, and give it to Meta with the callback URL");
    }
    boolean right = Digests.isSame(token, settings.verifyToken().get());
    if (!right || challenge.isEmpty() || !"subscribe".equals(request.query().get(MODE))) {
      return new Refused(
          Cause.UNAUTHENTICATED,
          "The call asks with another verify token than the account's verify-token");
    }
    return new Answered(
        new Reply(200, Map.of("content-type", "text/plain"), Buffer.buffer(challenge.get())));
  }

  private static Reception taken(Account account, InboundRequest request) {
    JsonNode body;
    try {
      body = Json.tree(request.body().getBytes());
    } catch (Json.UnreadableException e) {
      return new Refused(Cause.UNREADABLE, e.getMessage());
    }
    if (!WhatsAppEvents.isNotification(body)) {
      return new Refused(Cause.UNREADABLE, "The body is JSON, but no notification of Meta's");
    }
    return new Accepted(WhatsAppEvents.of(account).translate(body, request.receivedAt()), Reply.OK);
  }
}
