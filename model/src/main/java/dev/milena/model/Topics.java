package dev.milena.model;

/**
 * The names of the topics. How each is keyed and partitioned stands in {@code docs/asyncapi.yaml}.
 */
public final class Topics {
  /** Everything that came in, and requests to send. By conversation. */
  public static final String EVENTS = "milena.events";

  /** What passed identity and access: the public stream. By conversation. */
  public static final String ACCEPTED = "milena.accepted";

  /** What became of commands. Keyed by conversation, partitioned by account. */
  public static final String DELIVERIES = "milena.deliveries";

  /** What nobody could use, until someone acts. Keyed by record id, partitioned by account. */
  public static final String PARKED = "milena.parked";

  /** Accounts with sealed credentials; compacted. By account. */
  public static final String ACCOUNTS = "milena.accounts";

  /** Positions of streams; compacted. By account. */
  public static final String CURSORS = "milena.cursors";

  /** What people see whose programs connect to the hub. By conversation. */
  public static final String FEED = "milena.feed";

  /** Whom the hub was told to forget, under keyed hashes; compacted. By hash. */
  public static final String ERASED = "milena.erased";

  /** What stands before the platform in the topics of commands. */
  public static final String OUTBOUND_PREFIX = "milena.outbound.";

  /**
   * What stands before the topics that routes lead to, unless a deployment allows others: copies of
   * {@link #ACCEPTED} by condition. By conversation.
   */
  public static final String ROUTED_PREFIX = "milena.routed.";

  private Topics() {}

  /** Commands for one platform in one class. Keyed by conversation, partitioned by account. */
  public static String outbound(String platform, Priority priority) {
    return OUTBOUND_PREFIX + platform + "." + priority.word();
  }
}
