package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.Tally;
import java.util.Optional;

/**
 * What a number can be asked for: messages, reactions, that something was read, and files.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api">Message
 *     API, read 2026-11-21</a>
 */
final class GraphApi {
  private final SimulatedFiles files;
  private final Tally tally;

  GraphApi(SimulatedFiles files, Tally tally) {
    this.files = files;
    this.tally = tally;
  }

  ObjectNode messages(SimulatedNumber number, Call call) {
    JsonNode body = Payload.tree(call.body().getBytes());
    if (!body.isObject()) {
      throw GraphApiError.parameter("the body is no JSON");
    }
    return text(body, "status").isPresent() ? read(number, body) : send(number, body);
  }

  private static ObjectNode read(SimulatedNumber number, JsonNode body) {
    if (!body.path("status").asText().equals("read")
        || !number.knows(body.path("message_id").asText())) {
      throw GraphApiError.parameter("message_id");
    }
    number.mark(body);
    return Json.mapper().createObjectNode().put("success", true);
  }

  private ObjectNode send(SimulatedNumber number, JsonNode body) {
    GraphApiMessage.check(body);
    String person = text(body, "to").or(() -> text(body, "recipient")).orElse("");
    if (person.isEmpty()) {
      throw GraphApiError.missing("to");
    }
    try {
      number.limits().count(person, System.nanoTime());
    } catch (GraphApiError slowDown) {
      tally.throttled();
      throw slowDown;
    }
    String type = body.path("type").asText();
    if (!type.equals("template") && !number.isOpen(person)) {
      throw GraphApiError.of(
          400, 131047, "More than 24 hours have passed since the customer last replied");
    }
    String id = number.newId();
    if (type.equals("reaction")) {
      react(number, person, body.path("reaction"));
    } else {
      number.add(
          person, new SimulatedMessage(id, ((ObjectNode) body).deepCopy(), true, file(body)));
      tally.accepted();
    }
    tellStatuses(number, person, id, text(body, "biz_opaque_callback_data"));
    ObjectNode answer = Json.mapper().createObjectNode().put("messaging_product", "whatsapp");
    answer.putArray("contacts").addObject().put("input", person).put("wa_id", person);
    answer.putArray("messages").addObject().put("id", id);
    return answer;
  }

  private static void react(SimulatedNumber number, String person, JsonNode reaction) {
    number
        .find(person, reaction.path("message_id").asText())
        .orElseThrow(() -> GraphApiError.wrong("reaction.message_id"))
        .react(reaction.path("emoji").asText());
  }

  private Optional<SimulatedFiles.Stored> file(JsonNode body) {
    Optional<String> handle = text(body.path(body.path("type").asText()), "id");
    return handle.map(
        id -> files.find(id).orElseThrow(() -> GraphApiError.of(400, 131053, "Media not found")));
  }

  /** Taken, and soon on the person's phone; both at once, as they often come. */
  private void tellStatuses(
      SimulatedNumber number, String person, String message, Optional<String> marker) {
    tally.input();
    number.tell(
        person + "/statuses",
        number
            .news()
            .from(person)
            .with(
                "statuses",
                status(number, person, message, "sent", marker),
                status(number, person, message, "delivered", marker)));
  }

  static ObjectNode status(
      SimulatedNumber number, String person, String message, String word, Optional<String> marker) {
    ObjectNode status =
        Json.mapper()
            .createObjectNode()
            .put("id", message)
            .put("status", word)
            .put("timestamp", number.now())
            .put("recipient_id", person);
    marker.ifPresent(m -> status.put("biz_opaque_callback_data", m));
    return status;
  }

  ObjectNode upload(Call call) {
    String type = Optional.ofNullable(call.form().get("type")).orElse("");
    if (!"whatsapp".equals(call.form().get("messaging_product"))) {
      throw GraphApiError.parameter("messaging_product");
    }
    if (call.files().size() != 1 || !call.files().getFirst().field().equals("file")) {
      throw GraphApiError.missing("file");
    }
    if (!type.matches("[a-z0-9.+-]+/[a-z0-9.+-]+")) {
      throw GraphApiError.parameter("type");
    }
    return Json.mapper()
        .createObjectNode()
        .put("id", files.upload(call.files().getFirst(), type).id());
  }
}
