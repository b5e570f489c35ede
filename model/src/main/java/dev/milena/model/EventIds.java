package dev.milena.model;

import java.util.List;

/**
 * Makes ids that name an event and not its delivery, so that a redelivery, or the same message seen
 * by another way, is the same event.
 *
 * <p>An id never contains the local name of an account: the same name pointed at another bot must
 * not inherit ids.
 */
public final class EventIds {
  private final String prefix;

  private EventIds(String prefix) {
    this.prefix = prefix;
  }

  /**
   * @param platform key of the platform
   * @param ownId the account's own id at the platform
   */
  public static EventIds of(String platform, String ownId) {
    return new EventIds(Keys.join(platform, ownId));
  }

  /**
   * Id of an event about a message, for example {@code telegram/7770001/789/42/created}.
   *
   * @param conversation the parts that name the conversation (workspace first, if any)
   * @param message the platform's message id
   * @param kind what happened to it
   * @param version tells several events of one kind apart (an edit's date); empty: there is only
   *     one
   */
  public String message(List<String> conversation, String message, String kind, String... version) {
    StringBuilder id = new StringBuilder(prefix);
    conversation.forEach(c -> id.append('/').append(Keys.join(c)));
    id.append('/').append(Keys.join(message)).append('/').append(kind);
    for (String v : version) {
      id.append('/').append(Keys.join(v));
    }
    return id.toString();
  }

  /** Id of an event that is about no message: the platform's own id of the delivery. */
  public String delivery(String deliveryId) {
    return prefix + "/~" + Keys.join(deliveryId);
  }

  /** Id of the n-th of several events of one delivery, counted from 0. */
  public String delivery(String deliveryId, int n) {
    return delivery(deliveryId) + "." + n;
  }
}
