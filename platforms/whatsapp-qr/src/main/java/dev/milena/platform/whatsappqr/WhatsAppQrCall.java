package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Something that the sidecar is asked to send, and the file that has to be there before.
 *
 * @param json without what is the same for all calls of a command
 */
record WhatsAppQrCall(ObjectNode json, Optional<WhatsAppQrFile> file) {
  /** What the hub shows of itself at the sidecar. */
  static final Map<String, String> AUTHORIZED = Map.of("authorization", "Bearer {token}");

  static WhatsAppQrCall of(String kind) {
    return new WhatsAppQrCall(Json.mapper().createObjectNode().put("kind", kind), Optional.empty());
  }

  WhatsAppQrCall with(String field, String value) {
    ObjectNode more = json.deepCopy();
    more.put(field, value);
    return new WhatsAppQrCall(more, file);
  }

  WhatsAppQrCall carrying(WhatsAppQrFile carried) {
    return new WhatsAppQrCall(json, Optional.of(carried));
  }

  /** The call as the sidecar takes it; the same id again is the same message. */
  ApiRequest request(WhatsAppQrAccount settings, String id, String chat) {
    ObjectNode body = Json.mapper().createObjectNode().put("id", id).put("to", chat);
    body.setAll(json);
    file.ifPresent(
        f -> body.putObject("file").put("id", id).put("mime", f.mime()).put("name", f.name()));
    return ApiRequest.postJson(settings.url() + "/send", AUTHORIZED, body);
  }

  /** Brings the bytes, under the id of the message that they belong to. */
  Optional<ApiRequest> upload(WhatsAppQrAccount settings, String id) {
    return file.map(f ->
        new ApiRequest(
            "PUT",
            settings.url() + "/files/" + ApiRequest.inUrl(id),
            AUTHORIZED,
            new ApiRequest.FileBody(f.part())));
  }
}
