package dev.milena.platform.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Feed;
import dev.milena.platform.FeedEntry;
import dev.milena.platform.Reasons;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;

/** A feed that may be full, away or silent: entries are brought to the simulator over HTTP. */
record SimulatedFeed(ApiClient http, String simulator) implements Feed {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  @Override
  public Uni<DeliveryResult> append(FeedEntry entry) {
    ObjectNode body =
        Json.mapper()
            .createObjectNode()
            .put("key", entry.conversation().key())
            .set("data", entry.data());
    return http.call(
        ApiRequest.postJson(simulator + "/feed", Map.of(), body),
        Map.of(),
        WITHIN,
        SimulatedFeed::outcome);
  }

  private static DeliveryResult outcome(ApiAnswer answer) {
    return switch (answer.status()) {
      case 200 -> DeliveryResult.Delivered.unnamed();
      case 429 ->
          new DeliveryResult.Throttled(
              Duration.ofSeconds(Long.parseLong(answer.headers().get("retry-after"))),
              DeliveryResult.Scope.ACCOUNT);
      default -> new DeliveryResult.Unconfirmed(Reasons.NO_ANSWER);
    };
  }
}
