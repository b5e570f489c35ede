package dev.milena.platform.vk;

import java.util.List;
import java.util.Set;

/**
 * What a community can be told of. Any other kind is one of tomorrow, and is parked.
 *
 * @see <a href="https://dev.vk.com/ru/api/community-events/json-schema">Community events, read
 *     2026-11-21</a>
 */
final class VkKinds {
  private VkKinds() {}

  /** What the hub has a word for; these are switched on for the Long Poll. */
  static final List<String> UNDERSTOOD =
      List.of(
          "message_new",
          "message_reply",
          "message_edit",
          "message_event",
          "message_reaction_event",
          "message_read",
          "message_typing_state",
          "message_allow",
          "message_deny",
          "group_join",
          "group_leave");

  /** Known, and of no use to a conversation. */
  static final Set<String> LEFT_OUT =
      Set.of(
          "app_payload",
          "audio_new",
          "board_post_delete",
          "board_post_edit",
          "board_post_new",
          "board_post_restore",
          "donut_money_withdraw",
          "donut_money_withdraw_error",
          "donut_subscription_cancelled",
          "donut_subscription_create",
          "donut_subscription_expired",
          "donut_subscription_price_changed",
          "donut_subscription_prolonged",
          "group_change_photo",
          "group_change_settings",
          "group_officers_edit",
          "lead_forms_new",
          "like_add",
          "like_remove",
          "market_comment_delete",
          "market_comment_edit",
          "market_comment_new",
          "market_comment_restore",
          "market_order_edit",
          "market_order_new",
          "messages_edit",
          "photo_comment_delete",
          "photo_comment_edit",
          "photo_comment_new",
          "photo_comment_restore",
          "photo_new",
          "poll_vote_new",
          "user_block",
          "user_unblock",
          "video_comment_delete",
          "video_comment_edit",
          "video_comment_new",
          "video_comment_restore",
          "video_new",
          "vkpay_transaction",
          "wall_post_new",
          "wall_reply_delete",
          "wall_reply_edit",
          "wall_reply_new",
          "wall_reply_restore",
          "wall_repost",
          "wall_schedule_post_delete",
          "wall_schedule_post_new");
}
