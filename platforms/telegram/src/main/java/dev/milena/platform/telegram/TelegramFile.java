package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.Json;
import dev.milena.platform.ApiRequest.FilePart;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file on its way out: as what it is sent, and how its bytes get to Telegram. Pure.
 *
 * @param kind as what
 * @param reference Telegram's own handle, or an address that Telegram fetches; absent: the bytes go
 *     along
 * @param upload where the bytes are
 * @see <a href="https://core.telegram.org/bots/api#sending-files">Sending files, read
 *     2026-11-21</a>
 */
record TelegramFile(Kind kind, Optional<String> reference, Optional<FilePart> upload) {
  private static final long MIB = 1024 * 1024;
  private static final long PHOTO_BYTES_MAX = 10 * MIB;
  private static final long BYTES_MAX = 50 * MIB;

  /** Of a Bot API server of one's own. */
  private static final long OWN_SERVER_BYTES_MAX = 2000 * MIB;

  /** What Telegram fetches itself. */
  private static final long FETCHED_PHOTO_BYTES_MAX = 5 * MIB;

  private static final long FETCHED_BYTES_MAX = 20 * MIB;

  /** Documents that Telegram fetches; others must be uploaded. */
  private static final Set<String> FETCHED_DOCUMENTS =
      Set.of("application/pdf", "application/zip", "image/gif");

  private static final Set<String> PHOTOS =
      Set.of("image/jpeg", "image/jpg", "image/png", "image/webp", "image/*");
  private static final Set<String> STICKERS =
      Set.of("image/webp", "video/webm", "application/x-tgsticker");

  /** The methods that send files. */
  enum Kind {
    PHOTO("sendPhoto", "photo", Album.PICTURES, true, "photo.jpg"),
    VIDEO("sendVideo", "video", Album.PICTURES, true, "video.mp4"),
    ANIMATION("sendAnimation", "animation", Album.NONE, true, "animation.gif"),
    AUDIO("sendAudio", "audio", Album.AUDIO, true, "audio.mp3"),
    VOICE("sendVoice", "voice", Album.NONE, true, "voice.ogg"),
    VIDEO_NOTE("sendVideoNote", "video_note", Album.NONE, false, "video.mp4"),
    STICKER("sendSticker", "sticker", Album.NONE, false, "sticker.webp"),
    DOCUMENT("sendDocument", "document", Album.DOCUMENTS, true, "file");

    final String method;
    final String field;
    final Album album;
    final boolean takesCaption;
    final String defaultName;

    Kind(String method, String field, Album album, boolean takesCaption, String defaultName) {
      this.method = method;
      this.field = field;
      this.album = album;
      this.takesCaption = takesCaption;
      this.defaultName = defaultName;
    }
  }

  /** What may stand together in an album. */
  enum Album {
    PICTURES,
    AUDIO,
    DOCUMENTS,
    NONE
  }

  /** The file that an attachment is; absent when nobody says where its bytes are. */
  static Optional<TelegramFile> of(
      TelegramAccount settings, AccountRef account, Attachment attachment, int number) {
    Kind kind = kind(attachment, settings);
    boolean own = attachment.origin().isEmpty() || attachment.origin().get().equals(account);
    if (own && attachment.id().isPresent()) {
      return Optional.of(new TelegramFile(kind, attachment.id(), Optional.empty()));
    }
    return attachment.url().map(url -> foreign(settings, attachment, kind, url, number));
  }

  private static TelegramFile foreign(
      TelegramAccount settings, Attachment attachment, Kind kind, String url, int number) {
    boolean fetched =
        switch (settings.media()) {
          case URL -> kind != Kind.VIDEO_NOTE;
          case BYTES -> false;
          case AUTO -> settings.onCloud() && isPublic(url) && telegramFetches(attachment, kind);
        };
    if (fetched) {
      return new TelegramFile(kind, Optional.of(url), Optional.empty());
    }
    FilePart part =
        new FilePart(
            "file" + number,
            attachment.name().filter(n -> !n.isBlank()).orElse(kind.defaultName),
            mime(attachment).orElse("application/octet-stream"),
            url,
            bytesMax(settings, kind));
    return new TelegramFile(kind, Optional.empty(), Optional.of(part));
  }

  private static long bytesMax(TelegramAccount settings, Kind kind) {
    long most = settings.onCloud() ? BYTES_MAX : OWN_SERVER_BYTES_MAX;
    return kind == Kind.PHOTO ? PHOTO_BYTES_MAX : most;
  }

  /**
   * Only what is known to be small enough: what Telegram fails to fetch is lost, what we carry is
   * not.
   */
  private static boolean telegramFetches(Attachment attachment, Kind kind) {
    long most = kind == Kind.PHOTO ? FETCHED_PHOTO_BYTES_MAX : FETCHED_BYTES_MAX;
    boolean fits = attachment.sizeBytes().filter(size -> size <= most).isPresent();
    return switch (kind) {
      case PHOTO, VIDEO, ANIMATION, AUDIO -> fits;
      case DOCUMENT -> fits && mime(attachment).filter(FETCHED_DOCUMENTS::contains).isPresent();
      case VOICE, VIDEO_NOTE, STICKER -> false;
    };
  }

  /**
   * Whether Telegram can be expected to reach it: a public name, over TLS, and not the hub itself.
   */
  private static boolean isPublic(String url) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException _) {
      return false;
    }
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    boolean named =
        host.matches("([a-z0-9-]+\\.)+[a-z]{2,}")
            && !host.matches(".*\\.(local|internal|lan|home|test)");
    boolean hubs = uri.getPath() != null && uri.getPath().contains("/media/");
    return "https".equalsIgnoreCase(uri.getScheme())
        && (uri.getPort() < 0 || uri.getPort() == 443)
        && named
        && !hubs;
  }

  private static Kind kind(Attachment attachment, TelegramAccount settings) {
    return switch (attachment.type()) {
      case IMAGE -> picture(attachment);
      case VIDEO -> Kind.VIDEO;
      case AUDIO -> Kind.AUDIO;
      case VOICE -> Kind.VOICE;
      case VIDEO_NOTE -> Kind.VIDEO_NOTE;
      case ANIMATION -> Kind.ANIMATION;
      case STICKER -> sticker(attachment);
      case FILE, LOCATION, VENUE, CONTACT, POLL, DICE, STORY, LINK, OTHER -> Kind.DOCUMENT;
    };
  }

  private static Kind picture(Attachment attachment) {
    boolean large = attachment.sizeBytes().filter(size -> size > PHOTO_BYTES_MAX).isPresent();
    if (mime(attachment).filter("image/gif"::equals).isPresent()) {
      return Kind.ANIMATION;
    }
    return large || mime(attachment).filter(m -> !PHOTOS.contains(m)).isPresent()
        ? Kind.DOCUMENT
        : Kind.PHOTO;
  }

  /** Stickers of other platforms are pictures here. */
  private static Kind sticker(Attachment attachment) {
    return mime(attachment).filter(m -> !STICKERS.contains(m)).isPresent()
        ? picture(attachment)
        : Kind.STICKER;
  }

  private static Optional<String> mime(Attachment attachment) {
    return attachment.mime().map(m -> m.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  /** The call that sends it alone. */
  TelegramCall alone(ObjectNode parameters) {
    ObjectNode own = parameters.deepCopy();
    reference.ifPresent(r -> own.put(kind.field, r));
    List<FilePart> parts = upload.map(u -> named(u, kind.field)).stream().toList();
    return new TelegramCall(kind.method, own, parts);
  }

  private static FilePart named(FilePart part, String field) {
    return new FilePart(field, part.name(), part.mime(), part.source(), part.bytesMax());
  }

  /** Its place in an album. */
  ObjectNode inAlbum() {
    return Json.mapper()
        .createObjectNode()
        .put("type", kind.field)
        .put("media", reference.or(() -> upload.map(u -> "attach://" + u.field())).orElseThrow());
  }

  /** Names and addresses of files belong to people. */
  @Override
  public String toString() {
    return "TelegramFile[" + kind + "]";
  }
}
