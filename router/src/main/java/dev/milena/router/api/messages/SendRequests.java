package dev.milena.router.api.messages;

/** How requests to send are named among the hub's events. */
public final class SendRequests {
  /** What the ids of these events begin with. The index on {@code outcome} goes by it too. */
  static final String PREFIX = "milena/api/";

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
