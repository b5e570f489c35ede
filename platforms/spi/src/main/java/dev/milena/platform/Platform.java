package dev.milena.platform;

import dev.milena.model.Account;

/** What the hub must know of a platform as such. One bean per platform. */
public interface Platform {
  /** Its key in addresses, topics and configuration: lower-case letters, digits and dashes. */
  String key();

  /**
   * The type of its account settings: a record, read by {@link Account#as}. Components that hold
   * credentials carry {@link Secret}.
   */
  Class<? extends Record> settings();

  /**
   * The account's own id at the platform, which stands in event ids: the same local name pointed at
   * another bot must not inherit ids or cursors.
   *
   * @throws dev.milena.model.Json.UnreadableException when the settings are wrong; says which one
   *     and what to do
   */
  String ownId(Account account);
}
