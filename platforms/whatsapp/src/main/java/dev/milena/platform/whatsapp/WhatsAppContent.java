package dev.milena.platform.whatsapp;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.flag;
import static dev.milena.platform.Payload.id;
import static dev.milena.platform.Payload.object;
import static dev.milena.platform.Payload.text;
import static dev.milena.platform.Payload.words;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a message carries. Its type names the field in which that stands. Pure.
 *
 * @param said the text, or the caption of a file, as it was typed
 * @param attachments files, contact cards and the like
 * @param place a place on the map, alone on its message
 */
record WhatsAppContent(
    Optional<String> said, List<Attachment> attachments, Optional<Attachment> place) {
  private static final WhatsAppContent NOTHING =
      new WhatsAppContent(Optional.empty(), List.of(), Optional.empty());

  static WhatsAppContent of(JsonNode message) {
    String type = text(message, "type").orElse("");
    JsonNode body = message.path(type);
    return switch (type) {
      case "text" -> new WhatsAppContent(text(body, "body"), List.of(), Optional.empty());
      case "image" -> file(AttachmentType.IMAGE, body);
      case "video" -> file(AttachmentType.VIDEO, body);
      case "audio" -> file(flag(body, "voice") ? AttachmentType.VOICE : AttachmentType.AUDIO, body);
      case "document" -> file(AttachmentType.FILE, body);
      case "sticker" -> file(AttachmentType.STICKER, body);
      case "location" -> new WhatsAppContent(Optional.empty(), List.of(), place(body));
      case "contacts" ->
          new WhatsAppContent(
              Optional.empty(),
              each(message, "contacts").map(WhatsAppContent::contact).toList(),
              Optional.empty());
      case "order" -> order(body);
      default -> NOTHING;
    };
  }

  /** Its address would need the token and ends soon: only the handle is passed on. */
  private static WhatsAppContent file(AttachmentType type, JsonNode file) {
    Attachment attachment =
        Attachment.of(type)
            .id(id(file, "id").orElse(null))
            .name(words(file, "filename").orElse(null))
            .mime(words(file, "mime_type").orElse(null))
            .build();
    return new WhatsAppContent(text(file, "caption"), List.of(attachment), Optional.empty());
  }

  private static Optional<Attachment> place(JsonNode location) {
    JsonNode latitude = location.path("latitude");
    JsonNode longitude = location.path("longitude");
    if (!latitude.isNumber() || !longitude.isNumber()) {
      return Optional.empty();
    }
    Optional<String> name = words(location, "name");
    Optional<String> address = words(location, "address");
    boolean named = name.isPresent() || address.isPresent();
    return Optional.of(
        Attachment.of(named ? AttachmentType.VENUE : AttachmentType.LOCATION)
            .name(name.orElse(null))
            .url(words(location, "url").orElse(null))
            .place(new Attachment.Place(latitude.doubleValue(), longitude.doubleValue(), address))
            .build());
  }

  private static Attachment contact(JsonNode card) {
    Optional<String> phone =
        each(card, "phones")
            .flatMap(p -> words(p, "phone").or(() -> id(p, "wa_id")).stream())
            .findFirst();
    return Attachment.of(AttachmentType.CONTACT)
        .name(object(card, "name").flatMap(n -> words(n, "formatted_name")).orElse(null))
        .value(phone.orElse(null))
        .build();
  }

  /** What somebody wants to buy, as a line: how many of which. */
  private static WhatsAppContent order(JsonNode order) {
    String items =
        each(order, "product_items")
            .map(item ->
                id(item, "quantity").orElse("1")
                    + " × "
                    + id(item, "product_retailer_id").orElse("?"))
            .collect(Collectors.joining(", "));
    Attachment attachment =
        Attachment.of(AttachmentType.OTHER)
            .id(id(order, "catalog_id").orElse(null))
            .name("order")
            .value(items)
            .build();
    return new WhatsAppContent(words(order, "text"), List.of(attachment), Optional.empty());
  }

  /** Somebody's words. */
  @Override
  public String toString() {
    return "WhatsAppContent[" + attachments.size() + " attachments]";
  }
}
