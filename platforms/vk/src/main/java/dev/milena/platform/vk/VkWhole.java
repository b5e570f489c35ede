package dev.milena.platform.vk;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.vk.VkFields.cmid;
import static dev.milena.platform.vk.VkFields.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is too long for an event comes cut, and says so ({@code is_cropped}). The whole message is
 * asked for; what VK does not give in time stays as it came.
 *
 * @see <a
 *     href="https://dev.vk.com/ru/method/messages.getByConversationMessageId">messages.getByConversationMessageId,
 *     read 2026-11-21</a>
 */
final class VkWhole {
  private static final String CUT = "is_cropped";

  /** VK waits for the answer to its call some seconds, and others wait behind this message. */
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final ApiClient http;

  VkWhole(ApiClient http) {
    this.http = http;
  }

  /** The event with its message whole, as far as that is to be had. Never fails. */
  Uni<JsonNode> of(VkAccount settings, JsonNode event) {
    JsonNode message = message(event);
    Optional<ApiRequest> question =
        peer(message, "peer_id")
            .filter(_ -> flag(message, CUT))
            .flatMap(peer -> cmid(message).map(number -> request(settings, peer, number)));
    return question
        .map(asked ->
            http.send(asked, settings.secrets(), TIMEOUT)
                .map(answer -> whole(event, answer.json().path("response")))
                .onFailure()
                .recoverWithItem(event))
        .orElseGet(() -> Uni.createFrom().item(event));
  }

  static ApiRequest request(VkAccount settings, String peer, String number) {
    return VkCall.of(
        settings,
        "messages.getByConversationMessageId",
        Map.of("peer_id", peer, "conversation_message_ids", number));
  }

  /** Only a new message stands in a wrapper. */
  private static JsonNode message(JsonNode event) {
    JsonNode object = event.path("object");
    return object.path("message").isObject() ? object.path("message") : object;
  }

  private static JsonNode whole(JsonNode event, JsonNode response) {
    JsonNode copy = event.deepCopy();
    if (message(copy) instanceof ObjectNode message) {
      each(response, "items")
          .filter(item -> item.isObject() && cmid(item).equals(cmid(message)))
          .findFirst()
          .ifPresent(item -> {
            message.remove(CUT);
            message.setAll((ObjectNode) item);
          });
    }
    return copy;
  }
}
