package dev.milena.platform.telegram;

import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.telegram.TelegramFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;

/**
 * Reads who may be in a chat, ourselves included. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#chatmemberupdated">ChatMemberUpdated, read
 *     2026-11-21</a>
 */
final class TelegramMembership {
  private final TelegramPeople people;

  TelegramMembership(TelegramPeople people) {
    this.people = people;
  }

  /** One coming or going of one member, whichever way Telegram tells it. */
  static String idOf(
      Arrival update, Conversation where, Member member, String kind, JsonNode dated) {
    return update.about(where, member.id(), kind, id(dated, "date").orElse("0"));
  }

  /** Somebody came or went. */
  Translation others(Arrival update, JsonNode change) {
    boolean was = isIn(change.path("old_chat_member"));
    boolean is = isIn(change.path("new_chat_member"));
    Optional<Member> member = people.member(change.path("new_chat_member").path("user"));
    Optional<Conversation> where = people.of(change);
    if (member.isEmpty() || where.isEmpty()) {
      return Translation.unknown("chat_member_form");
    }
    if (was == is) {
      return Translation.ignored("membership_unchanged");
    }
    return event(
        update,
        change,
        idOf(update, where.get(), member.get(), is ? "joined" : "left", change),
        is
            ? new Happening.MemberJoined(Optional.empty(), member.get(), List.of())
            : new Happening.MemberLeft(Optional.empty(), member.get(), List.of()));
  }

  /** We were let in or put out; in a private chat, unblocked or blocked. */
  Translation ourselves(Arrival update, JsonNode change) {
    boolean was = isIn(change.path("old_chat_member"));
    boolean is = isIn(change.path("new_chat_member"));
    Optional<Conversation> where = people.of(change);
    if (where.isEmpty()) {
      return Translation.unknown("my_chat_member_form");
    }
    if (where.get().type().filter(ConversationType.DIRECT::equals).isPresent()) {
      return event(
          update,
          change,
          update.delivery(),
          is ? new Happening.BotUnblocked() : new Happening.BotBlocked());
    }
    if (was == is) {
      return Translation.ignored("membership_unchanged");
    }
    return event(
        update,
        change,
        update.delivery(),
        is ? new Happening.BotAdded() : new Happening.BotRemoved());
  }

  private Translation event(Arrival update, JsonNode change, String id, Happening what) {
    return Translation.of(
        update.event(
            id, time(change, "date"), people.of(change), people.user(change.path("from")), what));
  }

  private static boolean isIn(JsonNode member) {
    return switch (text(member, "status").orElse("")) {
      case "creator", "administrator", "member" -> true;
      case "restricted" -> flag(member, "is_member");
      default -> false;
    };
  }
}
