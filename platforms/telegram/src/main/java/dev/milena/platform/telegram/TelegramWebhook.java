package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.Digests;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Reception.Accepted;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Reply;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Telegram brings one update per call and repeats it for a day until it is taken. What comes with
 * it is a shared secret, no signature: it tells who calls, not what they say or when, so repeats
 * are told by the ids of events.
 *
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook, read 2026-11-21</a>
 */
@ApplicationScoped
class TelegramWebhook implements Webhook {
  static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

  /** How long Telegram keeps an update that nobody took. */
  static final Duration KEPT = Duration.ofHours(24);

  private final TelegramUsernames usernames;

  TelegramWebhook(TelegramUsernames usernames) {
    this.usernames = usernames;
  }

  @Override
  public String platform() {
    return TelegramPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.within(KEPT);
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return refusal(account, request)
        .<Uni<Reception>>map(refused -> Uni.createFrom().item(refused))
        .orElseGet(() -> read(account, request));
  }

  private static Optional<Refused> refusal(Account account, InboundRequest request) {
    Optional<String> secret = TelegramAccount.of(account).webhookSecret();
    if (secret.isEmpty()) {
      return Optional.of(
          new Refused(
              Cause.UNAUTHENTICATED,
              "The account has no webhook-secret, so nobody can prove to be Telegram. Set one, and give it to Telegram"
                  + " with ./milena telegram set-webhook"));
    }
    String said = request.headers().get(SECRET_HEADER);
    if (said == null || !Digests.isSame(said, secret.get())) {
      return Optional.of(
          new Refused(
              Cause.UNAUTHENTICATED,
              said == null
                  ? "The call carries no secret; was the webhook set without one?"
                  : "The call carries another secret than the account's webhook-secret"));
    }
    if (!request.method().equals("POST")) {
      return Optional.of(new Refused(Cause.NOT_SERVED, "Telegram calls with POST"));
    }
    return Optional.empty();
  }

  private Uni<Reception> read(Account account, InboundRequest request) {
    JsonNode update;
    try {
      update = Json.tree(request.body().getBytes());
    } catch (Json.UnreadableException e) {
      return Uni.createFrom().item(new Refused(Cause.UNREADABLE, e.getMessage()));
    }
    if (!TelegramEvents.isUpdate(update)) {
      return Uni.createFrom()
          .item(new Refused(Cause.UNREADABLE, "The body is JSON, but no update"));
    }
    return usernames
        .eventsFor(account, update)
        .map(events -> new Accepted(events.translate(update, request.receivedAt()), Reply.OK));
  }
}
