package dev.milena.platform.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
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
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What visitors' programs say, one frame a call: over HTTP, and what comes on a connection
 * likewise. The widget and its page are fetched here too, and strangers get their tokens.
 */
@ApplicationScoped
class WebWebhook implements Webhook {
  /** A long letter; files do not come this way. */
  private static final int BODY_BYTES_MAX = 64 * 1024;

  /** The widget repeats a frame until it is taken, for as long as somebody leaves the page open. */
  private static final Duration REPEATED = Duration.ofMinutes(10);

  private static final int GUEST_BYTES = 16;

  /** Tokens and not cookies say who calls, so pages of any origin may read the answers. */
  private static final Map<String, String> OPEN = Map.of("access-control-allow-origin", "*");

  private final SecureRandom random = new SecureRandom();

  @Override
  public String platform() {
    return WebPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.within(REPEATED);
  }

  @Override
  public int bodyBytesMax() {
    return BODY_BYTES_MAX;
  }

  @Override
  public Reply refusal() {
    return new Reply(401, OPEN, Buffer.buffer());
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return Uni.createFrom().item(() -> answer(account, request));
  }

  private Reception answer(Account account, InboundRequest request) {
    WebAccount settings = WebAccount.of(account);
    if (!settings.welcomes(Optional.ofNullable(request.headers().get("origin")))) {
      return new Refused(
          Cause.UNAUTHENTICATED, "The page's origin is none of the account's 'origins'");
    }
    return switch (request.method() + " " + request.rest()) {
      case "OPTIONS ", "OPTIONS /guest" -> new Answered(preflight());
      case "GET " -> new Answered(WebPages.page(settings, account.ref().name() + "/"));
      case "GET /" -> new Answered(WebPages.page(settings, ""));
      case "GET /widget.js" -> new Answered(WebPages.widget());
      case "POST /guest" -> guest(settings, request.receivedAt());
      case "POST " -> frame(account, settings, request);
      default -> new Refused(Cause.NOT_SERVED, "There is nothing at this address");
    };
  }

  private static Reply preflight() {
    Map<String, String> headers = new HashMap<>(OPEN);
    headers.put("access-control-allow-methods", "GET, POST");
    headers.put("access-control-allow-headers", "authorization, content-type");
    headers.put("access-control-max-age", "86400");
    return new Reply(200, headers, Buffer.buffer());
  }

  private Reception guest(WebAccount settings, Instant now) {
    if (!settings.guests()) {
      return new Refused(
          Cause.NOT_SERVED, "The account has no guests; set 'guests' if it shall have them");
    }
    byte[] id = new byte[GUEST_BYTES];
    random.nextBytes(id);
    String subject = "guest-" + HexFormat.of().formatHex(id);
    Instant until = now.plus(settings.guestFor());
    ObjectNode told =
        Json.mapper()
            .createObjectNode()
            .put("token", WebToken.sign(settings.secret(), subject, Optional.empty(), until))
            .put("user", subject)
            .put("until", until.toString());
    return new Answered(json(told));
  }

  private static Reception frame(Account account, WebAccount settings, InboundRequest request) {
    Optional<WebVisitor> visitor =
        WebToken.bearer(settings, request.headers().get("authorization"), request.receivedAt());
    if (visitor.isEmpty()) {
      return new Refused(
          Cause.UNAUTHENTICATED, "The call carries no token that the account's secret has signed");
    }
    try {
      WebFrames.Said said =
          WebFrames.read(
              account, visitor.get(), Json.object(request.body().getBytes()), request.receivedAt());
      ObjectNode taken = Json.mapper().createObjectNode().put("type", "taken").put("id", said.id());
      return new Accepted(said.translation(), json(taken), said.shown());
    } catch (Json.UnreadableException e) {
      return new Refused(Cause.UNREADABLE, e.getMessage());
    }
  }

  private static Reply json(ObjectNode body) {
    Map<String, String> headers = new HashMap<>(OPEN);
    headers.put("content-type", "application/json");
    headers.put("cache-control", "no-store");
    return new Reply(200, headers, Buffer.buffer(Json.bytes(body)));
  }
}
