package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What hangs on a message. Files are opened by the sidecar, which remembers the message and with it
 * the key of its file for three days. Pure.
 */
final class WhatsAppQrAttachments {
  private static final Pattern PHONE = Pattern.compile("(?m)^TEL[^:]*:\\s*(\\S[^\\r\\n]*)");

  private WhatsAppQrAttachments() {}

  /** By what the sidecar finds the message again. */
  static String handle(String chat, String message) {
    return ApiRequest.inUrl(chat) + "/" + ApiRequest.inUrl(message);
  }

  /** Empty: this kind of message carries nothing. */
  static Optional<List<Attachment>> of(WhatsAppQrContent content, String handle) {
    JsonNode body = content.body();
    return switch (content.kind()) {
      case "imageMessage" -> file(AttachmentType.IMAGE, body, handle);
      case "videoMessage" ->
          file(
              Payload.flag(body, "gifPlayback") ? AttachmentType.ANIMATION : AttachmentType.VIDEO,
              body,
              handle);
      case "ptvMessage" -> file(AttachmentType.VIDEO_NOTE, body, handle);
      case "audioMessage" ->
          file(
              Payload.flag(body, "ptt") ? AttachmentType.VOICE : AttachmentType.AUDIO,
              body,
              handle);
      case "documentMessage" -> file(AttachmentType.FILE, body, handle);
      case "stickerMessage" -> file(AttachmentType.STICKER, body, handle);
      case "locationMessage", "liveLocationMessage" -> place(body);
      case "contactMessage" -> Optional.of(List.of(contact(body)));
      case "contactsArrayMessage" ->
          Optional.of(Payload.each(body, "contacts").map(WhatsAppQrAttachments::contact).toList());
      case "pollCreationMessage",
          "pollCreationMessageV2",
          "pollCreationMessageV3",
          "pollCreationMessageV5" ->
          named(AttachmentType.POLL, Payload.words(body, "name"));
      case "groupInviteMessage" -> named(AttachmentType.LINK, Payload.words(body, "groupName"));
      case "productMessage" ->
          named(AttachmentType.OTHER, Payload.words(body.path("product"), "title"));
      case "orderMessage" -> named(AttachmentType.OTHER, Payload.words(body, "orderTitle"));
      case "eventMessage" -> named(AttachmentType.OTHER, Payload.words(body, "name"));
      case "stickerPackMessage" -> named(AttachmentType.OTHER, Payload.words(body, "name"));
      default -> Optional.empty();
    };
  }

  private static Optional<List<Attachment>> file(
      AttachmentType type, JsonNode body, String handle) {
    return Optional.of(
        List.of(
            Attachment.of(type)
                .id(handle)
                .name(
                    Payload.words(body, "fileName")
                        .or(() -> Payload.words(body, "title"))
                        .orElse(null))
                .mime(Payload.words(body, "mimetype").orElse(null))
                .sizeBytes(
                    WhatsAppQrFields.number(body, "fileLength").filter(n -> n >= 0).orElse(null))
                .pixels(
                    Payload.small(body, "width").orElse(null),
                    Payload.small(body, "height").orElse(null))
                .duration(Payload.small(body, "seconds").map(Duration::ofSeconds).orElse(null))
                .build()));
  }

  private static Optional<List<Attachment>> place(JsonNode body) {
    JsonNode latitude = body.path("degreesLatitude");
    JsonNode longitude = body.path("degreesLongitude");
    if (!isDegrees(latitude, 90) || !isDegrees(longitude, 180)) {
      return Optional.of(List.of(Attachment.of(AttachmentType.LOCATION).build()));
    }
    Optional<String> name = Payload.words(body, "name");
    return Optional.of(
        List.of(
            Attachment.of(name.isPresent() ? AttachmentType.VENUE : AttachmentType.LOCATION)
                .name(name.orElse(null))
                .place(
                    new Attachment.Place(
                        latitude.doubleValue(),
                        longitude.doubleValue(),
                        Payload.words(body, "address")))
                .build()));
  }

  private static boolean isDegrees(JsonNode number, int most) {
    return number.isNumber() && Math.abs(number.doubleValue()) <= most;
  }

  private static Attachment contact(JsonNode body) {
    Matcher phone = PHONE.matcher(body.path("vcard").asText());
    return Attachment.of(AttachmentType.CONTACT)
        .name(Payload.words(body, "displayName").orElse(null))
        .value(phone.find() ? phone.group(1).strip() : null)
        .build();
  }

  private static Optional<List<Attachment>> named(AttachmentType type, Optional<String> name) {
    return Optional.of(List.of(Attachment.of(type).name(name.orElse(null)).build()));
  }
}
