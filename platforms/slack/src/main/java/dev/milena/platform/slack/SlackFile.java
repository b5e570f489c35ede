package dev.milena.platform.slack;

import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import java.time.Duration;
import java.util.Optional;

/**
 * Files on messages. Their handle is the file's id, behind the workspace whose token opens it where
 * that is not the account's first: addresses change, and of a file from another organisation the
 * message shows no more than the id. Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/objects/file-object">File object, read
 *     2026-11-21</a>
 */
final class SlackFile {
  private SlackFile() {}

  static Optional<Attachment> attachment(JsonNode file, Optional<String> workspace) {
    return id(file, "id")
        .filter(_ -> !file.path("mode").asText().equals("tombstone"))
        .map(id ->
            Attachment.of(type(file))
                .id(workspace.map(w -> w + "/" + id).orElse(id))
                .name(text(file, "name").or(() -> text(file, "title")).orElse(null))
                .mime(id(file, "mimetype").orElse(null))
                .sizeBytes(number(file, "size").filter(size -> size >= 0).orElse(null))
                .pixels(pixels(file, "original_w"), pixels(file, "original_h"))
                .duration(
                    number(file, "duration_ms")
                        .filter(ms -> ms >= 0)
                        .map(Duration::ofMillis)
                        .orElse(null))
                .build());
  }

  private static Integer pixels(JsonNode file, String field) {
    return number(file, field)
        .filter(n -> n > 0 && n <= Integer.MAX_VALUE)
        .map(Long::intValue)
        .orElse(null);
  }

  private static AttachmentType type(JsonNode file) {
    String mime = text(file, "mimetype").orElse("");
    boolean clip = text(file, "subtype").filter("slack_audio"::equals).isPresent();
    if (clip) {
      return AttachmentType.VOICE;
    }
    if (mime.equals("image/gif")) {
      return AttachmentType.ANIMATION;
    }
    int slash = mime.indexOf('/');
    return switch (slash < 0 ? "" : mime.substring(0, slash)) {
      case "image" -> AttachmentType.IMAGE;
      case "video" -> AttachmentType.VIDEO;
      case "audio" -> AttachmentType.AUDIO;
      default -> AttachmentType.FILE;
    };
  }
}
