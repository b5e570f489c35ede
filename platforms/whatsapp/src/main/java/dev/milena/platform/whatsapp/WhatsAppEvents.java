package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.EventIds;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns a notification into the hub's words. It is a list of lists: accounts, changes in each, and
 * messages, statuses or groups in each change. Pure.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages">The
 *     messages webhook, read 2026-11-21</a>
 */
final class WhatsAppEvents {
  private static final String OBJECT = "whatsapp_business_account";

  private static final Translation NOTHING = new Translation(List.of(), List.of());

  /** Known, and about no conversation; their names stand in the reason. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "account_alerts",
          "account_review_update",
          "account_settings_update",
          "account_update",
          "automatic_events",
          "business_capability_update",
          "business_status_update",
          "calls",
          "campaign_status_update",
          "flows",
          "history",
          "message_echoes",
          "message_template_components_update",
          "message_template_quality_update",
          "message_template_status_update",
          "messaging_handovers",
          "partner_solutions",
          "payment_configuration_update",
          "phone_number_name_update",
          "phone_number_quality_update",
          "security",
          "smb_app_state_sync",
          "standby",
          "template_category_update",
          "template_correct_category_detection",
          "tracking_events",
          "user_preferences");

  private final AccountRef account;
  private final String ownId;
  private final EventIds ids;

  WhatsAppEvents(AccountRef account, String ownId) {
    this.account = account;
    this.ownId = ownId;
    this.ids = EventIds.of(WhatsAppPlatform.KEY, ownId);
  }

  static WhatsAppEvents of(Account account) {
    return new WhatsAppEvents(account.ref(), WhatsAppAccount.of(account).phoneNumberId());
  }

  /** Whether it is a notification at all. */
  static boolean isNotification(JsonNode body) {
    return body.path("object").isTextual() && body.path("entry").isArray();
  }

  /**
   * Never fails: a part that cannot be read must not stand in the way of those beside it, so it is
   * parked.
   */
  Translation translate(JsonNode body, Instant receivedAt) {
    if (!text(body, "object").filter(OBJECT::equals).isPresent()) {
      return Translation.ignored("wrong_object");
    }
    return together(
        each(body, "entry")
            .flatMap(entry -> each(entry, "changes"))
            .map(change -> Translation.guarded("change_form", () -> read(change, receivedAt))));
  }

  private static Translation together(Stream<Translation> parts) {
    return parts.reduce(NOTHING, Translation::plus);
  }

  private Translation read(JsonNode change, Instant receivedAt) {
    String field = text(change, "field").orElse("");
    JsonNode value = change.path("value");
    if (LEFT_OUT.contains(field)) {
      return Translation.ignored("field_" + field);
    }
    if (!isOfNumber(field)) {
      return Translation.unknown("field");
    }
    if (id(value.path("metadata"), "phone_number_id").isEmpty()) {
      return Translation.unknown("value_form");
    }
    if (!id(value.path("metadata"), "phone_number_id").filter(ownId::equals).isPresent()) {
      return Translation.ignored("other_number");
    }
    Arrival arrival = new Arrival(account, ids, field, receivedAt);
    return field.startsWith("group_")
        ? new WhatsAppGroups(arrival).read(value)
        : news(arrival, value);
  }

  private static boolean isOfNumber(String field) {
    return switch (field) {
      case "messages",
          "smb_message_echoes",
          "group_lifecycle_update",
          "group_participants_update",
          "group_settings_update",
          "group_status_update" ->
          true;
      default -> false;
    };
  }

  /** Words of people, words of those who write beside us, and what became of ours. */
  private static Translation news(Arrival arrival, JsonNode value) {
    WhatsAppMessages messages = new WhatsAppMessages(arrival, new WhatsAppPeople(value));
    WhatsAppStatuses statuses = new WhatsAppStatuses(arrival);
    Translation all =
        together(
            Stream.of(
                    each(value, "messages").map(guarded("message_form", messages::received)),
                    each(value, "message_echoes").map(guarded("echo_form", messages::sentBeside)),
                    each(value, "statuses").map(guarded("status_form", statuses::read)),
                    each(value, "errors").map(_ -> Translation.ignored("errors")))
                .flatMap(parts -> parts));
    return all.equals(NOTHING) ? Translation.unknown("value_form") : all;
  }

  private static Function<JsonNode, Translation> guarded(
      String form, Function<JsonNode, Translation> read) {
    return part -> Translation.guarded(form, () -> read.apply(part));
  }
}
