package dev.milena.router.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may talk to an account.
 *
 * @param account {@code platform/name}, {@code platform/*} or {@code *}{@code /*}
 * @param allowedChats ids of conversations; empty: all
 * @param allowedSenders ids of senders; empty: all
 * @param deniedSenders ids of senders who may not, whatever else is allowed
 * @param denyMessage what who was turned away reads; absent: nothing
 */
public record AccessRule(
    String account,
    Set<String> allowedChats,
    Set<String> allowedSenders,
    Set<String> deniedSenders,
    Optional<String> denyMessage) {
  public AccessRule {
    allowedChats = Set.copyOf(allowedChats);
    allowedSenders = Set.copyOf(allowedSenders);
    deniedSenders = Set.copyOf(deniedSenders);
    denyMessage = denyMessage.filter(m -> !m.isBlank());
  }

  public static AccessRule of(
      String account,
      List<String> allowedChats,
      List<String> allowedSenders,
      List<String> deniedSenders,
      Optional<String> denyMessage) {
    return new AccessRule(
        account,
        Set.copyOf(allowedChats),
        Set.copyOf(allowedSenders),
        Set.copyOf(deniedSenders),
        denyMessage);
  }

  /**
   * Judges by conversation, then by the list of the allowed, then by that of the denied. What the
   * event does not name is not judged: a list of chats says nothing about what happens outside of
   * chats.
   */
  Verdict judge(Optional<String> chat, Optional<String> sender) {
    if (!allowedChats.isEmpty() && chat.filter(c -> !allowedChats.contains(c)).isPresent()) {
      return denied("chat_not_allowed");
    }
    if (!allowedSenders.isEmpty() && sender.filter(s -> !allowedSenders.contains(s)).isPresent()) {
      return denied("sender_not_allowed");
    }
    if (sender.filter(deniedSenders::contains).isPresent()) {
      return denied("sender_denied");
    }
    return new Verdict.Allowed();
  }

  private Verdict denied(String reason) {
    return new Verdict.Denied(reason, account, denyMessage);
  }
}
