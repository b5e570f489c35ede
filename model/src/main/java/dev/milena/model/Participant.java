package dev.milena.model;

import java.util.Optional;

/**
 * A user of a platform as one account sees them.
 *
 * @param id the platform's id of the user
 * @param name display name
 * @param username the platform's unique handle, without a leading {@code @}
 * @param bot whether the platform says that it is a program
 * @param self whether it is our own account: written in its name by a person or another program.
 *     What the hub itself sent is dropped by the connector where it can tell, else by the router
 */
public record Participant(
    String id, Optional<String> name, Optional<String> username, boolean bot, boolean self) {
  public Participant {
    Words.require(id, "participant id");
  }

  public static Participant of(String id) {
    return new Participant(id, Optional.empty(), Optional.empty(), false, false);
  }

  /** Names belong to people and stay out of logs. */
  @Override
  public String toString() {
    return "Participant[" + id + "]";
  }
}
