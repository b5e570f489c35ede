package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Redelivery;
import dev.milena.platform.Webhook;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Takes Webim's calls, through either door. What Webim waits for is answered at once; replies go
 * their own way.
 */
@ApplicationScoped
class WebimWebhook implements Webhook {
  @Override
  public String platform() {
    return WebimPlatform.KEY;
  }

  /**
   * Whether Webim repeats a call that was not taken is not public; nothing is promised that is not
   * known.
   */
  @Override
  public Redelivery redelivery() {
    return Redelivery.NONE;
  }

  @Override
  public Uni<Reception> receive(Account account, InboundRequest request) {
    return Uni.createFrom().item(() -> reception(account, request));
  }

  private static Reception reception(Account account, InboundRequest request) {
    WebimSettings settings = WebimSettings.of(account);
    Optional<JsonNode> body = read(request);
    Optional<String> refusal =
        CallbackGuard.refusal(settings, request, body.orElse(MissingNode.getInstance()));
    if (refusal.isPresent()) {
      return new Reception.Refused(Reception.Cause.UNAUTHENTICATED, refusal.get());
    }
    if (!request.method().equals("POST")) {
      return new Reception.Refused(Reception.Cause.NOT_SERVED, "Webim calls with POST");
    }
    return body.map(b -> taken(account, settings, request, b))
        .orElseGet(() ->
            new Reception.Refused(
                Reception.Cause.UNREADABLE, "The body is not a JSON object or list"));
  }

  private static Reception taken(
      Account account, WebimSettings settings, InboundRequest request, JsonNode body) {
    return switch (settings.door()) {
      case CHANNEL -> ChannelDoor.take(account, settings, request, body);
      case BOT -> BotDoor.take(account, settings, request, body);
    };
  }

  private static Optional<JsonNode> read(InboundRequest request) {
    try {
      return Optional.of(Json.tree(request.body().getBytes())).filter(JsonNode::isContainerNode);
    } catch (Json.UnreadableException _) {
      return Optional.empty();
    }
  }
}
