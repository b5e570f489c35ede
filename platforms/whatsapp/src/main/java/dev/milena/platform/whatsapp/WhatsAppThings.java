package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Attachment;
import dev.milena.model.Json;
import java.util.Optional;

/** Things without bytes that WhatsApp shows as such: places and contact cards. Pure. */
final class WhatsAppThings {
  private WhatsAppThings() {}

  /** What a message that shows it carries; empty where it can only be told in words. */
  static Optional<ObjectNode> message(Attachment thing) {
    return switch (thing.type()) {
      case LOCATION, VENUE -> thing.place().map(place -> location(thing, place));
      case CONTACT ->
          thing.name().filter(name -> !name.isBlank()).map(name -> contact(thing, name));
      case IMAGE,
          VIDEO,
          AUDIO,
          VOICE,
          VIDEO_NOTE,
          ANIMATION,
          FILE,
          STICKER,
          POLL,
          DICE,
          STORY,
          LINK,
          OTHER ->
          Optional.empty();
    };
  }

  private static ObjectNode location(Attachment thing, Attachment.Place place) {
    ObjectNode message = Json.mapper().createObjectNode().put("type", "location");
    ObjectNode location =
        message
            .putObject("location")
            .put("latitude", place.latitude())
            .put("longitude", place.longitude());
    thing.name().ifPresent(name -> location.put("name", name));
    place.address().ifPresent(address -> location.put("address", address));
    return message;
  }

  private static ObjectNode contact(Attachment thing, String name) {
    ObjectNode message = Json.mapper().createObjectNode().put("type", "contacts");
    ObjectNode card = message.putArray("contacts").addObject();
    card.putObject("name").put("formatted_name", name).put("first_name", name);
    thing
        .value()
        .filter(phone -> !phone.isBlank())
        .ifPresent(phone -> card.putArray("phones").addObject().put("phone", phone));
    return message;
  }
}
