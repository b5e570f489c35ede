package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.telegram.BotApiFiles.StoredFile;
import dev.milena.platform.testkit.SimulatorServer.Upload;
import dev.milena.platform.testkit.Tally;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The methods that make new messages. */
final class BotApiSending {
  private static final int TEXT_MAX = 4096;
  private static final int CAPTION_MAX = 1024;

  /** Methods with a file, and the field that holds it. */
  private static final Map<String, String> FILES =
      Map.of(
          "sendphoto", "photo",
          "senddocument", "document",
          "sendvideo", "video",
          "sendaudio", "audio",
          "sendvoice", "voice",
          "sendanimation", "animation",
          "sendvideonote", "video_note",
          "sendsticker", "sticker");

  private static final String ATTACHED = "attach://";
  private static final Set<String> UNCAPTIONED = Set.of("video_note", "sticker");
  private static final Set<String> PICTURES = Set.of("photo", "video");

  private final BotApiFiles files;
  private final Tally tally;

  BotApiSending(BotApiFiles files, Tally tally) {
    this.files = files;
    this.tally = tally;
  }

  /** The chat that a call names, unless the bot has sent too much. */
  static SimulatedChat enter(SimulatedBot bot, BotApiParameters parameters, Tally tally) {
    String id =
        parameters.text("chat_id").orElseThrow(() -> BotApiError.badRequest("chat_id is empty"));
    SimulatedChat chat = bot.enter(id);
    int wait = bot.limits().count(id, System.nanoTime());
    if (wait > 0) {
      tally.throttled();
      throw BotApiError.tooMany(wait);
    }
    return chat;
  }

  JsonNode action(SimulatedBot bot, BotApiParameters parameters) {
    bot.enter(parameters.text("chat_id").orElse(""));
    if (!parameters
        .text("action")
        .orElse("")
        .matches("typing|(upload|record)_\\w+|choose_sticker|find_location")) {
      throw BotApiError.badRequest("wrong parameter action in request");
    }
    return BooleanNode.TRUE;
  }

  Future<JsonNode> send(SimulatedBot bot, String method, BotApiParameters parameters) {
    if (FILES.containsKey(method)) {
      return file(bot, FILES.get(method), parameters);
    }
    return switch (method) {
      case "sendmessage" -> text(bot, parameters);
      case "sendmediagroup" -> album(bot, parameters);
      case "sendlocation" -> thing(bot, parameters, "location", location(parameters));
      case "sendvenue" -> venue(bot, parameters);
      case "sendcontact" ->
          thing(bot, parameters, "contact", copied(parameters, "phone_number", "first_name"));
      case "senddice" ->
          thing(
              bot,
              parameters,
              "dice",
              BotApi.object().put("emoji", parameters.text("emoji").orElse("🎲")).put("value", 4));
      case "sendpoll" -> poll(bot, parameters);
      default -> throw BotApiError.notFound();
    };
  }

  private Future<JsonNode> text(SimulatedBot bot, BotApiParameters parameters) {
    SimulatedChat chat = enter(bot, parameters, tally);
    ObjectNode message = head(chat, parameters);
    BotApiText.write(parameters, message, "text", TEXT_MAX);
    return BotApi.done(said(bot, chat, message, List.of()));
  }

  /** What every message may have: what it answers, its topic, its buttons. */
  private static ObjectNode head(SimulatedChat chat, BotApiParameters parameters) {
    ObjectNode message = BotApi.object();
    JsonNode reply = parameters.json("reply_parameters");
    if (reply.isObject()) {
      Optional<SimulatedMessage> answered = chat.find(reply.path("message_id").asLong());
      if (answered.isEmpty() && !reply.path("allow_sending_without_reply").asBoolean()) {
        throw BotApiError.badRequest("message to be replied not found");
      }
      answered.ifPresent(a -> message.set("reply_to_message", a.json()));
    }
    parameters
        .number("message_thread_id")
        .ifPresent(topic -> message.put("message_thread_id", topic));
    BotApiText.keyboard(parameters).ifPresent(keyboard -> message.set("reply_markup", keyboard));
    return message;
  }

  private JsonNode said(
      SimulatedBot bot, SimulatedChat chat, ObjectNode message, List<StoredFile> with) {
    tally.accepted();
    return bot.say(chat, message, with).json();
  }

  private Future<JsonNode> file(SimulatedBot bot, String field, BotApiParameters parameters) {
    SimulatedChat chat = enter(bot, parameters, tally);
    ObjectNode message = head(chat, parameters);
    if (parameters.has("caption") && !UNCAPTIONED.contains(field)) {
      BotApiText.write(parameters, message, "caption", CAPTION_MAX);
    }
    return stored(field, parameters, field, parameters.text(field).orElse(""))
        .map(file -> {
          synchronized (bot) {
            shown(message, field, file);
            return said(bot, chat, message, List.of(file));
          }
        });
  }

  private static void shown(ObjectNode message, String field, StoredFile file) {
    ObjectNode shown = BotApiFiles.inMessage(file);
    if (field.equals("photo")) {
      message.putArray("photo").add(shown);
    } else {
      message.set(field, shown);
    }
    if (field.equals("animation")) {
      message.set("document", shown);
    }
  }

  /** What came with the call, or what the call names. A part may be named by {@code attach://}. */
  private Future<StoredFile> stored(
      String kind, BotApiParameters parameters, String field, String source) {
    boolean attached = source.startsWith(ATTACHED);
    String part = attached ? source.substring(ATTACHED.length()) : field;
    Optional<Upload> upload = parameters.file(part);
    if (upload.isPresent()) {
      Upload u = upload.get();
      return Future.succeededFuture(files.store(kind, u.name(), u.mime(), u.bytes().getBytes()));
    }
    if (source.isEmpty() || attached) {
      throw BotApiError.badRequest("there is no " + kind + " in the request");
    }
    return files.resolve(kind, source);
  }

  private Future<JsonNode> album(SimulatedBot bot, BotApiParameters parameters) {
    SimulatedChat chat = enter(bot, parameters, tally);
    JsonNode media = parameters.json("media");
    if (media.size() < 2 || media.size() > 10) {
      throw BotApiError.badRequest("must have 2 to 10 media in the album");
    }
    List<ObjectNode> messages = new ArrayList<>();
    List<Future<StoredFile>> found = new ArrayList<>();
    String group = Long.toString(System.nanoTime());
    for (JsonNode item : media) {
      check(item, media.get(0));
      ObjectNode message = head(chat, parameters).put("media_group_id", group);
      caption(item, message);
      messages.add(message);
      String type = item.path("type").asText();
      found.add(stored(type, parameters, "", item.path("media").asText()));
    }
    return Future.all(found)
        .map(all -> {
          synchronized (bot) {
            ArrayNode sent = Json.mapper().createArrayNode();
            for (int i = 0; i < messages.size(); i++) {
              StoredFile file = all.resultAt(i);
              shown(messages.get(i), file.kind(), file);
              sent.add(said(bot, chat, messages.get(i), List.of(file)));
            }
            return sent;
          }
        });
  }

  private static void check(JsonNode item, JsonNode first) {
    String type = item.path("type").asText();
    String other = first.path("type").asText();
    boolean together = type.equals(other) || PICTURES.contains(type) && PICTURES.contains(other);
    if (!Set.of("photo", "video", "audio", "document").contains(type) || !together) {
      throw BotApiError.badRequest("Can't use the media of the specified type in the album");
    }
  }

  private static void caption(JsonNode item, ObjectNode message) {
    String caption = item.path("caption").asText("");
    if (caption.length() > CAPTION_MAX) {
      throw BotApiError.badRequest("message caption is too long");
    }
    if (!caption.isEmpty()) {
      message.put("caption", caption);
      message.set("caption_entities", BotApiText.checked(item.path("caption_entities"), caption));
    }
  }

  private Future<JsonNode> thing(
      SimulatedBot bot, BotApiParameters parameters, String field, ObjectNode what) {
    SimulatedChat chat = enter(bot, parameters, tally);
    ObjectNode message = head(chat, parameters);
    message.set(field, what);
    return BotApi.done(said(bot, chat, message, List.of()));
  }

  private static ObjectNode copied(BotApiParameters parameters, String... names) {
    ObjectNode copy = BotApi.object();
    for (String name : names) {
      copy.put(
          name,
          parameters
              .text(name)
              .orElseThrow(() -> BotApiError.badRequest(name + " is not specified")));
    }
    return copy;
  }

  private static ObjectNode location(BotApiParameters parameters) {
    ObjectNode texts = copied(parameters, "latitude", "longitude");
    return BotApi.object()
        .put("latitude", texts.path("latitude").asDouble())
        .put("longitude", texts.path("longitude").asDouble());
  }

  private Future<JsonNode> venue(SimulatedBot bot, BotApiParameters parameters) {
    ObjectNode venue = copied(parameters, "title", "address");
    venue.set("location", location(parameters));
    return thing(bot, parameters, "venue", venue);
  }

  private Future<JsonNode> poll(SimulatedBot bot, BotApiParameters parameters) {
    ObjectNode poll = copied(parameters, "question").put("id", Long.toString(System.nanoTime()));
    JsonNode options = parameters.json("options");
    if (options.size() < 2 || options.size() > 12) {
      throw BotApiError.badRequest("poll must have 2 to 12 options");
    }
    options.forEach(o ->
        poll.withArray("options")
            .addObject()
            .put("text", o.path("text").asText())
            .put("voter_count", 0));
    return thing(bot, parameters, "poll", poll);
  }
}
