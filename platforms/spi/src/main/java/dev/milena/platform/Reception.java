package dev.milena.platform;

import java.util.List;

/** What a webhook made of a call. */
public sealed interface Reception {
  /**
   * Understood. Ingress appends the events and parks unknown kinds, then what the people of the
   * conversation are to see of it, then sends the reply.
   *
   * @param shown for the {@link Feed} of a platform that has one
   */
  record Accepted(Translation translation, Reply reply, List<FeedEntry> shown)
      implements Reception {
    public Accepted {
      shown = List.copyOf(shown);
    }

    public Accepted(Translation translation, Reply reply) {
      this(translation, reply, List.of());
    }
  }

  /** Nothing happened: a handshake or a ping, answered. */
  record Answered(Reply reply) implements Reception {}

  /**
   * Not taken.
   *
   * @param cause why; counted under its name
   * @param explanation for the operator's log; never quotes the input
   */
  record Refused(Cause cause, String explanation) implements Reception {}

  /** Why a call was not taken. */
  enum Cause {
    /** No secret or a wrong one: answered as {@link Webhook#refusal()} says. */
    UNAUTHENTICATED,
    /** A signature that was right once, but is too old: answered likewise. */
    STALE,
    /** Not readable: 400. */
    UNREADABLE,
    /** A method or address that this account has no use for: 404. */
    NOT_SERVED
  }
}
