package dev.milena.platform.vk;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.small;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.platform.Payload;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What hangs on a message. The handle is the one by which VK lets it hang on another message, as in
 * {@code photo1_2_key}; addresses hold for a while and need no credentials. Pure.
 *
 * @see <a href="https://dev.vk.com/ru/reference/objects/attachments-message">Attachments of
 *     messages, read 2026-11-21</a>
 */
final class VkAttachments {
  /** Where what has no file can be looked at. */
  private static final String SITE = "https://vk.com/";

  private static final int DOC_GIF = 3;

  /** A title, not the whole of what somebody posted. */
  private static final int NAME_MAX = 200;

  private VkAttachments() {}

  static List<Attachment> of(JsonNode message) {
    return each(message, "attachments").map(VkAttachments::read).flatMap(Optional::stream).toList();
  }

  private static Optional<Attachment> read(JsonNode attachment) {
    return words(attachment, "type").map(type -> read(type, attachment.path(type)));
  }

  private static Attachment read(String type, JsonNode thing) {
    return switch (type) {
      case "photo" -> photo(thing);
      case "doc" -> document(thing);
      case "audio_message" ->
          file(AttachmentType.VOICE, type, thing, words(thing, "link_ogg"))
              .mime("audio/ogg")
              .duration(seconds(thing))
              .build();
      case "audio" ->
          file(AttachmentType.AUDIO, type, thing, words(thing, "url"))
              .name(words(thing, "title").orElse(null))
              .mime("audio/mpeg")
              .duration(seconds(thing))
              .build();
      case "sticker" -> picture(AttachmentType.STICKER, thing, "images");
      case "graffiti" ->
          file(AttachmentType.IMAGE, type, thing, words(thing, "url"))
              .mime("image/png")
              .pixels(small(thing, "width").orElse(null), small(thing, "height").orElse(null))
              .build();
      // Its file is for people who are signed in: what can be passed on is its page.
      case "video" -> page(AttachmentType.LINK, type, thing, words(thing, "title"));
      case "link" ->
          Attachment.of(AttachmentType.LINK)
              .url(words(thing, "url").orElse(null))
              .name(words(thing, "title").orElse(null))
              .build();
      case "poll" -> page(AttachmentType.POLL, type, thing, words(thing, "question"));
      case "story" -> page(AttachmentType.STORY, type, thing, Optional.empty());
      default ->
          page(
              AttachmentType.OTHER,
              type,
              thing,
              words(thing, "title").or(() -> words(thing, "text")));
    };
  }

  /** Of a photo there are several sizes: the largest is the photo. */
  private static Attachment photo(JsonNode photo) {
    Optional<JsonNode> largest = largest(photo, "sizes");
    return file(AttachmentType.IMAGE, "photo", photo, largest.flatMap(size -> words(size, "url")))
        .mime("image/jpeg")
        .pixels(
            largest.flatMap(size -> small(size, "width")).orElse(null),
            largest.flatMap(size -> small(size, "height")).orElse(null))
        .build();
  }

  private static Attachment picture(AttachmentType type, JsonNode thing, String sizes) {
    Optional<JsonNode> largest = largest(thing, sizes);
    return Attachment.of(type)
        .url(largest.flatMap(size -> words(size, "url")).orElse(null))
        .mime("image/png")
        .pixels(
            largest.flatMap(size -> small(size, "width")).orElse(null),
            largest.flatMap(size -> small(size, "height")).orElse(null))
        .build();
  }

  private static Optional<JsonNode> largest(JsonNode thing, String sizes) {
    return each(thing, sizes)
        .filter(size -> words(size, "url").isPresent())
        .max(Comparator.comparingLong(size -> (long) side(size, "width") * side(size, "height")));
  }

  private static int side(JsonNode size, String name) {
    return small(size, name).orElse(0);
  }

  private static Attachment document(JsonNode doc) {
    boolean gif = doc.path("type").asInt() == DOC_GIF;
    return file(gif ? AttachmentType.ANIMATION : AttachmentType.FILE, "doc", doc, words(doc, "url"))
        .name(words(doc, "title").orElse(null))
        .mime(gif ? "image/gif" : null)
        .sizeBytes(number(doc, "size").filter(size -> size >= 0).orElse(null))
        .build();
  }

  private static Attachment.Builder file(
      AttachmentType type, String kind, JsonNode thing, Optional<String> url) {
    return Attachment.of(type).id(handle(kind, thing).orElse(null)).url(url.orElse(null));
  }

  private static Attachment page(
      AttachmentType type, String kind, JsonNode thing, Optional<String> name) {
    Optional<String> handle = handle(kind, thing);
    return Attachment.of(type)
        .id(handle.orElse(null))
        .url(place(kind, thing).map(SITE::concat).orElse(null))
        .name(name.map(VkAttachments::shortened).orElse(null))
        .build();
  }

  private static String shortened(String name) {
    if (name.length() <= NAME_MAX) {
      return name;
    }
    int end = Character.isHighSurrogate(name.charAt(NAME_MAX - 1)) ? NAME_MAX - 1 : NAME_MAX;
    return name.substring(0, end) + "…";
  }

  /** What can hang on another message. */
  private static Optional<String> handle(String kind, JsonNode thing) {
    return place(kind, thing)
        .map(place ->
            Payload.words(thing, "access_key").map(key -> place + "_" + key).orElse(place));
  }

  private static Optional<String> place(String kind, JsonNode thing) {
    Optional<String> owner =
        id(thing, "owner_id").or(() -> id(thing, "to_id")).filter(o -> o.matches("-?[0-9]{1,19}"));
    Optional<String> number = id(thing, "id").filter(n -> n.matches("[0-9]{1,19}"));
    return kind.matches("[a-z_]{1,30}")
        ? owner.flatMap(o -> number.map(n -> kind + o + "_" + n))
        : Optional.empty();
  }

  private static Duration seconds(JsonNode thing) {
    return number(thing, "duration")
        .filter(s -> s >= 0 && s <= Integer.MAX_VALUE)
        .map(Duration::ofSeconds)
        .orElse(null);
  }
}
