package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.Payload;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far one connection has come: what Discord is told to go on there.
 *
 * @param session Discord's name of the session
 * @param sequence number of the last dispatch that is safe
 * @param url where the session is taken up again
 * @param newest the newest message that was heard of, whatever the session
 * @param gap what this session does not know of
 */
record DiscordPosition(
    String session, long sequence, String url, Optional<String> newest, Optional<Gap> gap) {

  /**
   * Messages that came between two sessions.
   *
   * @param since the newest that was heard before
   * @param guilds so many guilds have yet to show their channels
   */
  record Gap(String since, int guilds) {}

  /**
   * A session that has just begun.
   *
   * @param since the newest message that was heard in the session before
   * @param guilds so many guilds will show their channels
   */
  static DiscordPosition begun(String session, String url, Optional<String> since, int guilds) {
    return new DiscordPosition(
        session, 0, url, since, since.filter(_ -> guilds > 0).map(s -> new Gap(s, guilds)));
  }

  DiscordPosition at(long newSequence) {
    return new DiscordPosition(session, newSequence, url, newest, gap);
  }

  /** After a message. Ids of messages grow with time. */
  DiscordPosition heard(Optional<String> message) {
    Optional<String> later =
        Stream.concat(newest.stream(), message.stream())
            .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    return new DiscordPosition(session, sequence, url, later, gap);
  }

  /** After a guild has shown its channels. */
  DiscordPosition shown() {
    return new DiscordPosition(
        session,
        sequence,
        url,
        newest,
        gap.filter(g -> g.guilds() > 1).map(g -> new Gap(g.since(), g.guilds() - 1)));
  }

  static Optional<DiscordPosition> read(JsonNode json) {
    Optional<Gap> gap =
        Payload.words(json, "since").map(since -> new Gap(since, json.path("guilds").asInt(0)));
    return Payload.words(json, "session")
        .flatMap(session ->
            Payload.words(json, "url")
                .map(url ->
                    new DiscordPosition(
                        session,
                        json.path("seq").asLong(0),
                        url,
                        Payload.words(json, "newest"),
                        gap)));
  }

  ObjectNode json() {
    ObjectNode json =
        DiscordCall.object().put("session", session).put("seq", sequence).put("url", url);
    newest.ifPresent(n -> json.put("newest", n));
    gap.ifPresent(g -> json.put("since", g.since()).put("guilds", g.guilds()));
    return json;
  }

  /** The session is nobody else's business. */
  @Override
  public String toString() {
    return "DiscordPosition[" + sequence + "]";
  }
}
