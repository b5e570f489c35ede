package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a {@link Mark} says about its stretch of text. One vocabulary for every platform, both ways.
 */
public enum MarkType {
  @JsonProperty("bold")
  BOLD,
  @JsonProperty("italic")
  ITALIC,
  @JsonProperty("underline")
  UNDERLINE,
  @JsonProperty("strike")
  STRIKE,
  @JsonProperty("spoiler")
  SPOILER,
  @JsonProperty("code")
  CODE,
  /** A block of code; {@link Mark#value()} is its language. */
  @JsonProperty("pre")
  PRE,
  @JsonProperty("quote")
  QUOTE,
  /** {@link Mark#value()} is the address where it differs from the text. */
  @JsonProperty("link")
  LINK,
  /** {@link Mark#value()} is the user's id where the platform tells it. */
  @JsonProperty("mention")
  MENTION,
  @JsonProperty("hashtag")
  HASHTAG,
  @JsonProperty("command")
  COMMAND,
  /** {@link Mark#value()} is the platform's id of the picture. */
  @JsonProperty("custom_emoji")
  CUSTOM_EMOJI,
  /** A newer or platform-only mark: readers leave it out. */
  @JsonEnumDefaultValue
  @JsonProperty("other")
  OTHER;

  /** Whether {@link Mark#value()} is an id of the platform's own, which means nothing elsewhere. */
  boolean namesById() {
    return switch (this) {
      case MENTION, CUSTOM_EMOJI -> true;
      case BOLD,
          ITALIC,
          UNDERLINE,
          STRIKE,
          SPOILER,
          CODE,
          PRE,
          QUOTE,
          LINK,
          HASHTAG,
          COMMAND,
          OTHER ->
          false;
    };
  }
}
