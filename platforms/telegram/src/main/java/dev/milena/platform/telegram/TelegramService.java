package dev.milena.platform.telegram;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.telegram.TelegramFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.Happening;
import dev.milena.model.Happening.ConversationMigrated;
import dev.milena.model.Happening.MemberJoined;
import dev.milena.model.Happening.MemberLeft;
import dev.milena.model.Member;
import dev.milena.model.Move;
import dev.milena.model.Pointer;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads messages that nobody wrote: somebody came or went, the chat moved, and a long list of
 * things that are of no interest to a conversation. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#message">Message, read 2026-11-21</a>
 */
final class TelegramService {
  /** Known and left out; of the Bot API up to 10.3. */
  private static final Set<String> OF_NO_INTEREST =
      Set.of(
          "boost_added",
          "channel_chat_created",
          "chat_background_set",
          "chat_owner_changed",
          "chat_owner_left",
          "chat_shared",
          "checklist_tasks_added",
          "checklist_tasks_done",
          "connected_website",
          "delete_chat_photo",
          "direct_message_price_changed",
          "forum_topic_closed",
          "forum_topic_created",
          "forum_topic_edited",
          "forum_topic_reopened",
          "general_forum_topic_hidden",
          "general_forum_topic_unhidden",
          "gift",
          "gift_upgrade_sent",
          "giveaway",
          "giveaway_completed",
          "giveaway_created",
          "giveaway_winners",
          "group_chat_created",
          "managed_bot_created",
          "message_auto_delete_timer_changed",
          "new_chat_photo",
          "new_chat_title",
          "paid_message_price_changed",
          "passport_data",
          "pinned_message",
          "poll_option_added",
          "poll_option_deleted",
          "proximity_alert_triggered",
          "refunded_payment",
          "successful_payment",
          "suggested_post_approval_failed",
          "suggested_post_approved",
          "suggested_post_declined",
          "suggested_post_paid",
          "suggested_post_refunded",
          "supergroup_chat_created",
          "unique_gift",
          "users_shared",
          "video_chat_ended",
          "video_chat_participants_invited",
          "video_chat_scheduled",
          "video_chat_started",
          "voice_chat_ended",
          "voice_chat_participants_invited",
          "voice_chat_scheduled",
          "voice_chat_started",
          "web_app_data",
          "write_access_allowed");

  /** A family that keeps growing. */
  private static final String COMMUNITY = "community_";

  private final TelegramPeople people;

  TelegramService(TelegramPeople people) {
    this.people = people;
  }

  /** What a message says that carries nobody's words; absent if it does. */
  Optional<Translation> read(Arrival update, JsonNode message) {
    if (message.has("new_chat_members") || message.has("new_chat_member")) {
      return Optional.of(joined(update, message));
    }
    if (message.has("left_chat_member")) {
      return Optional.of(left(update, message));
    }
    if (message.has("migrate_to_chat_id") || message.has("migrate_from_chat_id")) {
      return Optional.of(migrated(update, message));
    }
    if (carriesWords(message)) {
      return Optional.empty();
    }
    return Optional.of(
        isOfNoInterest(message)
            ? Translation.ignored("service_message")
            : Translation.unknown("message_content"));
  }

  private static boolean carriesWords(JsonNode message) {
    return message.has("text")
        || message.has("caption")
        || message.has("rich_message")
        || TelegramAttachments.any(message);
  }

  private static boolean isOfNoInterest(JsonNode message) {
    return message
        .propertyStream()
        .anyMatch(p -> OF_NO_INTEREST.contains(p.getKey()) || p.getKey().startsWith(COMMUNITY));
  }

  /**
   * Somebody who comes alone may be announced twice, here and as a {@code chat_member}; both are
   * one event.
   */
  private Translation joined(Arrival update, JsonNode message) {
    List<Member> members =
        each(message, "new_chat_members").map(people::member).flatMap(Optional::stream).toList();
    if (members.isEmpty()) {
      members = people.member(message.path("new_chat_member")).stream().toList();
    }
    List<Member> all = members;
    return people
        .of(message)
        .filter(_ -> !all.isEmpty())
        .map(where ->
            event(
                update,
                message,
                where,
                all.size() == 1
                    ? TelegramMembership.idOf(update, where, all.getFirst(), "joined", message)
                    : TelegramFields.about(update, where, id(message, "message_id"), "joined"),
                new MemberJoined(
                    pointer(message), all.getFirst(), all.size() > 1 ? all : List.of())))
        .orElseGet(() -> Translation.unknown("message_form"));
  }

  private Translation left(Arrival update, JsonNode message) {
    return people
        .of(message)
        .flatMap(where ->
            people
                .member(message.path("left_chat_member"))
                .map(member ->
                    event(
                        update,
                        message,
                        where,
                        TelegramMembership.idOf(update, where, member, "left", message),
                        new MemberLeft(pointer(message), member, List.of()))))
        .orElseGet(() -> Translation.unknown("message_form"));
  }

  private Translation migrated(Arrival update, JsonNode message) {
    Move move = new Move(id(message, "migrate_from_chat_id"), id(message, "migrate_to_chat_id"));
    return people
        .of(message)
        .map(where ->
            event(
                update,
                message,
                where,
                TelegramFields.about(update, where, id(message, "message_id"), "migrated"),
                new ConversationMigrated(pointer(message), move)))
        .orElseGet(() -> Translation.unknown("message_form"));
  }

  private Translation event(
      Arrival update, JsonNode message, Conversation where, String id, Happening what) {
    return Translation.of(
        update.event(id, time(message, "date"), Optional.of(where), people.writer(message), what));
  }

  private static Optional<Pointer> pointer(JsonNode message) {
    return id(message, "message_id").map(Pointer::new);
  }
}
