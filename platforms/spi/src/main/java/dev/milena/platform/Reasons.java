package dev.milena.platform;

/** The fixed vocabulary of reasons: what programs may switch on and dashboards may group by. */
public final class Reasons {
  /** The platform has no such thing and nothing comes near it. */
  public static final String UNSUPPORTED = "unsupported";

  /** The person blocked the account, left, or never wrote first. */
  public static final String RECIPIENT_UNREACHABLE = "recipient_unreachable";

  /** The chat or thread does not exist, or the account is not in it. */
  public static final String CONVERSATION_GONE = "conversation_gone";

  /** The message that the command names does not exist or can no longer be changed. */
  public static final String MESSAGE_GONE = "message_gone";

  /** The account may not do that there. */
  public static final String NOT_PERMITTED = "not_permitted";

  /** The platform could not read the formatting. */
  public static final String UNREADABLE_FORMATTING = "unreadable_formatting";

  /** Our request was wrong: a defect in the connector. */
  public static final String BAD_REQUEST = "bad_request";

  /** A file is larger, or a form has more, than the platform takes. */
  public static final String TOO_LARGE = "too_large";

  /** A file could not be fetched. */
  public static final String FILE_UNAVAILABLE = "file_unavailable";

  /**
   * The address of a file is none that the hub fetches for others: not http, or in a private
   * network.
   */
  public static final String ADDRESS_NOT_ALLOWED = "address_not_allowed";

  /**
   * The person has not written for so long that the platform takes only what it has approved
   * before: a template.
   */
  public static final String WINDOW_CLOSED = "window_closed";

  /** What was pressed can no longer be answered. */
  public static final String TOO_LATE = "too_late";

  /** The platform refuses the credentials. */
  public static final String UNAUTHORIZED = "unauthorized";

  /** Somebody else uses the account in a way that excludes us. */
  public static final String CONFLICT = "conflict";

  /** The platform failed. */
  public static final String PLATFORM_ERROR = "platform_error";

  /** No connection, or it broke before the request was whole. */
  public static final String NO_CONNECTION = "no_connection";

  /** The request was whole and no answer came. */
  public static final String NO_ANSWER = "no_answer";

  private Reasons() {}
}
