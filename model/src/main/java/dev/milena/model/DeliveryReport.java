package dev.milena.model;

import java.util.List;
import java.util.Optional;

/**
 * How far the platform says that a message has come: sent, delivered, read, played, or failed.
 *
 * @param status one of these
 * @param messageId the message, by the platform's id
 * @param call which call of ours sent it, where the platform gives back what the call said of
 *     itself
 */
public record DeliveryReport(String status, String messageId, Optional<Call> call) {
  public DeliveryReport {
    Words.requirePart(status, "status");
    Words.requirePart(messageId, "message id");
  }

  /** What a message goes through; whatever stands later here is told later, or was not told. */
  private static final List<String> STAGES =
      List.of("sent", "delivered", "read", "played", "failed");

  /** The stages behind this one: when one of them is known, this is no news any more. */
  public List<String> laterStages() {
    int stage = STAGES.indexOf(status);
    return stage < 0 ? List.of() : STAGES.subList(stage + 1, STAGES.size());
  }

  /**
   * A call of a command.
   *
   * @param command its id
   * @param step which of its calls, counted from 1
   * @param steps how many calls it has
   */
  public record Call(String command, int step, int steps) {
    public Call {
      Words.requirePart(command, "command id");
    }
  }
}
