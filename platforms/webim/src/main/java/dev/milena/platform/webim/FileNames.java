package dev.milena.platform.webim;

import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import java.util.Locale;
import java.util.Optional;

/** What files are called, and what they are, where only one of the two is known. Pure. */
final class FileNames {
  private FileNames() {}

  /**
   * The file's name; where it has none, its type, so that an operator sees something to click on.
   */
  static String of(Attachment file) {
    return file.name()
        .filter(n -> !n.isBlank())
        .orElseGet(() -> file.type().name().toLowerCase(Locale.ROOT) + extension(file.mime()));
  }

  private static String extension(Optional<String> mime) {
    return switch (mime.orElse("").toLowerCase(Locale.ROOT)) {
      case "image/jpeg" -> ".jpg";
      case "image/png" -> ".png";
      case "image/gif" -> ".gif";
      case "image/webp" -> ".webp";
      case "video/mp4" -> ".mp4";
      case "audio/ogg" -> ".ogg";
      case "audio/mpeg" -> ".mp3";
      case "application/pdf" -> ".pdf";
      default -> "";
    };
  }

  static AttachmentType type(Optional<String> mime) {
    String kind = mime.orElse("").toLowerCase(Locale.ROOT);
    return kind.startsWith("image/")
        ? AttachmentType.IMAGE
        : kind.startsWith("video/")
            ? AttachmentType.VIDEO
            : kind.startsWith("audio/") ? AttachmentType.AUDIO : AttachmentType.FILE;
  }
}
