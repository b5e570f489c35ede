package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who can be in a conversation. */
public enum ConversationType {
  /** One person and the account. */
  @JsonProperty("direct")
  DIRECT,
  /** People among themselves, with the account as a member. */
  @JsonProperty("group")
  GROUP,
  /** Named rooms and broadcasts. */
  @JsonProperty("channel")
  CHANNEL
}
