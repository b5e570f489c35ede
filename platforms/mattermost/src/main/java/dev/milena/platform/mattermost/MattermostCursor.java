package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.Translation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the stream is read: the connection and what it counts next, for a server that still
 * remembers both, and the time of the last post, for one that does not.
 *
 * @param connection the server's name for the connection; {@link #NONE}: not to be taken up
 * @param next number of the next event on it
 * @param at by the server's clock
 */
record MattermostCursor(String connection, long next, Instant at) {
  static final String NONE = "none";

  /** Absent for what an older or newer hub has written. */
  static Optional<MattermostCursor> parse(String text) {
    JsonNode cursor = Payload.tree(text.getBytes(StandardCharsets.UTF_8));
    return Payload.id(cursor, "connection")
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

  /** Behind the next event, which says this. */
  MattermostCursor after(Translation said) {
    return new MattermostCursor(connection, next + 1, latest(at, said));
  }

  /** The same place without the connection. */
  MattermostCursor abandoned() {
    return new MattermostCursor(NONE, 0, at);
  }

  /** The server closes on names that are none of its own. */
  boolean hasConnection() {
    return !connection.equals(NONE);
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
