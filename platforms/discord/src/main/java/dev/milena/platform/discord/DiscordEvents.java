package dev.milena.platform.discord;

import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.EventIds;
import dev.milena.platform.Arrival;
import dev.milena.platform.Translation;
import java.time.Instant;
import java.util.Set;

/**
 * Turns what the Gateway dispatches, and what comes to the interactions endpoint, into the hub's
 * words. Pure.
 *
 * @see <a href="https://discord.com/developers/docs/events/gateway-events">Gateway events, read
 *     2026-11-21</a>
 */
final class DiscordEvents {
  /** Known, and of no use to a conversation. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "APPLICATION_COMMAND_PERMISSIONS_UPDATE",
          "AUTO_MODERATION_ACTION_EXECUTION",
          "AUTO_MODERATION_RULE_CREATE",
          "AUTO_MODERATION_RULE_DELETE",
          "AUTO_MODERATION_RULE_UPDATE",
          "CHANNEL_CREATE",
          "CHANNEL_DELETE",
          "CHANNEL_INFO",
          "CHANNEL_PINS_UPDATE",
          "CHANNEL_TOPIC_UPDATE",
          "CHANNEL_UPDATE",
          "ENTITLEMENT_CREATE",
          "ENTITLEMENT_DELETE",
          "ENTITLEMENT_UPDATE",
          "GUILD_APPLICATION_COMMAND_INDEX_UPDATE",
          "GUILD_AUDIT_LOG_ENTRY_CREATE",
          "GUILD_BAN_ADD",
          "GUILD_BAN_REMOVE",
          "GUILD_EMOJIS_UPDATE",
          "GUILD_INTEGRATIONS_UPDATE",
          "GUILD_JOIN_REQUEST_CREATE",
          "GUILD_JOIN_REQUEST_DELETE",
          "GUILD_JOIN_REQUEST_UPDATE",
          "GUILD_MEMBERS_CHUNK",
          "GUILD_MEMBER_UPDATE",
          "GUILD_ROLE_CREATE",
          "GUILD_ROLE_DELETE",
          "GUILD_ROLE_UPDATE",
          "GUILD_SCHEDULED_EVENT_CREATE",
          "GUILD_SCHEDULED_EVENT_DELETE",
          "GUILD_SCHEDULED_EVENT_UPDATE",
          "GUILD_SCHEDULED_EVENT_USER_ADD",
          "GUILD_SCHEDULED_EVENT_USER_REMOVE",
          "GUILD_SOUNDBOARD_SOUNDS_UPDATE",
          "GUILD_SOUNDBOARD_SOUND_CREATE",
          "GUILD_SOUNDBOARD_SOUND_DELETE",
          "GUILD_SOUNDBOARD_SOUND_UPDATE",
          "GUILD_STICKERS_UPDATE",
          "GUILD_UPDATE",
          "INTEGRATION_CREATE",
          "INTEGRATION_DELETE",
          "INTEGRATION_UPDATE",
          "INVITE_CREATE",
          "INVITE_DELETE",
          "PRESENCE_UPDATE",
          "RATE_LIMITED",
          "READY",
          "RESUMED",
          "SOUNDBOARD_SOUNDS",
          "STAGE_INSTANCE_CREATE",
          "STAGE_INSTANCE_DELETE",
          "STAGE_INSTANCE_UPDATE",
          "SUBSCRIPTION_CREATE",
          "SUBSCRIPTION_DELETE",
          "SUBSCRIPTION_UPDATE",
          "THREAD_CREATE",
          "THREAD_DELETE",
          "THREAD_LIST_SYNC",
          "THREAD_MEMBER_UPDATE",
          "THREAD_UPDATE",
          "TYPING_START",
          "USER_UPDATE",
          "VOICE_CHANNEL_EFFECT_SEND",
          "VOICE_CHANNEL_START_TIME_UPDATE",
          "VOICE_CHANNEL_STATUS_UPDATE",
          "VOICE_SERVER_UPDATE",
          "VOICE_STATE_UPDATE",
          "WEBHOOKS_UPDATE");

  private final AccountRef account;
  private final EventIds ids;
  private final DiscordMessages messages;
  private final DiscordReactions reactions;
  private final DiscordMembership membership;
  private final DiscordInteractions interactions;

  private DiscordEvents(AccountRef account, DiscordAccount settings) {
    this.account = account;
    this.ids = EventIds.of(DiscordPlatform.KEY, settings.botId());
    DiscordPeople people = new DiscordPeople(settings.botId());
    this.messages = new DiscordMessages(people, new DiscordAttachments(settings));
    this.reactions = new DiscordReactions(people);
    this.membership = new DiscordMembership(people);
    this.interactions = new DiscordInteractions(people);
  }

  static DiscordEvents of(Account account) {
    return new DiscordEvents(account.ref(), DiscordAccount.of(account));
  }

  /**
   * Reads a dispatch. Never fails: one that cannot be read must not stand in the way of those
   * behind it, so it is parked.
   *
   * @param session the Gateway's name of the session, in which sequence numbers are counted
   */
  Translation dispatch(String session, JsonNode frame, Instant receivedAt) {
    String number = frame.path("s").asText("0");
    Arrival arrival = new Arrival(account, ids, session + "-" + number, receivedAt);
    return Translation.guarded(
        "dispatch_form", () -> dispatch(text(frame, "t").orElse(""), frame.path("d"), arrival));
  }

  private Translation dispatch(String type, JsonNode body, Arrival dispatch) {
    return switch (type) {
      case "MESSAGE_CREATE" -> messages.created(dispatch, body);
      case "MESSAGE_UPDATE" -> messages.edited(dispatch, body);
      case "MESSAGE_DELETE" -> messages.deleted(dispatch, body);
      case "MESSAGE_DELETE_BULK" -> messages.deletedAtOnce(dispatch, body);
      case "MESSAGE_REACTION_ADD" -> reactions.added(dispatch, body);
      case "MESSAGE_REACTION_REMOVE" -> reactions.removed(dispatch, body);
      case "MESSAGE_REACTION_REMOVE_ALL" -> reactions.allRemoved(dispatch, body);
      case "MESSAGE_REACTION_REMOVE_EMOJI" -> reactions.emojiRemoved(dispatch, body);
      case "MESSAGE_POLL_VOTE_ADD" -> messages.voted(dispatch, body, true);
      case "MESSAGE_POLL_VOTE_REMOVE" -> messages.voted(dispatch, body, false);
      case "GUILD_MEMBER_ADD" -> membership.joined(dispatch, body);
      case "GUILD_MEMBER_REMOVE" -> membership.left(dispatch, body);
      case "THREAD_MEMBERS_UPDATE" -> membership.ofThread(dispatch, body);
      case "GUILD_CREATE" -> membership.guild(dispatch, body);
      case "GUILD_DELETE" -> membership.guildGone(dispatch, body);
      case "INTERACTION_CREATE" -> interaction(body, dispatch.receivedAt());
      default ->
          LEFT_OUT.contains(type)
              ? Translation.ignored(type.toLowerCase(java.util.Locale.ROOT))
              : Translation.unknown("dispatch_type");
    };
  }

  /** Reads an interaction, by whichever way it came. Never fails. */
  Translation interaction(JsonNode interaction, Instant receivedAt) {
    return Translation.guarded(
        "interaction_form", () -> interactions.read(account, ids, interaction, receivedAt));
  }
}
