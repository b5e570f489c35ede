package dev.milena.platform.discord;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.small;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what hangs on a message. Addresses of files are signed and expire within a day, so a file
 * is named by its place and its address asked for when somebody wants the bytes. Pure.
 *
 * @see <a
 *     href="https://discord.com/developers/docs/resources/message#attachment-object">Attachment,
 *     read 2026-11-21</a>
 */
final class DiscordAttachments {
  /** Message flag: the audio file was spoken for this message. */
  private static final int VOICE = 1 << 13;

  private static final int LOTTIE = 3;
  private static final int GIF = 4;

  private final DiscordAccount settings;

  DiscordAttachments(DiscordAccount settings) {
    this.settings = settings;
  }

  List<Attachment> of(String channel, String message, JsonNode said) {
    boolean voice = number(said, "flags").filter(f -> (f & VOICE) != 0).isPresent();
    return Stream.of(
            each(said, "attachments").flatMap(file -> file(channel, message, file, voice).stream()),
            each(said, "sticker_items").flatMap(sticker -> sticker(sticker).stream()),
            object(said, "poll").map(DiscordAttachments::poll).stream())
        .flatMap(attachments -> attachments)
        .toList();
  }

  private static Optional<Attachment> file(
      String channel, String message, JsonNode file, boolean voice) {
    return id(file, "id")
        .map(id ->
            Attachment.of(type(file, voice))
                .id(new DiscordFileHandle(channel, message, id).text())
                .name(words(file, "filename").orElse(null))
                .mime(words(file, "content_type").orElse(null))
                .sizeBytes(number(file, "size").filter(s -> s >= 0).orElse(null))
                .pixels(small(file, "width").orElse(null), small(file, "height").orElse(null))
                .duration(duration(file).orElse(null))
                .build());
  }

  private static Optional<Duration> duration(JsonNode file) {
    return Optional.of(file.path("duration_secs"))
        .filter(JsonNode::isNumber)
        .map(JsonNode::doubleValue)
        .filter(seconds -> seconds >= 0 && seconds < Integer.MAX_VALUE)
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static AttachmentType type(JsonNode file, boolean voice) {
    String mime = text(file, "content_type").orElse("").toLowerCase(Locale.ROOT);
    if (mime.startsWith("image/")) {
      return AttachmentType.IMAGE;
    }
    if (mime.startsWith("video/")) {
      return AttachmentType.VIDEO;
    }
    if (mime.startsWith("audio/")) {
      return voice ? AttachmentType.VOICE : AttachmentType.AUDIO;
    }
    return AttachmentType.FILE;
  }

  /** Pictures of stickers are public and stay; those drawn by a program are no picture. */
  private Optional<Attachment> sticker(JsonNode sticker) {
    int format = small(sticker, "format_type").orElse(1);
    String extension = format == GIF ? "gif" : "png";
    return id(sticker, "id")
        .map(id ->
            Attachment.of(AttachmentType.STICKER)
                .name(words(sticker, "name").orElse(null))
                .mime(format == LOTTIE ? null : "image/" + extension)
                .url(
                    format == LOTTIE || !id.matches("[0-9]{1,20}")
                        ? null
                        : settings.cdnUrl() + "/stickers/" + id + "." + extension)
                .build());
  }

  /** The answers line by line, as other platforms give them. */
  private static Attachment poll(JsonNode poll) {
    String answers =
        each(poll, "answers")
            .flatMap(answer -> words(answer.path("poll_media"), "text").stream())
            .collect(Collectors.joining("\n"));
    return Attachment.of(AttachmentType.POLL)
        .name(words(poll.path("question"), "text").orElse(null))
        .value(answers.isEmpty() ? null : answers)
        .build();
  }
}
