package dev.milena.router.decisions;

import dev.milena.model.Event;
import dev.milena.model.Participant;
import java.util.Optional;
import java.util.UUID;

/**
 * Why an event went nowhere. Ids and reasons, never what was said.
 *
 * @param event id of the event and its replay number
 * @param reason a word from the vocabulary of {@link Outcome} and of the access rules
 * @param rule the rule or route that said so
 * @param told whether the sender was told
 */
public record Decision(
    UUID event,
    String eventId,
    String account,
    Optional<String> conversation,
    Optional<String> sender,
    Outcome outcome,
    String reason,
    Optional<String> rule,
    boolean told) {

  /** What was decided. */
  public enum Outcome {
    /** An access rule turned the sender away. */
    DENIED,
    /** Accepted, but no link and no route takes it. */
    UNROUTED,
    /** An interaction whose answer would come too late. */
    EXPIRED,
    /** How far a message of ours has come, when it is known to have come further. */
    OVERTAKEN,
    /** Our own words, come back. */
    ECHO,
    /** Programs that answer each other. */
    LOOP,
    /** Somebody at a desk speaks to nobody that we know. */
    UNKNOWN_VISITOR,
    /** It leads to a platform that the hub has no account of. */
    UNKNOWN_PLATFORM,
    /** A route leads it to a topic that cannot be written to. */
    UNKNOWN_TOPIC,
    /** What it would become is larger than Kafka takes. */
    TOO_LARGE,
    /** The data itself cannot be processed. */
    POISON
  }

  public static Decision of(
      UUID id,
      Event event,
      Optional<Participant> sender,
      Outcome outcome,
      String reason,
      Optional<String> rule) {
    return new Decision(
        id,
        event.id(),
        event.account().key(),
        event.conversation().map(c -> c.ref(event.account()).key()),
        sender.map(Participant::id),
        outcome,
        reason,
        rule,
        false);
  }

  public Decision andTold() {
    return new Decision(event, eventId, account, conversation, sender, outcome, reason, rule, true);
  }
}
