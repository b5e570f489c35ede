package dev.milena.model;

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
