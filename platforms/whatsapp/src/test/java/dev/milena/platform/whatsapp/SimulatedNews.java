package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;

/** A notification as Meta puts it together: lists in lists, for one number. */
final class SimulatedNews {
  private final String number;
  private final String display;
  private String sender = "";

  private SimulatedNews(String number, String display) {
    this.number = number;
    this.display = display;
  }

  static SimulatedNews of(String number, String display) {
    return new SimulatedNews(number, display);
  }

  /** Somebody whose name stands beside what they say. */
  SimulatedNews from(String person) {
    sender = person;
    return this;
  }

  ObjectNode with(String list, JsonNode... entries) {
    ObjectNode root = Json.mapper().createObjectNode().put("object", "whatsapp_business_account");
    ObjectNode change =
        root.putArray("entry")
            .addObject()
            .put("id", "102290129340398")
            .putArray("changes")
            .addObject();
    ObjectNode value = change.putObject("value").put("messaging_product", "whatsapp");
    value.putObject("metadata").put("display_phone_number", display).put("phone_number_id", number);
    if (!sender.isEmpty()) {
      ObjectNode contact = value.putArray("contacts").addObject().put("wa_id", sender);
      contact.putObject("profile").put("name", "Guest");
    }
    for (JsonNode entry : entries) {
      value.withArray(list).add(entry);
    }
    change.put("field", "messages");
    return root;
  }
}
