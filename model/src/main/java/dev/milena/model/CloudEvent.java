package dev.milena.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A CloudEvents 1.0 envelope with JSON data.
 *
 * @param id unique per source; consumers drop repeats by it
 * @param source who says so, for example {@code /telegram/support}
 * @param type reverse-DNS name of what {@link #data()} is
 * @param subject what it is about
 * @param time when it happened
 * @param extensions further attributes, lower-case letters and digits; for example {@code person}
 * @param data the JSON bytes; not copied, never to be changed
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0.2</a>
 */
public record CloudEvent(
    String id,
    String source,
    String type,
    Optional<String> subject,
    Optional<Instant> time,
    Map<String, String> extensions,
    byte[] data) {
  public CloudEvent {
    Words.require(id, "CloudEvents id");
    Words.require(source, "CloudEvents source");
    Words.require(type, "CloudEvents type");
    extensions = Map.copyOf(extensions);
  }

  @Override
  public String toString() {
    return "CloudEvent[" + type + " " + id + "]";
  }
}
