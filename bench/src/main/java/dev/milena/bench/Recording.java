package dev.milena.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.Map;

/**
 * One webhook call as a platform's simulator makes it, to be played again many times with other
 * chats and messages. So the bench knows no platform's form, and measures what a platform really
 * sends.
 *
 * @param account whose it is
 * @param settings what the account needs to accept it
 * @param path where it goes
 * @param headers secrets included
 * @param body with holes for chat and message
 */
record Recording(
    AccountRef account,
    ObjectNode settings,
    String path,
    Map<String, String> headers,
    Template body) {
  /** The number of the chat that is recorded. */
  static final int CHAT = 1;

  /** Of the first platform where people ask. */
  static Recording take() throws Exception {
    SimulatorFactory factory =
        SimulatorFactory.all().stream().filter(f -> !f.desk()).findFirst().orElseThrow();
    try (PlatformSimulator simulator = factory.start();
        Recorder recorder = new Recorder()) {
      return recorder.record(simulator, new AccountRef(simulator.platform(), "bench"));
    }
  }

  @Override
  public String toString() {
    return "Recording[" + account + "]";
  }
}
