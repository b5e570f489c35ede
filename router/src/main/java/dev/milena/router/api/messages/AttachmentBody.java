package dev.milena.router.api.messages;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.router.api.Words;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Attachment", description = "A file by its address.")
record AttachmentBody(
    @Schema(examples = "image") @NotNull(message = "is missing") Type type,
    @Schema(
            description =
                "Where it can be fetched without credentials, http or https. Addresses of private networks are refused when it "
                    + "is sent.",
            examples = "https://example.org/cat.jpg")
        @NotNull(message = "is missing")
        @WebAddress
        String url,
    @Schema(description = "Its file name.", examples = "cat.jpg")
        Optional<
                @Size(min = 1, max = Words.TITLE_MAX, message = "must have 1 to 200 characters")
                String>
            name,
    @Schema(examples = "image/jpeg")
        Optional<
                @Pattern(
                    regexp = "[A-Za-z0-9.+-]{1,64}/[A-Za-z0-9.+-]{1,64}",
                    message = "must be a media type such as image/jpeg")
                String>
            mime) {

  /** What is a file. */
  enum Type {
    @JsonProperty("image")
    IMAGE(AttachmentType.IMAGE),
    @JsonProperty("video")
    VIDEO(AttachmentType.VIDEO),
    @JsonProperty("audio")
    AUDIO(AttachmentType.AUDIO),
    @JsonProperty("voice")
    VOICE(AttachmentType.VOICE),
    @JsonProperty("video_note")
    VIDEO_NOTE(AttachmentType.VIDEO_NOTE),
    @JsonProperty("animation")
    ANIMATION(AttachmentType.ANIMATION),
    @JsonProperty("file")
    FILE(AttachmentType.FILE),
    @JsonProperty("sticker")
    STICKER(AttachmentType.STICKER);

    private final AttachmentType type;

    Type(AttachmentType type) {
      this.type = type;
    }
  }

  Attachment attachment() {
    return Attachment.of(type.type)
        .url(url)
        .name(name.orElse(null))
        .mime(mime.orElse(null))
        .build();
  }

  @Override
  public String toString() {
    return "Attachment[" + type + "]";
  }
}
