package dev.milena.model;

import java.util.List;

/**
 * Names one bot or app installation: the unit of credentials, rate limits and stream ownership.
 *
 * @param platform key of the platform, for example {@code telegram}
 * @param name the operator's name for it, for example {@code support}. Local: pointing it at
 *     another bot is allowed, so ids of events and cursors never contain it
 */
public record AccountRef(String platform, String name) {
  public AccountRef {
    Words.require(platform, "platform");
    Words.require(name, "account name");
  }

  /** Reads {@code telegram/support}. */
  public static AccountRef parse(String text) {
    List<String> parts = Keys.split(text);
    if (parts.size() != 2) {
      throw new IllegalArgumentException("An account is named platform/name, as in acme/support");
    }
    return new AccountRef(parts.getFirst(), parts.get(1));
  }

  /** {@code platform/name}, each part percent-encoded. The Kafka key on {@code milena.accounts}. */
  public String key() {
    return Keys.join(platform, name);
  }

  @Override
  public String toString() {
    return key();
  }
}
