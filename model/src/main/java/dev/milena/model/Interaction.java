package dev.milena.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A press of a button, a sent form.
 *
 * @param id what an answer must name
 * @param type the platform's kind of control
 * @param actionId id of the button or form
 * @param label what stands on the button, where the platform tells
 * @param value what it carries
 * @param values where it carries several
 * @param messageId the message that carried it
 * @param context whatever else must come back with an answer
 */
public record Interaction(
    Optional<String> id,
    Optional<String> type,
    Optional<String> actionId,
    Optional<String> label,
    Optional<String> value,
    List<String> values,
    Optional<String> messageId,
    Optional<JsonNode> context) {
  public Interaction {
    // What JSON leaves out is read as its null.
    context = context.filter(c -> !c.isNull());
    values = Lists.copy(values);
  }

  /**
   * The button as its sender knows it; absent where nothing is known of it but that it was pressed.
   */
  public Optional<Button> button() {
    return label
        .filter(l -> !l.isBlank())
        .or(() -> value.filter(v -> !v.isBlank()))
        .or(() -> actionId.filter(a -> !a.isBlank()))
        .map(shown -> new Button(actionId, shown, value, Optional.empty(), Optional.empty()));
  }

  /** Whoever has its id can answer it on some platforms. */
  @Override
  public String toString() {
    return "Interaction[]";
  }
}
