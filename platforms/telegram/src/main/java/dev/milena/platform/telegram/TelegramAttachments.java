package dev.milena.platform.telegram;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.number;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.small;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what hangs on a message. A message of Telegram carries one thing; several of its fields may
 * describe it (an animation is also a document, a venue also a location), so the first that is
 * found is it.
 *
 * @see <a href="https://core.telegram.org/bots/api#message">Message, read 2026-11-21</a>
 */
final class TelegramAttachments {
  private TelegramAttachments() {}

  private record Kind(String field, Function<JsonNode, Optional<Attachment>> read) {}

  /** The narrower before the wider. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind("animation", file(AttachmentType.ANIMATION)),
          new Kind("audio", file(AttachmentType.AUDIO)),
          new Kind("video", file(AttachmentType.VIDEO)),
          new Kind("video_note", file(AttachmentType.VIDEO_NOTE)),
          new Kind("voice", file(AttachmentType.VOICE)),
          new Kind("document", file(AttachmentType.FILE)),
          new Kind("sticker", TelegramAttachments::sticker),
          new Kind("photo", TelegramAttachments::photo),
          new Kind("live_photo", file(AttachmentType.VIDEO)),
          new Kind("venue", TelegramAttachments::venue),
          new Kind("location", TelegramAttachments::location),
          new Kind("contact", TelegramAttachments::contact),
          new Kind("poll", TelegramAttachments::poll),
          new Kind("dice", TelegramAttachments::dice),
          new Kind("story", TelegramAttachments::story),
          new Kind("paid_media", TelegramAttachments::paidMedia),
          new Kind("checklist", titled("checklist")),
          new Kind("game", titled("game")),
          new Kind("invoice", titled("invoice")));

  /** Whether the message has content of a known kind beside text. */
  static boolean any(JsonNode message) {
    return KINDS.stream().anyMatch(k -> message.has(k.field()));
  }

  static List<Attachment> of(JsonNode message) {
    for (Kind kind : KINDS) {
      Optional<Attachment> read =
          Optional.ofNullable(message.get(kind.field())).flatMap(kind.read());
      if (read.isPresent()) {
        return List.of(read.get());
      }
    }
    return List.of();
  }

  private static Function<JsonNode, Optional<Attachment>> file(AttachmentType type) {
    return file -> Optional.of(described(Attachment.of(type), file).build());
  }

  private static Attachment.Builder described(Attachment.Builder builder, JsonNode file) {
    return builder
        .id(id(file, "file_id").orElse(null))
        .name(text(file, "file_name").or(() -> text(file, "title")).orElse(null))
        .mime(text(file, "mime_type").orElse(null))
        .sizeBytes(number(file, "file_size").orElse(null))
        .pixels(
            small(file, "width").or(() -> small(file, "length")).orElse(null),
            small(file, "height").or(() -> small(file, "length")).orElse(null))
        .duration(number(file, "duration").map(Duration::ofSeconds).orElse(null));
  }

  /** One picture in several sizes: the largest. */
  private static Optional<Attachment> photo(JsonNode sizes) {
    return Stream.of(sizes)
        .flatMap(all -> all.valueStream())
        .filter(JsonNode::isObject)
        .max(Comparator.comparingLong(s -> s.path("width").asLong() * s.path("height").asLong()))
        .map(size ->
            described(Attachment.of(AttachmentType.IMAGE), size).mime("image/jpeg").build());
  }

  private static Optional<Attachment> sticker(JsonNode sticker) {
    String mime =
        flag(sticker, "is_video")
            ? "video/webm"
            : flag(sticker, "is_animated") ? "application/x-tgsticker" : "image/webp";
    return Optional.of(
        described(Attachment.of(AttachmentType.STICKER), sticker)
            .mime(mime)
            .value(text(sticker, "emoji").orElse(null))
            .build());
  }

  private static Optional<Attachment> location(JsonNode location) {
    return Optional.of(
        Attachment.of(AttachmentType.LOCATION).place(place(location, Optional.empty())).build());
  }

  private static Optional<Attachment> venue(JsonNode venue) {
    return Optional.of(
        Attachment.of(AttachmentType.VENUE)
            .name(text(venue, "title").orElse(null))
            .place(place(venue.path("location"), text(venue, "address")))
            .build());
  }

  private static Attachment.Place place(JsonNode location, Optional<String> address) {
    return new Attachment.Place(
        location.path("latitude").asDouble(), location.path("longitude").asDouble(), address);
  }

  private static Optional<Attachment> contact(JsonNode contact) {
    String name =
        Stream.of(text(contact, "first_name"), text(contact, "last_name"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return Optional.of(
        Attachment.of(AttachmentType.CONTACT)
            .name(name)
            .value(text(contact, "phone_number").orElse(null))
            .build());
  }

  /** The question is the name, the options are the value, one on a line. */
  private static Optional<Attachment> poll(JsonNode poll) {
    String options =
        each(poll, "options")
            .map(o -> text(o, "text"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n"));
    return Optional.of(
        Attachment.of(AttachmentType.POLL)
            .id(id(poll, "id").orElse(null))
            .name(text(poll, "question").orElse(null))
            .value(options.isEmpty() ? null : options)
            .build());
  }

  private static Optional<Attachment> dice(JsonNode dice) {
    String value =
        Stream.of(text(dice, "emoji"), id(dice, "value"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return Optional.of(Attachment.of(AttachmentType.DICE).value(value).build());
  }

  private static Optional<Attachment> story(JsonNode story) {
    return Optional.of(
        Attachment.of(AttachmentType.STORY)
            .id(id(story, "id").orElse(null))
            .name(object(story, "chat").flatMap(chat -> text(chat, "title")).orElse(null))
            .build());
  }

  private static Optional<Attachment> paidMedia(JsonNode media) {
    return Optional.of(Attachment.of(AttachmentType.OTHER).value("paid_media").build());
  }

  private static Function<JsonNode, Optional<Attachment>> titled(String kind) {
    return thing ->
        Optional.of(
            Attachment.of(AttachmentType.OTHER)
                .name(text(thing, "title").orElse(null))
                .value(kind)
                .build());
  }
}
