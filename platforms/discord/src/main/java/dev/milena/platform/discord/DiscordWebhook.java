package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.milena.platform.Translation;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The interactions endpoint: commands, presses and forms, signed, within three seconds. The reply
 * only says that they are taken (202): what answers them is a call of its own, so that it can be a
 * form, and {@link DiscordDeferrals} puts off what nobody answers. Messages never come this way.
 *
 * @see <a href="https://discord.com/developers/docs/interactions/overview">Interactions, read
 *     2026-11-21</a>
 */
@ApplicationScoped
class DiscordWebhook implements Webhook {
  static final String SIGNATURE = "X-Signature-Ed25519";
  static final String TIMESTAMP = "X-Signature-Timestamp";

  /** Discord's own deadline. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  /** Discord names no window; what is older than this was kept by somebody. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** Only for the person who did it. */
  static final int EPHEMERAL = 64;

  private static final int EVENT_PING = 0;
  private static final int PONG = 1;
  private static final int CHOICES = 8;

  private final DiscordDeferrals deferrals;

  DiscordWebhook(DiscordDeferrals deferrals) {
    this.deferrals = deferrals;
  }

  @Override
  public String platform() {
    return DiscordPlatform.KEY;
  }

  /** The person is told that it failed, and tries again. */
  @Override
  public Redelivery redelivery() {
    return Redelivery.NONE;
  }

  @Override
  public Duration answerWithin() {
    return ANSWER_WITHIN;
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return Uni.createFrom()
        .item(() -> refusal(account, request).orElseGet(() -> read(account, request)));
  }

  private static Optional<Reception> refusal(Account account, InboundRequest request) {
    Optional<String> key = DiscordAccount.of(account).publicKey();
    if (key.isEmpty()) {
      return Optional.of(
          new Refused(
              Cause.UNAUTHENTICATED,
              "The account has no public-key, so nobody can prove to be Discord. Copy it from the"
                  + " developer portal"));
    }
    String signature = request.headers().get(SIGNATURE);
    String timestamp = request.headers().get(TIMESTAMP);
    if (signature == null || timestamp == null) {
      return Optional.of(new Refused(Cause.UNAUTHENTICATED, "The call carries no signature"));
    }
    if (!DiscordSignature.isRight(key.get(), timestamp, request.body(), signature)) {
      return Optional.of(
          new Refused(
              Cause.UNAUTHENTICATED,
              "The signature is not that of the account's public-key; Discord itself sends wrong"
                  + " ones now and then"));
    }
    if (!isFresh(timestamp, request.receivedAt())) {
      return Optional.of(
          new Refused(Cause.STALE, "The signature is right, but older than five minutes"));
    }
    if (!request.method().equals("POST")) {
      return Optional.of(new Refused(Cause.NOT_SERVED, "Discord calls with POST"));
    }
    return Optional.empty();
  }

  private static boolean isFresh(String timestamp, Instant now) {
    return timestamp.matches("[0-9]{1,12}")
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(FRESH)
            <= 0;
  }

  private Reception read(Account account, InboundRequest request) {
    try {
      JsonNode body = Json.tree(request.body().getBytes());
      Reception reception = read(account, body, request.receivedAt());
      if (reception instanceof Accepted && DiscordInteractions.isAnswerable(body)) {
        deferrals.expect(account, body);
      }
      return reception;
    } catch (Json.UnreadableException e) {
      return new Refused(Cause.UNREADABLE, e.getMessage());
    }
  }

  /** What becomes of a body whose signature is right. */
  static Reception read(Account account, JsonNode body, Instant receivedAt) {
    if (isEvent(body)) {
      // Authorisations and purchases: a channel of its own with the same signature, answered 204.
      return new Accepted(Translation.ignored("webhook_event"), Reply.status(204));
    }
    if (!DiscordInteractions.isInteraction(body)) {
      return new Refused(Cause.UNREADABLE, "The body is JSON, but no interaction");
    }
    return switch (DiscordInteractions.kind(body)) {
      case DiscordInteractions.PING -> new Answered(Reply.json(200, "{\"type\":" + PONG + "}"));
      case DiscordInteractions.AUTOCOMPLETE ->
          new Accepted(
              DiscordEvents.of(account).interaction(body, receivedAt),
              Reply.json(200, first(body).toString()));
      default ->
          new Accepted(DiscordEvents.of(account).interaction(body, receivedAt), Reply.status(202));
    };
  }

  private static boolean isEvent(JsonNode body) {
    return body.isObject()
        && (body.has("event") || body.path("type").asInt(-1) == EVENT_PING && body.has("type"));
  }

  /** What Discord is told by itself: that the answer comes later, or that there are no choices. */
  static ObjectNode first(JsonNode interaction) {
    if (DiscordInteractions.kind(interaction) == DiscordInteractions.AUTOCOMPLETE) {
      ObjectNode callback = Json.mapper().createObjectNode().put("type", CHOICES);
      callback.putObject("data").putArray("choices");
      return callback;
    }
    return deferred(DiscordInteractions.deferral(interaction));
  }

  static ObjectNode deferred(int deferral) {
    ObjectNode callback = Json.mapper().createObjectNode().put("type", deferral);
    if (deferral == DiscordInteraction.THINKING) {
      callback.putObject("data").put("flags", EPHEMERAL);
    }
    return callback;
  }
}
