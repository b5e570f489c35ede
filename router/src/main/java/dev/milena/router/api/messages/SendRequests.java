package dev.milena.router.api.messages;

/** How requests to send are named among the hub's events. */
public final class SendRequests {
  /** What the ids of these events begin with. The index on {@code outcome} goes by it too. */
  static final String PREFIX = "milena/api/";

  /** What a caller may choose so that a request is carried out once: a regular expression. */
  static final String KEY = "[!-~]{1,128}";

  static final String KEY_SAYS = "must be 1 to 128 visible ASCII characters";

  /** Why one about a conversation may be turned down, for the API's description. */
  static final String REFUSED =
      "There is no such account (`unknown-target`), or the Idempotency-Key came with another"
          + " request (`idempotency-key-reused`).";

  private SendRequests() {}

  /**
   * The id of the event that carries a request.
   *
   * @param id as the caller was given it
   */
  public static String eventId(String id) {
    return PREFIX + id;
  }
}
