package dev.milena.platform.discord;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.ids;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.discord.DiscordFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads who comes and goes: in a guild, which is no conversation, and in threads, which are. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/events/gateway-events#guilds">Guild events,
 *     read 2026-11-21</a>
 */
final class DiscordMembership {
  /**
   * A guild is told of when the bot joins it, after every new session, and when it is back from an
   * outage. Only the first is news, and it is told within seconds; a session begun within this time
   * tells it again, under the same id.
   */
  private static final Duration JUST_JOINED = Duration.ofMinutes(10);

  private final DiscordPeople people;

  DiscordMembership(DiscordPeople people) {
    this.people = people;
  }

  Translation joined(Arrival dispatch, JsonNode body) {
    return people
        .member(body.path("user"), body)
        .map(member ->
            inGuild(
                dispatch,
                dispatch
                    .ids()
                    .delivery(
                        String.join(
                            "-",
                            "guild",
                            id(body, "guild_id").orElse("0"),
                            "joined",
                            member.id(),
                            text(body, "joined_at").orElse(dispatch.id()))),
                time(body, "joined_at"),
                body,
                new Happening.MemberJoined(Optional.empty(), member, List.of())))
        .orElseGet(() -> Translation.unknown("guild_member_form"));
  }

  Translation left(Arrival dispatch, JsonNode body) {
    return people
        .member(body.path("user"), MissingNode.getInstance())
        .map(member ->
            inGuild(
                dispatch,
                dispatch.delivery(),
                Optional.empty(),
                body,
                new Happening.MemberLeft(Optional.empty(), member, List.of())))
        .orElseGet(() -> Translation.unknown("guild_member_form"));
  }

  private Translation inGuild(
      Arrival dispatch, String eventId, Optional<Instant> at, JsonNode body, Happening what) {
    return Translation.of(
        dispatch.event(eventId, at, Optional.empty(), people.user(body.path("user"), body), what));
  }

  Translation ofThread(Arrival dispatch, JsonNode body) {
    Optional<String> thread = id(body, "id");
    if (thread.isEmpty()) {
      return Translation.unknown("thread_members_form");
    }
    Conversation where =
        new Conversation(
            thread.get(),
            Optional.of(ConversationType.CHANNEL),
            Optional.empty(),
            thread,
            Optional.empty(),
            Optional.empty());
    List<Member> came =
        each(body, "added_members").map(this::threadMember).flatMap(Optional::stream).toList();
    List<Member> went =
        ids(body, "removed_member_ids").stream()
            .map(id -> new Member(id, Optional.empty(), false, people.isSelf(id)))
            .toList();
    List<Event> events = new ArrayList<>();
    if (!came.isEmpty()) {
      events.add(
          inThread(
              dispatch,
              0,
              where,
              new Happening.MemberJoined(Optional.empty(), came.getFirst(), several(came))));
    }
    if (!went.isEmpty()) {
      events.add(
          inThread(
              dispatch,
              1,
              where,
              new Happening.MemberLeft(Optional.empty(), went.getFirst(), several(went))));
    }
    return events.isEmpty() ? Translation.ignored("members_unchanged") : Translation.of(events);
  }

  private Optional<Member> threadMember(JsonNode member) {
    return people
        .member(member.path("member").path("user"), member.path("member"))
        .or(() ->
            id(member, "user_id")
                .map(id -> new Member(id, Optional.empty(), false, people.isSelf(id))));
  }

  private static List<Member> several(List<Member> members) {
    return members.size() > 1 ? members : List.of();
  }

  private static Event inThread(Arrival dispatch, int n, Conversation where, Happening what) {
    return dispatch.event(
        dispatch.delivery(n), Optional.empty(), Optional.of(where), Optional.empty(), what);
  }

  Translation guild(Arrival dispatch, JsonNode guild) {
    Optional<Instant> joined = time(guild, "joined_at");
    boolean news =
        joined.filter(at -> at.isAfter(dispatch.receivedAt().minus(JUST_JOINED))).isPresent();
    if (!news) {
      return Translation.ignored("guild_create");
    }
    return Translation.of(
        dispatch.event(
            dispatch
                .ids()
                .delivery(
                    "guild-"
                        + id(guild, "id").orElse("0")
                        + "-added-"
                        + joined.get().toEpochMilli()),
            joined,
            Optional.empty(),
            Optional.empty(),
            new Happening.BotAdded()));
  }

  /** A guild that only fails to answer says so; one that put the bot out says nothing. */
  Translation guildGone(Arrival dispatch, JsonNode guild) {
    return guild.has("unavailable")
        ? Translation.ignored("guild_outage")
        : Translation.of(
            dispatch.event(
                dispatch.delivery(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Happening.BotRemoved()));
  }
}
