package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the stream is read: the connection and what it counts next, for a server that still
 * remembers both, and the time of the last post, for one that does not.
 *
 * @param connection the server's name for the connection
 * @param next number of the next event on it
 * @param at by the server's clock
 */
record MattermostCursor(String connection, long next, Instant at) {
  /** Absent for what an older or newer hub has written. */
  static Optional<MattermostCursor> parse(String text) {
    JsonNode cursor = MattermostFields.lenient(text.getBytes(StandardCharsets.UTF_8));
    return MattermostFields.id(cursor, "connection")
        .flatMap(connection ->
            MattermostFields.time(cursor, "at")
                .map(at -> new MattermostCursor(connection, cursor.path("next").asLong(), at)));
  }

  String text() {
    return Json.mapper()
        .createObjectNode()
        .put("connection", connection)
        .put("next", next)
        .put("at", at.toEpochMilli())
        .toString();
  }

  /** Behind an event with that number, which says this. */
  MattermostCursor after(long number, Translation said) {
    return new MattermostCursor(connection, number + 1, latest(at, said));
  }

  /** Only the times of posts are surely the server's own. */
  static Instant latest(Instant before, Translation said) {
    return said.events().stream()
        .filter(e ->
            e.what() instanceof Happening.MessageCreated
                || e.what() instanceof Happening.MessageEdited)
        .map(Event::time)
        .reduce(before, (one, other) -> other.isAfter(one) ? other : one);
  }
}
