package dev.milena.platform.whatsappqr;

import dev.milena.model.Attachment;
import dev.milena.platform.ApiRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file on its way out, as the kind of message that WhatsApp has for it.
 *
 * @param kind in the sidecar's words
 * @param flag what else is to be said of it: {@code voice} or {@code animation}
 */
record WhatsAppQrFile(String kind, Optional<String> flag, String name, String mime, String source) {
  /** What WhatsApp's own page takes as picture or video, and the sidecar as anything. */
  static final long BYTES_MAX = 64L * 1024 * 1024;

  /** All others are shown as documents. */
  private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png");

  private static final Set<String> VIDEOS = Set.of("video/mp4", "video/3gpp");

  /**
   * The form in which a file goes; empty for what has no address: a file that WhatsApp itself keeps
   * cannot be put under another message.
   */
  static Optional<WhatsAppQrFile> of(Attachment attachment) {
    return attachment.url().map(url -> at(url, attachment));
  }

  private static WhatsAppQrFile at(String url, Attachment file) {
    String mime = file.mime().map(m -> m.toLowerCase(Locale.ROOT)).orElseGet(() -> usual(file));
    String name = file.name().filter(n -> !n.isBlank()).orElse("file");
    String plain = mime.replaceFirst(";.*", "").strip();
    return switch (file.type()) {
      case IMAGE, STICKER ->
          plain.equals("image/webp")
              ? new WhatsAppQrFile("sticker", Optional.empty(), name, mime, url)
              : shown("image", PICTURES.contains(plain), Optional.empty(), name, mime, url);
      case VIDEO, VIDEO_NOTE ->
          shown("video", VIDEOS.contains(plain), Optional.empty(), name, mime, url);
      case ANIMATION ->
          shown("video", VIDEOS.contains(plain), Optional.of("animation"), name, mime, url);
      case AUDIO -> shown("audio", plain.startsWith("audio/"), Optional.empty(), name, mime, url);
      // Recorded as people record it: what is not Opus in Ogg cannot be played as a voice message.
      case VOICE ->
          plain.equals("audio/ogg")
              ? new WhatsAppQrFile("audio", Optional.of("voice"), name, mime, url)
              : shown("audio", plain.startsWith("audio/"), Optional.empty(), name, mime, url);
      default -> shown("document", false, Optional.empty(), name, mime, url);
    };
  }

  private static WhatsAppQrFile shown(
      String kind, boolean possible, Optional<String> flag, String name, String mime, String url) {
    return possible
        ? new WhatsAppQrFile(kind, flag, name, mime, url)
        : new WhatsAppQrFile("document", Optional.empty(), name, mime, url);
  }

  private static String usual(Attachment file) {
    String name = file.name().orElse("").toLowerCase(Locale.ROOT);
    return switch (file.type()) {
      case IMAGE -> name.endsWith(".png") ? "image/png" : "image/jpeg";
      case STICKER -> "image/webp";
      case VIDEO, VIDEO_NOTE, ANIMATION -> "video/mp4";
      case VOICE -> "audio/ogg";
      case AUDIO -> "audio/mpeg";
      default -> "application/octet-stream";
    };
  }

  boolean takesCaption() {
    return kind.equals("image") || kind.equals("video") || kind.equals("document");
  }

  ApiRequest.FilePart part() {
    return new ApiRequest.FilePart("file", name, mime, source, BYTES_MAX);
  }

  @Override
  public String toString() {
    return "WhatsAppQrFile[" + kind + "]";
  }
}
