package dev.milena.platform.vk;

import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Member;
import dev.milena.model.Participant;
import java.util.Optional;

/**
 * Who and where, told from the number alone: people are positive, communities negative, chats lie
 * in a range of their own. Pure.
 *
 * @param groupId our community
 */
record VkPeers(String groupId) {
  /** What the number of a chat is added to. */
  private static final long CHATS = 2_000_000_000L;

  /**
   * Highest number of a chat, by the schema of {@code messages.send}. People's ids may lie beyond.
   */
  private static final long CHAT_MAX = 100_000_000L;

  static boolean isChat(String peer) {
    long number = Long.parseLong(peer);
    return number > CHATS && number <= CHATS + CHAT_MAX;
  }

  static boolean isCommunity(String peer) {
    return peer.startsWith("-");
  }

  static Conversation conversation(String peer) {
    return Conversation.of(peer, isChat(peer) ? ConversationType.GROUP : ConversationType.DIRECT);
  }

  boolean isUs(String peer) {
    return peer.equals("-" + groupId);
  }

  Participant participant(String peer) {
    return new Participant(peer, Optional.empty(), Optional.empty(), isCommunity(peer), isUs(peer));
  }

  /** Somebody of the community, by name or not, wrote in its name. */
  Participant ourselves(boolean byHand) {
    return new Participant("-" + groupId, Optional.empty(), Optional.empty(), !byHand, true);
  }

  Member member(String peer) {
    return new Member(peer, Optional.empty(), isCommunity(peer), isUs(peer));
  }
}
