package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Reply;
import dev.milena.platform.Translation;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

final class PostboxWebhook implements Webhook {
  static final String SECRET = "x-postbox-secret";

  @Override
  public String platform() {
    return PostboxPlatform.KEY;
  }

  @Override
  public Redelivery redelivery() {
    return Redelivery.within(Duration.ofHours(1));
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return Uni.createFrom().item(() -> read(account, request));
  }

  private static Reception read(Account account, InboundRequest request) {
    if (!account.as(PostboxSettings.class).secret().equals(request.headers().get(SECRET))) {
      return new Reception.Refused(Reception.Cause.UNAUTHENTICATED, "The secret is wrong");
    }
    try {
      JsonNode letter = Json.tree(request.body().getBytes());
      return new Reception.Accepted(translate(account, letter, request.receivedAt()), Reply.OK);
    } catch (Json.UnreadableException _) {
      return new Reception.Refused(Reception.Cause.UNREADABLE, "The body is no letter");
    }
  }

  /** A letter in no form that we know is kept for somebody to look at. */
  private static Translation translate(Account account, JsonNode letter, Instant at) {
    try {
      return PostboxEvents.translate(account, letter, at);
    } catch (RuntimeException _) {
      return Translation.unknown("letter_form");
    }
  }
}
