package dev.milena.router.api.parked;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import dev.milena.router.parked.ParkedRecord;
import dev.milena.router.store.Ids;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody wrote. Goes to who may read it, and nowhere else. */
@Schema(name = "ParkedText", description = "The record as it was set aside, words included.")
record ParkedText(
    String id,
    Optional<String> type,
    @Schema(description = "The data of the event, command or input.", implementation = Object.class)
        Optional<JsonNode> data,
    @Schema(description = "In place of it, where the record is no JSON.") Optional<String> raw) {

  static ParkedText of(ParkedRecord parked, byte[] value) {
    String id = Ids.command(parked.id());
    try {
      return new ParkedText(
          id, parked.about().type(), Optional.of(Json.tree(value)), Optional.empty());
    } catch (Json.UnreadableException e) {
      return new ParkedText(
          id,
          parked.about().type(),
          Optional.empty(),
          Optional.of(new String(value, StandardCharsets.UTF_8)));
    }
  }

  @Override
  public String toString() {
    return "ParkedText[" + id + "]";
  }
}
