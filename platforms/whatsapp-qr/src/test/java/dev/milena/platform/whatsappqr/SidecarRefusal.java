package dev.milena.platform.whatsappqr;

import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.SimulatorServer.Answer;

/** The sidecar says no, as the real one does. */
final class SidecarRefusal extends SimulatorServer.Refusal {
  private static final long serialVersionUID = 1L;

  private final int status;

  SidecarRefusal(int status, String error) {
    super(error);
    this.status = status;
  }

  @Override
  protected Answer answer() {
    return Answer.json(status, "{\"error\":\"" + getMessage() + "\"}");
  }
}
