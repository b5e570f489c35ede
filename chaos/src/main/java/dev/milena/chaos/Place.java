package dev.milena.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;

/**
 * An account of the hub on a simulated platform.
 *
 * @param settings what an operator writes down for it
 */
record Place(PlatformSimulator simulator, AccountRef account, ObjectNode settings) {
  @Override
  public String toString() {
    return account.key();
  }
}
