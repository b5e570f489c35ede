package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.MessengerMarkup;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A linked number: its tokens, its chats, and what its sidecar remembers. Thread-safe. */
final class SimulatedNumber {
  /** Who acts in groups. */
  static final String MEMBER = "15550007777@s.whatsapp.net";

  private final String number;
  private final String token = "simulated-" + UUID.randomUUID();
  private final String adminToken = "simulated-admin-" + UUID.randomUUID();
  private final SidecarSpool spool;
  private final Map<String, SimulatedChat> chats = new HashMap<>();
  private final Map<String, SimulatedFile> received = new HashMap<>();
  private final Map<String, byte[]> outgoing = new HashMap<>();
  private final Map<String, ObjectNode> done = new HashMap<>();

  SimulatedNumber(String number, SidecarSpool spool) {
    this.number = number;
    this.spool = spool;
  }

  String number() {
    return number;
  }

  String token() {
    return token;
  }

  String adminToken() {
    return adminToken;
  }

  SidecarSpool spool() {
    return spool;
  }

  /** As phones make them. */
  static String newId() {
    return "3EB0"
        + UUID.randomUUID().toString().replace("-", "").substring(0, 18).toUpperCase(Locale.ROOT);
  }

  // What the sidecar tells.

  /** A message of a person, without what it says. */
  static ObjectNode message(String chat, String id) {
    ObjectNode message = Json.mapper().createObjectNode();
    message
        .putObject("key")
        .put("remoteJid", chat)
        .put("fromMe", false)
        .put("id", id)
        .put("participant", WhatsAppQrChats.isGroup(chat) ? MEMBER : "")
        .put("addressingMode", "pn");
    return message
        .put("messageTimestamp", Instant.now().getEpochSecond())
        .put("pushName", "Guest")
        .put("broadcast", false);
  }

  static ObjectNode words(String text) {
    return Json.mapper().createObjectNode().put("conversation", text);
  }

  static ObjectNode upsert(JsonNode message) {
    ObjectNode event = Json.mapper().createObjectNode().put("event", "messages.upsert");
    event.putObject("data").put("type", "notify").putArray("messages").add(message);
    return event;
  }

  private SimulatedChat chat(String address) {
    return chats.computeIfAbsent(address, _ -> new SimulatedChat());
  }

  /** A person's new message. */
  synchronized String write(
      String chat, ObjectNode content, String text, Optional<SimulatedFile> file) {
    String id = newId();
    chat(chat).add(id, false, text, Optional.empty(), file.stream().toList());
    file.ifPresent(f -> received.put(WhatsAppQrAttachments.handle(chat, id), f));
    spool.tell(chat, upsert(message(chat, id).set("message", content)));
    return id;
  }

  /** What a person does to a message that is there. */
  synchronized void change(String chat, ObjectNode content) {
    spool.tell(chat, upsert(message(chat, newId()).set("message", content)));
  }

  synchronized SimulatedFile received(String handle) {
    if (!received.containsKey(handle)) {
      throw new SidecarRefusal(404, "file_unavailable");
    }
    return received.get(handle);
  }

  // What the hub asks for.

  synchronized void bring(String name, byte[] bytes) {
    if (bytes.length > WhatsAppQrFile.BYTES_MAX) {
      throw new SidecarRefusal(413, "too_large");
    }
    outgoing.put(name, bytes);
  }

  /** Once for each id. */
  synchronized ObjectNode send(JsonNode request, Runnable accepted) {
    String id = required(request, "id");
    String to = required(request, "to");
    if (!to.matches("[0-9-]+@(s\\.whatsapp\\.net|lid|g\\.us)")) {
      throw new SidecarRefusal(400, "bad_request");
    }
    if (!done.containsKey(id)) {
      done.put(id, first(request, chat(to), accepted));
    }
    return done.get(id);
  }

  private ObjectNode first(JsonNode request, SimulatedChat chat, Runnable accepted) {
    ObjectNode nothing = Json.mapper().createObjectNode();
    switch (required(request, "kind")) {
      case "text" -> {
        return sent(request, chat, seen(required(request, "text")), Optional.empty(), accepted);
      }
      case "image", "video", "audio", "document", "sticker" -> {
        String text = seen(request.path("text").asText());
        return sent(request, chat, text, Optional.of(file(request)), accepted);
      }
      case "location" -> {
        return sent(request, chat, "(a place)", Optional.empty(), accepted);
      }
      case "contact" -> {
        return sent(request, chat, "(a contact)", Optional.empty(), accepted);
      }
      case "edit" -> {
        // To somebody else's message phones do nothing, and nobody is told.
        String message = required(request, "message_id");
        if (chat.isOurs(message)) {
          chat.edit(message, seen(required(request, "text")));
        }
      }
      case "delete" -> {
        String message = required(request, "message_id");
        if (chat.isOurs(message)) {
          chat.delete(message);
        }
      }
      case "reaction" -> {
        String message = required(request, "message_id");
        if (chat.has(message)) {
          chat.react(message, request.path("emoji").asText());
        }
      }
      case "read" -> required(request, "message_id");
      case "typing" -> {}
      default -> throw new SidecarRefusal(400, "bad_request");
    }
    return nothing;
  }

  private ObjectNode sent(
      JsonNode request,
      SimulatedChat chat,
      String text,
      Optional<SimulatedFile> file,
      Runnable accepted) {
    String id = newId();
    chat.add(id, true, text, Payload.words(request, "reply_to"), file.stream().toList());
    accepted.run();
    return Json.mapper().createObjectNode().put("message_id", id);
  }

  private SimulatedFile file(JsonNode request) {
    byte[] bytes = outgoing.remove(request.path("file").path("id").asText());
    if (bytes == null) {
      throw new SidecarRefusal(400, "bad_request");
    }
    return new SimulatedFile(request.path("file").path("name").asText(), bytes);
  }

  private static String required(JsonNode request, String field) {
    return Payload.words(request, field).orElseThrow(() -> new SidecarRefusal(400, "bad_request"));
  }

  /** What the app shows of a text. */
  private static String seen(String source) {
    return MessengerMarkup.read(source).text().replace("\u200b", "");
  }

  synchronized List<Shown> shown(String chat) {
    return chat(chat).shown();
  }
}
