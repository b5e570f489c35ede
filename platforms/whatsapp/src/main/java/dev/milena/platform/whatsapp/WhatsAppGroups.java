package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Happening;
import dev.milena.model.Happening.ConversationClosed;
import dev.milena.model.Happening.ConversationOpened;
import dev.milena.model.Happening.ConversationUpdated;
import dev.milena.model.Happening.MemberJoined;
import dev.milena.model.Happening.MemberLeft;
import dev.milena.model.Member;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;

/**
 * Reads what happens to groups that the business has made. Who came and who went is told by its
 * list: Meta's own example of a removal is still called a creation. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/webhooks">Groups
 *     webhooks, read 2026-11-21</a>
 */
final class WhatsAppGroups {
  private final Arrival arrival;

  WhatsAppGroups(Arrival arrival) {
    this.arrival = arrival;
  }

  Translation read(JsonNode value) {
    return each(value, "groups")
        .map(this::readOne)
        .reduce(Translation::plus)
        .orElseGet(() -> Translation.unknown("groups_form"));
  }

  private Translation readOne(JsonNode group) {
    Optional<Conversation> where = id(group, "group_id").map(id -> conversation(id, group));
    if (where.isEmpty()) {
      return Translation.unknown("groups_form");
    }
    return what(group)
        .map(happening ->
            Translation.of(
                arrival.event(
                    deliveryId(group, happening),
                    WhatsAppFields.time(group),
                    where,
                    Optional.empty(),
                    happening)))
        .orElseGet(() -> Translation.ignored("group_change"));
  }

  private static Conversation conversation(String id, JsonNode group) {
    return new Conversation(
        id,
        Optional.of(ConversationType.GROUP),
        words(group, "subject"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private String deliveryId(JsonNode group, Happening what) {
    return arrival
        .ids()
        .delivery(
            String.join(
                "-",
                "group",
                id(group, "group_id").orElse(""),
                what.typeName(),
                id(group, "request_id").orElseGet(() -> id(group, "timestamp").orElse("0"))));
  }

  private Optional<Happening> what(JsonNode group) {
    List<Member> gone = members(group, "removed_participants");
    List<Member> come = members(group, "added_participants");
    String type = text(group, "type").orElse("");
    boolean lifecycle = arrival.id().equals("group_lifecycle_update");
    if (!gone.isEmpty()) {
      return Optional.of(new MemberLeft(Optional.empty(), gone.getFirst(), several(gone)));
    }
    if (lifecycle && type.equals("group_create")) {
      return Optional.of(new ConversationOpened());
    }
    if (lifecycle && type.equals("group_delete")) {
      return Optional.of(new ConversationClosed());
    }
    if (!come.isEmpty()) {
      return Optional.of(new MemberJoined(Optional.empty(), come.getFirst(), several(come)));
    }
    return arrival.id().equals("group_settings_update")
        ? Optional.of(new ConversationUpdated())
        : Optional.empty();
  }

  private static List<Member> several(List<Member> all) {
    return all.size() > 1 ? all : List.of();
  }

  /** Their numbers are numbers here, and texts everywhere else. */
  private static List<Member> members(JsonNode group, String field) {
    return each(group, field)
        .flatMap(p -> id(p, "wa_id").or(() -> id(p, "user_id")).or(() -> id(p, "input")).stream())
        .map(id -> new Member(id, Optional.empty(), false, false))
        .toList();
  }
}
