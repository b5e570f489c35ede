package dev.milena.platform.discord;

import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import java.util.Optional;

/**
 * Reads users and channels. A thread is a channel of its own: what is written in it carries its id,
 * and which channel it belongs to is not said. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/resources/channel">Channel, read 2026-11-21</a>
 */
final class DiscordPeople {
  private static final int DIRECT = 1;
  private static final int GROUP = 3;

  /** Announcement thread, public thread, private thread. */
  private static final int FIRST_THREAD = 10;

  private static final int LAST_THREAD = 12;

  private final String ownId;

  DiscordPeople(String ownId) {
    this.ownId = ownId;
  }

  /** The id of the bot itself. */
  boolean isSelf(String user) {
    return user.equals(ownId);
  }

  /** A user whose nickname in the guild is not known. */
  Optional<Participant> user(JsonNode user) {
    return user(user, MissingNode.getInstance());
  }

  /**
   * @param member what the guild knows of them; may be missing
   */
  Optional<Participant> user(JsonNode user, JsonNode member) {
    return id(user, "id")
        .map(id ->
            new Participant(
                id, name(user, member), words(user, "username"), flag(user, "bot"), isSelf(id)));
  }

  /** Only the id is told: a reaction, a vote. */
  Participant known(String user) {
    return new Participant(user, Optional.empty(), Optional.empty(), false, isSelf(user));
  }

  Optional<Member> member(JsonNode user, JsonNode member) {
    return user(user, member).map(p -> new Member(p.id(), p.name(), p.bot(), p.self()));
  }

  static Optional<String> name(JsonNode user, JsonNode member) {
    return words(member, "nick")
        .or(() -> words(user, "global_name"))
        .or(() -> words(user, "username"));
  }

  /** The channel that an input names by {@code channel_id}. */
  Optional<Conversation> channel(JsonNode input) {
    return id(input, "channel_id")
        .or(() -> id(input.path("channel"), "id"))
        .map(id -> conversation(id, input));
  }

  private static Conversation conversation(String id, JsonNode input) {
    Optional<Long> kind =
        number(input, "channel_type").or(() -> number(input.path("channel"), "type"));
    boolean thread = kind.filter(k -> k >= FIRST_THREAD && k <= LAST_THREAD).isPresent();
    return new Conversation(
        id,
        Optional.of(type(input, kind)),
        words(input.path("channel"), "name"),
        thread ? Optional.of(id) : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ConversationType type(JsonNode input, Optional<Long> kind) {
    if (kind.isPresent()) {
      return switch (kind.get().intValue()) {
        case DIRECT -> ConversationType.DIRECT;
        case GROUP -> ConversationType.GROUP;
        default -> ConversationType.CHANNEL;
      };
    }
    boolean inGuild = id(input, "guild_id").isPresent() || object(input, "member").isPresent();
    return inGuild ? ConversationType.CHANNEL : ConversationType.DIRECT;
  }
}
