package dev.milena.platform.slack;

import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import java.util.Optional;
import java.util.Set;

/**
 * Where things happen. A channel's id is unique, so the workspace stands in its name only where the
 * app is installed in several: then it says which token sees it. Pure.
 *
 * @param further the workspaces beside the account's first one
 */
record SlackConversations(Set<String> further) {
  SlackConversations {
    further = Set.copyOf(further);
  }

  /**
   * @param type what Slack says of it, {@code im}, {@code mpim}, {@code group} (a private channel)
   *     or {@code channel}; older and other payloads leave it out, then the id tells
   * @param team the workspace or enterprise whose installation sees it
   */
  Conversation of(
      String channel, Optional<String> type, Optional<String> thread, Optional<String> team) {
    return new Conversation(
        channel,
        Optional.of(typeOf(channel, type)),
        Optional.empty(),
        thread,
        workspace(team),
        Optional.empty());
  }

  /** The workspace as it stands in names. */
  Optional<String> workspace(Optional<String> team) {
    return team.filter(further::contains);
  }

  private static ConversationType typeOf(String channel, Optional<String> type) {
    return switch (type.orElse("")) {
      case "im" -> ConversationType.DIRECT;
      case "mpim" -> ConversationType.GROUP;
      case "channel", "group" -> ConversationType.CHANNEL;
      default -> byId(channel);
    };
  }

  private static ConversationType byId(String channel) {
    return switch (channel.charAt(0)) {
      case 'D' -> ConversationType.DIRECT;
      case 'G' -> ConversationType.GROUP;
      default -> ConversationType.CHANNEL;
    };
  }
}
