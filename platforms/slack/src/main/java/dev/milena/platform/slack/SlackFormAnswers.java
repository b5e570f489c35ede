package dev.milena.platform.slack;

import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.FormNote;
import dev.milena.model.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody filled in, and what of it does not do. Forms that the hub did not open come back as
 * Slack has them. Pure.
 *
 * @param fields by their names
 * @param values in their order
 * @param note what travelled with a form of the hub's
 * @see <a
 *     href="https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload">View
 *     interactions, read 2026-11-21</a>
 */
record SlackFormAnswers(ObjectNode fields, List<String> values, Optional<FormNote> note) {
  static SlackFormAnswers of(JsonNode payload) {
    JsonNode view = payload.path("view");
    SlackFormAnswers answers =
        new SlackFormAnswers(
            Json.mapper().createObjectNode(),
            new ArrayList<>(),
            text(view, "private_metadata").flatMap(FormNote::parse));
    view.path("state")
        .path("values")
        .forEach(block ->
            block.properties().forEach(field -> answers.fill(field.getKey(), field.getValue())));
    payload
        .path("submission")
        .properties()
        .forEach(field -> {
          answers.fields.set(field.getKey(), field.getValue());
          Optional.ofNullable(field.getValue().textValue()).ifPresent(answers.values::add);
        });
    return answers;
  }

  private void fill(String name, JsonNode field) {
    List<String> chosen = SlackInteractions.values(field);
    String type = field.path("type").asText();
    if (note.isPresent() && type.equals("checkboxes")) {
      put(name, Boolean.toString(!chosen.isEmpty()));
    } else if (chosen.size() == 1 && !(note.isPresent() && type.startsWith("multi_"))) {
      put(name, chosen.getFirst());
    } else if (!chosen.isEmpty() || note.isEmpty() || type.startsWith("multi_")) {
      chosen.forEach(fields.putArray(name)::add);
      values.addAll(chosen);
    }
  }

  private void put(String name, String value) {
    fields.put(name, value);
    values.add(value);
  }

  /** What a program gave along. */
  static Optional<String> state(JsonNode payload) {
    Optional<String> kept =
        text(payload.path("view"), "private_metadata")
            .or(() -> text(payload, "state"))
            .filter(s -> !s.isEmpty());
    Optional<FormNote> note = kept.flatMap(FormNote::parse);
    return note.isPresent() ? note.get().state() : kept;
  }

  /** The reply that keeps a form open and says what does not do; empty where all does. */
  static Optional<ObjectNode> refusal(JsonNode payload) {
    if (!payload.path("type").asText().equals("view_submission")) {
      return Optional.empty();
    }
    SlackFormAnswers answers = of(payload);
    Map<String, List<String>> given = new HashMap<>();
    answers
        .fields
        .properties()
        .forEach(field ->
            given.put(
                field.getKey(),
                field.getValue().isArray()
                    ? field.getValue().valueStream().map(JsonNode::asText).toList()
                    : List.of(field.getValue().asText())));
    Map<String, String> complaints =
        answers.note.map(note -> note.complaints(given)).orElse(Map.of());
    if (complaints.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode reply = Json.mapper().createObjectNode().put("response_action", "errors");
    ObjectNode errors = reply.putObject("errors");
    complaints.forEach(errors::put);
    return Optional.of(reply);
  }

  /** The words belong to people. */
  @Override
  public String toString() {
    return "SlackFormAnswers[" + fields.size() + "]";
  }
}
