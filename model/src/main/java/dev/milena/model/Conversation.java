package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.Optional;

/**
 * A chat as an event shows it.
 *
 * @param id the platform's id, exactly as on the wire
 * @param type who can be in it; absent where the input does not tell
 * @param title its display name, if it has one
 * @param thread the thread inside it that the event belongs to
 * @param workspace see {@link ConversationRef#workspace()}
 * @param session the platform's id of what is going on there now, where it counts that by itself:
 *     the chat or ticket of a desk whose conversation is the visitor
 * @param openUntil until when the platform lets the account write freely there, where it lets it
 *     only for a while after the person was last heard: each thing that they say moves it. Absent
 *     where there is no such limit, or the input does not tell
 */
public record Conversation(
    String id,
    // A kind of chat that a newer version knows is one that the input does not tell.
    @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
        Optional<ConversationType> type,
    Optional<String> title,
    Optional<String> thread,
    Optional<String> workspace,
    Optional<String> session,
    Optional<Instant> openUntil) {
  public Conversation {
    Words.require(id, "conversation id");
  }

  /** A conversation in which the account may write whenever it likes. */
  public Conversation(
      String id,
      Optional<ConversationType> type,
      Optional<String> title,
      Optional<String> thread,
      Optional<String> workspace,
      Optional<String> session) {
    this(id, type, title, thread, workspace, session, Optional.empty());
  }

  public static Conversation of(String id, ConversationType type) {
    return new Conversation(
        id,
        Optional.of(type),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same conversation, with what is going on there now. */
  public Conversation during(Optional<String> newSession) {
    return new Conversation(id, type, title, thread, workspace, newSession, openUntil);
  }

  /** The same conversation, in which the account may write freely until then. */
  public Conversation openUntil(Instant end) {
    return new Conversation(id, type, title, thread, workspace, session, Optional.of(end));
  }

  /** Its name among all conversations of the hub. */
  public ConversationRef ref(AccountRef account) {
    return new ConversationRef(account, workspace, id);
  }

  /** Titles belong to people and stay out of logs. */
  @Override
  public String toString() {
    return "Conversation[" + id + "]";
  }
}
