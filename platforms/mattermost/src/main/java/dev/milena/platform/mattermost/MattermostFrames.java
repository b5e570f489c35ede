package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.ids;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.mattermost.MattermostFields.nested;
import static dev.milena.platform.mattermost.MattermostFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Happening;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import dev.milena.platform.Translation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the socket brings. What carries no id of its own is named by the connection and its
 * number there, which a resumed connection repeats. Pure.
 *
 * @see <a href="https://api.mattermost.com/#tag/WebSocket">WebSocket, read 2026-11-21</a>
 */
final class MattermostFrames {
  /** Known, and of no use to a conversation; up to server 11. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "hello",
          "response",
          "status_change",
          "channel_viewed",
          "multiple_channels_viewed",
          "thread_updated",
          "thread_follow_changed",
          "thread_read_changed",
          "ephemeral_message",
          "channel_created",
          "channel_converted",
          "channel_member_updated",
          "channel_scheme_updated",
          "channel_bookmark_created",
          "channel_bookmark_updated",
          "channel_bookmark_deleted",
          "channel_bookmark_sorted",
          "added_to_team",
          "leave_team",
          "update_team",
          "delete_team",
          "restore_team",
          "update_team_scheme",
          "memberrole_updated",
          "new_user",
          "user_updated",
          "user_role_updated",
          "user_activation_status_change",
          "role_updated",
          "license_changed",
          "config_changed",
          "guests_deactivated",
          "preference_changed",
          "preferences_changed",
          "preferences_deleted",
          "emoji_added",
          "authentication_challenge",
          "post_unread",
          "post_acknowledgement_added",
          "post_acknowledgement_removed",
          "persistent_notification_triggered",
          "burn_on_read_post_revealed",
          "draft_created",
          "draft_updated",
          "draft_deleted",
          "scheduled_post_created",
          "scheduled_post_updated",
          "scheduled_post_deleted",
          "sidebar_category_created",
          "sidebar_category_updated",
          "sidebar_category_deleted",
          "sidebar_category_order_updated",
          "plugin_statuses_changed",
          "plugin_enabled",
          "plugin_disabled",
          "open_dialog",
          "received_group",
          "received_group_associated_to_team",
          "received_group_not_associated_to_team",
          "received_group_associated_to_channel",
          "received_group_not_associated_to_channel",
          "group_member_add",
          "group_member_deleted",
          "first_admin_visit_marketplace_status_received",
          "cloud_payment_status_updated",
          "cloud_subscription_changed",
          "hosted_customer_signup_progress_updated",
          "warn_metric_status_received",
          "warn_metric_status_removed",
          "custom_profile_attributes_field_created",
          "custom_profile_attributes_field_updated",
          "custom_profile_attributes_field_deleted",
          "custom_profile_attributes_values_updated",
          "presence_indicator");

  private final MattermostInput input;
  private final String connection;
  private final MattermostPosts posts;

  /**
   * @param connection the server's name for this connection
   */
  MattermostFrames(MattermostInput input, String connection) {
    this.input = input;
    this.connection = connection;
    this.posts = new MattermostPosts(input);
  }

  /** Whether it is part of the talk between the server and us, and tells of nobody. */
  static boolean isControl(JsonNode frame) {
    return frame.has("seq_reply") || frame.path("event").asText().equals("hello");
  }

  static boolean isFrame(JsonNode input) {
    return input.isObject() && (input.path("event").isTextual() || input.has("seq_reply"));
  }

  /**
   * Never fails: a frame that cannot be read must not stand in the way of those behind it, so it is
   * parked.
   */
  Translation translate(JsonNode frame) {
    return Translation.guarded("event_form", () -> read(frame));
  }

  private Translation read(JsonNode frame) {
    JsonNode data = frame.path("data");
    String event = text(frame, "event").orElse("");
    return switch (event) {
      case "posted" -> posts.created(nested(data, "post"), around(data));
      case "post_edited" -> posts.edited(nested(data, "post"), around(data));
      case "post_deleted" -> posts.deleted(nested(data, "post"));
      case "reaction_added" -> reaction(frame, true);
      case "reaction_removed" -> reaction(frame, false);
      case "user_added" -> added(frame);
      case "user_removed" -> removed(frame);
      case "direct_added" -> opened(frame, ConversationType.DIRECT);
      case "group_added" -> opened(frame, ConversationType.GROUP);
      case "typing" -> typing(frame);
      case "channel_updated" -> updated(frame);
      case "channel_deleted" -> changed(frame, new Happening.ConversationClosed());
      case "channel_restored" -> changed(frame, new Happening.ConversationOpened());
      default -> leftOut(event);
    };
  }

  /** Plugins name their events after themselves. */
  private static Translation leftOut(String event) {
    if (LEFT_OUT.contains(event)) {
      return Translation.ignored(event);
    }
    return event.startsWith("custom_")
        ? Translation.ignored("plugin_event")
        : Translation.unknown("event");
  }

  private static MattermostPosts.Around around(JsonNode data) {
    return new MattermostPosts.Around(
        MattermostInput.type(id(data, "channel_type")),
        id(data, "channel_display_name"),
        id(data, "sender_name"),
        mentions(data));
  }

  private static List<String> mentions(JsonNode data) {
    return id(data, "mentions").isEmpty()
        ? List.of()
        : ids(JsonNodeFactory.instance.objectNode().set("ids", nested(data, "mentions")), "ids");
  }

  private Translation reaction(JsonNode frame, boolean added) {
    return MattermostReactions.read(
        input, nested(frame.path("data"), "reaction"), channelOf(frame), added);
  }

  private Translation added(JsonNode frame) {
    Optional<String> channel = channelOf(frame);
    Optional<String> user = id(frame.path("data"), "user_id");
    if (channel.isEmpty() || user.isEmpty()) {
      return Translation.unknown("user_added_form");
    }
    return event(
        frame,
        channel.get(),
        Optional.empty(),
        input.isSelf(user.get())
            ? new Happening.BotAdded()
            : new Happening.MemberJoined(Optional.empty(), member(user.get()), List.of()));
  }

  /** The channel is told who left; who was put out is told from where. */
  private Translation removed(JsonNode frame) {
    JsonNode data = frame.path("data");
    Optional<String> channel = channelOf(frame).or(() -> id(data, "channel_id"));
    String user = id(data, "user_id").or(() -> id(frame.path("broadcast"), "user_id")).orElse("");
    if (channel.isEmpty() || user.isEmpty()) {
      return Translation.unknown("user_removed_form");
    }
    return event(
        frame,
        channel.get(),
        id(data, "remover_id").map(input::user),
        input.isSelf(user)
            ? new Happening.BotRemoved()
            : new Happening.MemberLeft(Optional.empty(), member(user), List.of()));
  }

  private Member member(String user) {
    return new Member(user, Optional.empty(), false, input.isSelf(user));
  }

  private Translation opened(JsonNode frame, ConversationType type) {
    Optional<Participant> creator = id(frame.path("data"), "creator_id").map(input::user);
    return channelOf(frame)
        .map(channel ->
            Translation.of(
                input.event(
                    delivery(frame),
                    Optional.empty(),
                    Conversation.of(channel, type),
                    creator,
                    new Happening.ConversationOpened())))
        .orElseGet(() -> Translation.unknown("channel_form"));
  }

  private Translation typing(JsonNode frame) {
    JsonNode data = frame.path("data");
    Optional<String> user = id(data, "user_id");
    if (user.filter(input::isSelf).isPresent()) {
      return Translation.ignored("own_typing");
    }
    return channelOf(frame)
        .map(channel ->
            Translation.of(
                input.event(
                    delivery(frame),
                    Optional.empty(),
                    MattermostInput.channel(channel, id(data, "parent_id")),
                    user.map(input::user),
                    new Happening.Typing())))
        .orElseGet(() -> Translation.unknown("typing_form"));
  }

  private Translation updated(JsonNode frame) {
    JsonNode channel = nested(frame.path("data"), "channel");
    return id(channel, "id")
        .map(id ->
            Translation.of(
                input.event(
                    delivery(frame),
                    time(channel, "update_at"),
                    new Conversation(
                        id,
                        MattermostInput.type(id(channel, "type")),
                        id(channel, "display_name"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    Optional.empty(),
                    new Happening.ConversationUpdated())))
        .orElseGet(() -> Translation.unknown("channel_form"));
  }

  private Translation changed(JsonNode frame, Happening what) {
    return id(frame.path("data"), "channel_id")
        .or(() -> channelOf(frame))
        .map(channel -> event(frame, channel, Optional.empty(), what))
        .orElseGet(() -> Translation.unknown("channel_form"));
  }

  private Translation event(
      JsonNode frame, String channel, Optional<Participant> who, Happening what) {
    return Translation.of(
        input.event(
            delivery(frame),
            Optional.empty(),
            MattermostInput.channel(channel, Optional.empty()),
            who,
            what));
  }

  private static Optional<String> channelOf(JsonNode frame) {
    return id(frame.path("broadcast"), "channel_id");
  }

  private String delivery(JsonNode frame) {
    return input.ids().delivery(connection + "-" + frame.path("seq").asText("0"));
  }
}
