package dev.milena.platform.whatsapp;

import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.platform.ApiRequest.FilePart;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file as WhatsApp takes it. It is uploaded first and then named by its handle: what Meta is told
 * to fetch by itself fails long after the call has been answered. Pure.
 *
 * @param kind how it is shown
 * @param handle of a file that this number has already
 * @param upload what is uploaded before
 * @param name what people see a document called
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media">Supported
 *     media types, read 2026-11-21</a>
 */
record WhatsAppFile(
    Kind kind, Optional<String> handle, Optional<FilePart> upload, Optional<String> name) {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  /** How a file is shown, and what WhatsApp takes as such. */
  enum Kind {
    IMAGE("image", 5 * MIB, true, Set.of("image/jpeg", "image/png")),
    VIDEO("video", 16 * MIB, true, Set.of("video/mp4", "video/3gpp")),
    AUDIO(
        "audio",
        16 * MIB,
        false,
        Set.of("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg")),
    VOICE("audio", 16 * MIB, false, Set.of("audio/ogg")),
    /** Animated ones may have 500 KiB, others 100. */
    STICKER("sticker", 500 * KIB, false, Set.of("image/webp")),
    DOCUMENT("document", 100 * MIB, true, Set.of());

    private final String word;
    private final long bytesMax;
    private final boolean captioned;
    private final Set<String> mimes;

    Kind(String word, long bytesMax, boolean captioned, Set<String> mimes) {
      this.word = word;
      this.bytesMax = bytesMax;
      this.captioned = captioned;
      this.mimes = mimes;
    }

    /** The type of a message that shows it, and the name of its field. */
    String word() {
      return word;
    }

    boolean takesCaption() {
      return captioned;
    }

    private boolean takes(Attachment file) {
      return mimes.isEmpty()
          || mime(file).map(mimes::contains).orElse(true)
              && file.sizeBytes().map(size -> size <= bytesMax).orElse(true);
    }
  }

  /** Empty where it is no file, or nobody can have it. */
  static Optional<WhatsAppFile> of(AccountRef account, Attachment file) {
    if (!file.type().isFile()) {
      return Optional.empty();
    }
    Kind kind = kind(file);
    if (file.url().isPresent()) {
      return Optional.of(
          new WhatsAppFile(kind, Optional.empty(), Optional.of(part(kind, file)), file.name()));
    }
    return file.id()
        .filter(_ -> file.origin().map(account::equals).orElse(true))
        .map(id -> new WhatsAppFile(kind, Optional.of(id), Optional.empty(), file.name()));
  }

  private static Kind kind(Attachment file) {
    Kind wished = wished(file.type());
    if (wished.takes(file)) {
      return wished;
    }
    return wished == Kind.STICKER && Kind.IMAGE.takes(file)
        ? Kind.IMAGE
        : wished == Kind.VOICE && Kind.AUDIO.takes(file) ? Kind.AUDIO : Kind.DOCUMENT;
  }

  private static Kind wished(AttachmentType type) {
    return switch (type) {
      case IMAGE -> Kind.IMAGE;
      case VIDEO, VIDEO_NOTE, ANIMATION -> Kind.VIDEO;
      case AUDIO -> Kind.AUDIO;
      case VOICE -> Kind.VOICE;
      case STICKER -> Kind.STICKER;
      case FILE, LOCATION, VENUE, CONTACT, POLL, DICE, STORY, LINK, OTHER -> Kind.DOCUMENT;
    };
  }

  private static Optional<String> mime(Attachment file) {
    return file.mime().map(m -> m.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  private static FilePart part(Kind kind, Attachment file) {
    return new FilePart(
        "file",
        file.name().filter(n -> !n.isBlank()).orElse("file"),
        mime(file).orElseGet(() -> usual(kind)),
        file.url().orElseThrow(),
        kind.bytesMax);
  }

  /** For a file of which nobody says what it is. */
  private static String usual(Kind kind) {
    return switch (kind) {
      case IMAGE -> "image/jpeg";
      case VIDEO -> "video/mp4";
      case AUDIO -> "audio/mpeg";
      case VOICE -> "audio/ogg";
      case STICKER -> "image/webp";
      case DOCUMENT -> "application/octet-stream";
    };
  }

  /** Names and addresses of files belong to people. */
  @Override
  public String toString() {
    return "WhatsAppFile[" + kind + "]";
  }
}
