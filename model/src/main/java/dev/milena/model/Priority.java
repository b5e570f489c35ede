package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Replies go before notifications, notifications before bulk. Order holds per conversation within
 * one class.
 */
public enum Priority {
  @JsonProperty("reply")
  REPLY,
  @JsonProperty("notification")
  NOTIFICATION,
  @JsonProperty("bulk")
  BULK;

  /** The word in topics and JSON. */
  public String word() {
    return switch (this) {
      case REPLY -> "reply";
      case NOTIFICATION -> "notification";
      case BULK -> "bulk";
    };
  }
}
