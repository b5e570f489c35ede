package dev.milena.platform.http;

import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.regex.Pattern;

/** A service tells of something; signed as what it is told. */
@ApplicationScoped
class HttpWebhook implements Webhook {
  /** Printable, and no dot: it could pass for the time behind it. */
  private static final Pattern ID = Pattern.compile("[\\x21-\\x2d\\x2f-\\x7e]{1,128}");

  @Override
  public String platform() {
    return HttpPlatform.KEY;
  }

  /** The last attempt of the schedule that Standard Webhooks give. */
  @Override
  public Redelivery redelivery() {
    return Redelivery.within(Duration.ofHours(75));
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return Uni.createFrom().item(() -> read(account, request));
  }

  private static Reception read(Account account, InboundRequest request) {
    if (!request.method().equals("POST")) {
      return new Reception.Refused(Reception.Cause.NOT_SERVED, "A service calls by POST");
    }
    return switch (verdict(account, request)) {
      case WRONG ->
          new Reception.Refused(
              Reception.Cause.UNAUTHENTICATED, "The signature is not by the account's secret");
      case STALE ->
          new Reception.Refused(
              Reception.Cause.STALE,
              "The call was signed more than five minutes ago, or in future");
      case GOOD -> taken(account, request);
    };
  }

  private static HttpSignature.Verdict verdict(Account account, InboundRequest request) {
    return HttpSignature.check(
        HttpAccount.of(account).keys(),
        request.headers().get(HttpSignature.ID),
        request.headers().get(HttpSignature.TIMESTAMP),
        request.headers().get(HttpSignature.SIGNATURE),
        request.body().getBytes(),
        request.receivedAt());
  }

  private static Reception taken(Account account, InboundRequest request) {
    String id = request.headers().get(HttpSignature.ID);
    if (!ID.matcher(id).matches()) {
      return new Reception.Refused(
          Reception.Cause.UNREADABLE,
          "webhook-id must be up to 128 characters, none of them a dot");
    }
    return read(account, id, request.body().getBytes(), request.receivedAt());
  }

  /** What is taken of a body whose sender is known. */
  static Reception read(Account account, String id, byte[] body, java.time.Instant receivedAt) {
    try {
      return new Reception.Accepted(
          new HttpEvents(account, id, receivedAt).translate(Json.tree(body)), Reply.OK);
    } catch (Json.UnreadableException e) {
      return new Reception.Refused(Reception.Cause.UNREADABLE, "The body is no JSON");
    }
  }
}
