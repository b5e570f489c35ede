package dev.milena.platform.vk;

import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.ApiRequest.FilePart;
import dev.milena.platform.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file goes out in three steps: VK gives an address, takes the bytes there, and gives a handle by
 * which the file hangs on a message. What VK has already goes by its handle. Pure.
 *
 * @param kind how VK keeps it
 * @param file its bytes
 * @see <a href="https://dev.vk.com/ru/api/upload/photo-in-message">Photos in messages, read
 *     2026-11-21</a>
 * @see <a href="https://dev.vk.com/ru/api/upload/document-in-message">Documents in messages, read
 *     2026-11-21</a>
 */
record VkUpload(Kind kind, FilePart file) {
  /** How VK keeps a file. */
  enum Kind {
    PHOTO,
    DOCUMENT,
    VOICE
  }

  /** How many steps one file takes. */
  static final int STEPS = 3;

  /** By VK's page. */
  private static final long PHOTO_BYTES_MAX = 50L * 1024 * 1024;

  /**
   * VK takes 200 MB. This is what gets through at 15 Mbit/s while egress waits for one call, {@link
   * VkSender#CALL_TIMEOUT}.
   */
  private static final long DOCUMENT_BYTES_MAX = 100L * 1024 * 1024;

  private static final Set<String> PHOTOS = Set.of("image/jpeg", "image/png");

  private static final Pattern HANDLE =
      Pattern.compile("(?:photo|video|audio|audio_message|doc|graffiti)-?[0-9]+_[0-9]+(?:_\\w+)?");

  /** The handle of what the account itself received: VK hangs it on another message as it is. */
  static Optional<String> own(Attachment attachment, AccountRef account) {
    return attachment
        .id()
        .filter(_ -> attachment.type().isFile())
        .filter(_ -> attachment.origin().equals(Optional.of(account)))
        .filter(handle -> HANDLE.matcher(handle).matches());
  }

  /** A file that can go out; empty where nobody says where its bytes are. */
  static Optional<VkUpload> of(Attachment attachment) {
    if (!attachment.type().isFile() || attachment.url().isEmpty()) {
      return Optional.empty();
    }
    Kind kind = kind(attachment);
    String field = kind == Kind.PHOTO ? "photo" : "file";
    return Optional.of(
        new VkUpload(
            kind,
            new FilePart(
                field,
                attachment.name().filter(n -> !n.isBlank()).orElseGet(attachment.type()::usualName),
                attachment.mime().orElse("application/octet-stream"),
                attachment.url().get(),
                kind == Kind.PHOTO ? PHOTO_BYTES_MAX : DOCUMENT_BYTES_MAX)));
  }

  private static Kind kind(Attachment attachment) {
    String mime = attachment.mime().orElse("").toLowerCase(Locale.ROOT);
    return switch (attachment.type()) {
      case IMAGE, STICKER -> mime.isEmpty() || PHOTOS.contains(mime) ? Kind.PHOTO : Kind.DOCUMENT;
      // Anything but Ogg would be refused as a voice message.
      case VOICE ->
          mime.startsWith("audio/ogg") || mime.equals("audio/opus") ? Kind.VOICE : Kind.DOCUMENT;
      case VIDEO,
          VIDEO_NOTE,
          AUDIO,
          ANIMATION,
          FILE,
          LOCATION,
          VENUE,
          CONTACT,
          POLL,
          DICE,
          STORY,
          LINK,
          OTHER ->
          Kind.DOCUMENT;
    };
  }

  /** The steps, counted on from {@code first}; the last brings the handle. */
  List<Step> steps(VkAccount settings, String peer, int first) {
    return List.of(
        new Step(first, address(settings, peer), true, VkLimits.packed(), Optional.empty()),
        new Step(first + 1, bytes(first), true, List.of(), Optional.empty()),
        new Step(first + 2, save(settings, first + 1), true, VkLimits.alone(), Optional.empty()));
  }

  /** The placeholder of what those steps bring. */
  static String handle(int first) {
    return "{" + VkAnswers.ATTACHMENT + "." + (first + 2) + "}";
  }

  private ApiRequest address(VkAccount settings, String peer) {
    return switch (kind) {
      case PHOTO -> VkCall.of(settings, "photos.getMessagesUploadServer", Map.of("peer_id", peer));
      case DOCUMENT -> documentAddress(settings, peer, "doc");
      case VOICE -> documentAddress(settings, peer, "audio_message");
    };
  }

  private static ApiRequest documentAddress(VkAccount settings, String peer, String type) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("peer_id", peer);
    fields.put("type", type);
    return VkCall.of(settings, "docs.getMessagesUploadServer", fields);
  }

  private ApiRequest bytes(int before) {
    return new ApiRequest(
        "POST",
        "{" + VkAnswers.UPLOAD_URL + "." + before + "}",
        Map.of(),
        new ApiRequest.MultipartBody(Map.of(), List.of(file)));
  }

  private ApiRequest save(VkAccount settings, int before) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (kind == Kind.PHOTO) {
      for (String name : List.of(VkAnswers.PHOTO, VkAnswers.SERVER, VkAnswers.HASH)) {
        fields.put(name, "{" + name + "." + before + "}");
      }
      return VkCall.of(settings, "photos.saveMessagesPhoto", fields, fields.keySet());
    }
    fields.put("file", "{" + VkAnswers.FILE + "." + before + "}");
    fields.put("title", file.name());
    return VkCall.of(settings, "docs.save", fields, Set.of("file"));
  }
}
