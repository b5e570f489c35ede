package dev.milena.platform.slack;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.slack.SlackFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import dev.milena.model.Pointer;
import dev.milena.model.Reaction;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what Slack says into the hub's words, whatever way it came: an event, a press or a form, a
 * slash command. Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/events">Events, read 2026-11-21</a>
 */
final class SlackEvents {
  /** Known, and of no use to a conversation, or told better by another event. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "app_deleted",
          "app_home_opened",
          "app_installed",
          "app_requested",
          "app_uninstalled_team",
          "assistant_thread_context_changed",
          "assistant_thread_started",
          "call_rejected",
          "channel_archive",
          "channel_created",
          "channel_deleted",
          "channel_history_changed",
          "channel_id_changed",
          "channel_left",
          "channel_rename",
          "channel_shared",
          "channel_unarchive",
          "channel_unshared",
          "dnd_updated",
          "dnd_updated_user",
          "email_domain_changed",
          "emoji_changed",
          "entity_details_requested",
          "file_change",
          "file_comment_added",
          "file_comment_deleted",
          "file_comment_edited",
          "file_created",
          "file_deleted",
          "file_public",
          "file_shared",
          "file_unshared",
          "function_executed",
          "grid_migration_finished",
          "grid_migration_started",
          "group_archive",
          "group_close",
          "group_deleted",
          "group_history_changed",
          "group_left",
          "group_open",
          "group_rename",
          "group_unarchive",
          "im_close",
          "im_created",
          "im_history_changed",
          "im_open",
          "invite_requested",
          "link_shared",
          "message_metadata_deleted",
          "message_metadata_posted",
          "message_metadata_updated",
          "pin_added",
          "pin_removed",
          "resources_added",
          "resources_removed",
          "scope_denied",
          "scope_granted",
          "shared_channel_invite_accepted",
          "shared_channel_invite_approved",
          "shared_channel_invite_declined",
          "shared_channel_invite_received",
          "shared_channel_invite_requested",
          "star_added",
          "star_removed",
          "subteam_created",
          "subteam_members_changed",
          "subteam_self_added",
          "subteam_self_removed",
          "subteam_updated",
          "team_access_granted",
          "team_access_revoked",
          "team_domain_change",
          "team_join",
          "team_rename",
          "user_change",
          "user_connection",
          "user_huddle_changed",
          "user_profile_changed",
          "user_resource_denied",
          "user_resource_granted",
          "user_resource_removed",
          "user_status_changed",
          "workflow_deleted",
          "workflow_published",
          "workflow_step_deleted",
          "workflow_step_execute",
          "workflow_unpublished");

  private final AccountRef account;
  private final SlackAccount settings;

  private SlackEvents(AccountRef account, SlackAccount settings) {
    this.account = account;
    this.settings = settings;
  }

  static SlackEvents of(Account account) {
    return new SlackEvents(account.ref(), SlackAccount.of(account));
  }

  /** Whether it is something that Slack says at all. */
  static boolean isPayload(JsonNode input) {
    return input.isObject() && (id(input, "type").isPresent() || id(input, "command").isPresent());
  }

  /**
   * Never fails: what cannot be read must not stand in the way of what is behind it, so it is
   * parked.
   */
  Translation translate(JsonNode payload, Instant receivedAt) {
    return Translation.guarded(
        "payload_form", () -> read(SlackEnvelope.of(account, settings, payload, receivedAt)));
  }

  private static Translation read(SlackEnvelope envelope) {
    JsonNode payload = envelope.payload();
    if (!payload.has("type")) {
      return SlackCommand.read(envelope);
    }
    return switch (payload.path("type").asText()) {
      case "event_callback" -> event(envelope, payload.path("event"));
      case "app_rate_limited" -> Translation.ignored("app_rate_limited");
      case "block_actions", "interactive_message" -> SlackInteractions.pressed(envelope);
      case "view_submission", "dialog_submission" -> SlackInteractions.submitted(envelope);
      case "shortcut", "message_action" -> SlackInteractions.shortcut(envelope);
      case "view_closed" -> SlackInteractions.closed(envelope);
      case "dialog_cancellation" -> Translation.ignored("form_closed");
      // Answered at once with no choices: nobody of the hub's could offer any in time.
      case "block_suggestion", "dialog_suggestion" -> Translation.ignored("suggestion");
      default -> Translation.unknown("payload_type");
    };
  }

  private static Translation event(SlackEnvelope envelope, JsonNode event) {
    String type = event.path("type").asText();
    return switch (type) {
      case "message", "app_mention" -> SlackMessages.read(envelope, event);
      case "reaction_added", "reaction_removed" -> reaction(envelope, event);
      case "member_joined_channel", "member_left_channel" -> membership(envelope, event);
      case "app_uninstalled", "tokens_revoked" -> removed(envelope);
      default ->
          LEFT_OUT.contains(type) ? Translation.ignored(type) : Translation.unknown("event_type");
    };
  }

  private static Translation reaction(SlackEnvelope envelope, JsonNode event) {
    JsonNode item = event.path("item");
    if (!item.path("type").asText().equals("message")) {
      return Translation.ignored("reaction_to_file");
    }
    Optional<String> channel = id(item, "channel");
    Optional<String> message = id(item, "ts");
    Optional<String> name = id(event, "reaction");
    Optional<Participant> who = id(event, "user").map(envelope.people()::user);
    if (channel.isEmpty() || message.isEmpty() || name.isEmpty()) {
      return Translation.unknown("reaction_form");
    }
    if (who.filter(Participant::self).isPresent()) {
      return Translation.ignored("own_reaction");
    }
    boolean added = event.path("type").asText().equals("reaction_added");
    Conversation where = envelope.where(channel.get(), item);
    Pointer about = new Pointer(message.get());
    Reaction reaction = SlackEmoji.reaction(name.get());
    String eventId =
        envelope.about(
            where,
            message.get(),
            added ? "reacted" : "unreacted",
            who.map(Participant::id).orElse(""),
            name.get(),
            id(event, "event_ts").orElse(""));
    return Translation.of(
        envelope.event(
            eventId,
            time(event, "event_ts"),
            Optional.of(where),
            who,
            added
                ? new Happening.ReactionAdded(about, reaction)
                : new Happening.ReactionRemoved(about, reaction)));
  }

  /** Whoever let them in acted; who comes by themselves did. */
  private static Translation membership(SlackEnvelope envelope, JsonNode event) {
    Optional<String> channel = id(event, "channel");
    Optional<String> user = id(event, "user");
    if (channel.isEmpty() || user.isEmpty()) {
      return Translation.unknown("membership_form");
    }
    boolean joined = event.path("type").asText().equals("member_joined_channel");
    boolean self = envelope.people().isSelf(user.get());
    Member member = new Member(user.get(), Optional.empty(), self, self);
    Happening what =
        self
            ? joined ? new Happening.BotAdded() : new Happening.BotRemoved()
            : joined
                ? new Happening.MemberJoined(Optional.empty(), member, List.of())
                : new Happening.MemberLeft(Optional.empty(), member, List.of());
    // Here the type of a channel is the first letter of its id.
    Conversation where =
        envelope
            .conversations()
            .of(channel.get(), Optional.empty(), Optional.empty(), envelope.team());
    return Translation.of(
        envelope.event(
            envelope.delivery(),
            time(event, "event_ts"),
            Optional.of(where),
            id(event, "inviter").or(() -> user).map(envelope.people()::user),
            what));
  }

  private static Translation removed(SlackEnvelope envelope) {
    JsonNode event = envelope.payload().path("event");
    boolean botStays =
        object(event, "tokens").filter(t -> !t.path("bot").isEmpty()).isEmpty()
            && event.path("type").asText().equals("tokens_revoked");
    return botStays
        ? Translation.ignored("user_token_revoked")
        : Translation.of(
            envelope.event(
                envelope.delivery(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Happening.BotRemoved()));
  }
}
