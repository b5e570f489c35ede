package dev.milena.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened on a platform, in the hub's words.
 *
 * @param id names the event, not its delivery: see {@link EventIds}
 * @param account the account that saw it
 * @param time when it happened, by the platform's clock (the receipt, where the platform does not
 *     tell)
 * @param receivedAt when the hub took it
 * @param conversation where; absent for what has no conversation
 * @param sender who; absent where the platform does not tell
 * @param what what happened
 * @param expiresAt when an answer stops making sense; the router drops what is older
 */
public record Event(
    String id,
    AccountRef account,
    Instant time,
    Instant receivedAt,
    Optional<Conversation> conversation,
    Optional<Participant> sender,
    Happening what,
    Optional<Instant> expiresAt) {

  /** What stands before every type name. */
  public static final String TYPE_PREFIX = "dev.milena.";

  public Event {
    Words.require(id, "event id");
    Words.requirePart(time, "time");
    Words.requirePart(receivedAt, "time receivedAt");
  }

  /** The same, which makes no sense to answer after that time. */
  public Event expiring(Instant at) {
    return new Event(id, account, time, receivedAt, conversation, sender, what, Optional.of(at));
  }

  /** The CloudEvents type. */
  public String type() {
    return TYPE_PREFIX + what.typeName();
  }

  /** The Kafka key: the conversation, else the sender, else the account itself. */
  public String key() {
    return conversation
        .map(c -> c.ref(account).key())
        .or(() -> sender.map(s -> ConversationRef.senderKey(account, s.id())))
        .orElseGet(() -> account.key() + "/~");
  }
}
