package dev.milena.model;

import java.util.Optional;

/**
 * Somebody who came into a conversation or left it.
 *
 * @param self whether it is our own account
 */
public record Member(String id, Optional<String> name, boolean bot, boolean self) {
  public Member {
    Words.requirePart(id, "member id");
  }

  /** Names belong to people and stay out of logs. */
  @Override
  public String toString() {
    return "Member[" + id + "]";
  }
}
