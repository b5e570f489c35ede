package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What hangs on a message beside its text. */
public enum AttachmentType {
  @JsonProperty("image")
  IMAGE,
  @JsonProperty("video")
  VIDEO,
  @JsonProperty("audio")
  AUDIO,
  @JsonProperty("voice")
  VOICE,
  @JsonProperty("video_note")
  VIDEO_NOTE,
  @JsonProperty("animation")
  ANIMATION,
  @JsonProperty("file")
  FILE,
  @JsonProperty("sticker")
  STICKER,
  @JsonProperty("location")
  LOCATION,
  @JsonProperty("venue")
  VENUE,
  @JsonProperty("contact")
  CONTACT,
  @JsonProperty("poll")
  POLL,
  @JsonProperty("dice")
  DICE,
  @JsonProperty("story")
  STORY,
  @JsonProperty("link")
  LINK,
  /** A newer or platform-only kind. */
  @JsonEnumDefaultValue
  @JsonProperty("other")
  OTHER;

  /** What a file is called of which nobody says. */
  public String usualName() {
    return switch (this) {
      case IMAGE, STICKER -> "picture.png";
      case ANIMATION -> "animation.gif";
      case VIDEO, VIDEO_NOTE -> "video.mp4";
      case AUDIO -> "audio.mp3";
      case VOICE -> "voice.ogg";
      case FILE, LOCATION, VENUE, CONTACT, POLL, DICE, STORY, LINK, OTHER -> "file";
    };
  }

  /** Whether it is bytes that somebody can fetch, rather than a fact such as a location. */
  public boolean isFile() {
    return switch (this) {
      case IMAGE, VIDEO, AUDIO, VOICE, VIDEO_NOTE, ANIMATION, FILE, STICKER -> true;
      case LOCATION, VENUE, CONTACT, POLL, DICE, STORY, LINK, OTHER -> false;
    };
  }
}
