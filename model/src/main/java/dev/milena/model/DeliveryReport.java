package dev.milena.model;

/** How far the platform says that a message has come: sent, delivered, read. */
public record DeliveryReport(String status, String messageId) {
  public DeliveryReport {
    Words.requirePart(status, "status");
    Words.requirePart(messageId, "message id");
  }
}
