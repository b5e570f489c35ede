package dev.milena.platform.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.PlatformSimulator.Shown;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.WebhookSender;
import dev.milena.platform.testkit.WebhookSender.Signed;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One service. It checks what it is told as a careful one does: signature, age, form; a call that
 * comes again is answered as before and does nothing. Thread-safe.
 */
final class SimulatedService {
  /** So much a service takes at once. */
  private static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

  private static final int KEY_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HttpServiceSimulator owner;
  private final AccountRef account;
  private final String door;
  private final String path = "/services/" + UUID.randomUUID();
  private final Map<String, Map<String, Entry>> chats = new HashMap<>();
  private final Map<String, Answer> answered = new HashMap<>();
  private Function<JsonNode, Optional<JsonNode>> answers = _ -> Optional.empty();
  private String secret = newSecret();

  /** A message, of the hub or of the service itself. */
  private static final class Entry {
    private final String id;
    private final boolean ours;
    private String text;
    private final Optional<String> replyTo;
    private final List<String> files = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<String> buttons = new ArrayList<>();
    private final List<String> reactions = new ArrayList<>();
    private int edits;
    private boolean deleted;

    Entry(String id, boolean ours, String text, Optional<String> replyTo) {
      this.id = id;
      this.ours = ours;
      this.text = text;
      this.replyTo = replyTo;
    }

    Shown shown() {
      return new Shown(
          id,
          text,
          replyTo,
          List.copyOf(files),
          List.copyOf(sizes),
          List.copyOf(buttons),
          List.copyOf(reactions),
          edits,
          deleted);
    }
  }

  SimulatedService(HttpServiceSimulator owner, AccountRef account, String hub) {
    this.owner = owner;
    this.account = account;
    this.door = hub + "/in/" + account.platform() + "/" + account.name();
  }

  static String newSecret() {
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  ObjectNode settings() {
    return Json.mapper()
        .createObjectNode()
        .put("url", owner.baseUrl() + path)
        .put("secret", secret);
  }

  boolean serves(String called) {
    return called.equals(path);
  }

  /** From now on it knows this secret and no other. */
  synchronized void know(String newSecret) {
    secret = newSecret;
  }

  /** What it answers in the response to what it is told. */
  synchronized void answering(Function<JsonNode, Optional<JsonNode>> newAnswers) {
    answers = newAnswers;
  }

  // What the hub calls.

  synchronized Answer answer(Call call) {
    byte[] bytes = call.body().getBytes();
    HttpSignature.Verdict verdict =
        HttpSignature.check(
            keys(),
            call.headers().get("webhook-id"),
            call.headers().get("webhook-timestamp"),
            call.headers().get("webhook-signature"),
            bytes,
            owner.now());
    if (verdict != HttpSignature.Verdict.GOOD) {
      return Answer.json(401, "{}");
    }
    if (bytes.length > BODY_BYTES_MAX) {
      return Answer.json(413, "{}");
    }
    String id = call.headers().get("webhook-id");
    if (!answered.containsKey(id)) {
      answered.put(id, told(Payload.tree(bytes)));
    }
    return answered.get(id);
  }

  private List<byte[]> keys() {
    return List.of(HttpSignature.key(secret, "secret"));
  }

  private Answer told(JsonNode event) {
    boolean form =
        event.path("specversion").asText().equals("1.0")
            && Stream.of("id", "source", "type").allMatch(a -> event.path(a).isTextual())
            && event.at("/data/conversation/id").isTextual();
    if (!form) {
      return Answer.json(400, "{}");
    }
    Map<String, Entry> chat = chat(event.at("/data/conversation/id").asText());
    JsonNode data = event.path("data");
    boolean known =
        switch (event.path("type").asText()) {
          case "dev.milena.message.created" -> created(chat, data.path("message"));
          case "dev.milena.message.edited" -> edited(chat, data.path("message"));
          case "dev.milena.message.deleted" -> deleted(chat, data);
          case "dev.milena.reaction.added" -> reacted(chat, data, true);
          case "dev.milena.reaction.removed" -> reacted(chat, data, false);
          case "dev.milena.interaction.pressed" -> pressed(chat, data.path("interaction"));
          case "dev.milena.typing",
              "dev.milena.delivery.status",
              "dev.milena.conversation.closed" ->
              true;
          default -> false;
        };
    if (!known) {
      return Answer.json(400, "{}");
    }
    return answers
        .apply(event)
        .map(body -> Answer.json(200, body.toString()))
        .orElseGet(() -> new Answer(204, Map.of(), Buffer.buffer()));
  }

  private Map<String, Entry> chat(String conversation) {
    return chats.computeIfAbsent(conversation, _ -> new LinkedHashMap<>());
  }

  private boolean created(Map<String, Entry> chat, JsonNode message) {
    Entry entry =
        new Entry(
            message.path("id").asText(),
            true,
            message.path("text").asText(""),
            Payload.text(message, "replyTo"));
    Payload.each(message, "attachments").forEach(a -> attached(entry, a));
    message.path("buttons").forEach(row -> row.forEach(b -> entry.buttons.addAll(labels(b))));
    chat.put(entry.id, entry);
    owner.accepted();
    return true;
  }

  private void attached(Entry entry, JsonNode file) {
    entry.files.add(file.path("name").asText("file"));
    Payload.text(file, "url")
        .ifPresent(url -> owner.files().fetch(url, size -> arrived(entry, size)));
  }

  private synchronized void arrived(Entry entry, long size) {
    entry.sizes.add(size);
    entry.sizes.sort(null);
  }

  private static List<String> labels(JsonNode button) {
    List<String> choices =
        Payload.each(button, "choices").map(c -> c.path("label").asText()).toList();
    return choices.isEmpty() ? List.of(button.path("label").asText()) : choices;
  }

  private static boolean edited(Map<String, Entry> chat, JsonNode message) {
    Entry entry = chat.get(message.path("id").asText());
    if (entry == null) {
      return false;
    }
    String text = message.path("text").asText("");
    entry.edits += entry.text.equals(text) ? 0 : 1;
    entry.text = text;
    return true;
  }

  private static boolean deleted(Map<String, Entry> chat, JsonNode data) {
    Optional.ofNullable(chat.get(data.at("/message/id").asText())).ifPresent(e -> e.deleted = true);
    return true;
  }

  private static boolean reacted(Map<String, Entry> chat, JsonNode data, boolean on) {
    Entry entry = chat.get(data.at("/message/id").asText());
    if (entry == null) {
      return false;
    }
    String emoji = data.at("/reaction/emoji").asText();
    entry.reactions.remove(emoji);
    if (on) {
      entry.reactions.add(emoji);
    }
    return true;
  }

  /** Its people read that something was pressed. */
  private boolean pressed(Map<String, Entry> chat, JsonNode interaction) {
    String id = interaction.path("id").asText();
    chat.put(id, new Entry(id, true, interaction.path("label").asText(), Optional.empty()));
    return true;
  }

  synchronized List<Shown> shown(String conversation) {
    return chat(conversation).values().stream()
        .filter(e -> e.ours || !e.reactions.isEmpty())
        .map(Entry::shown)
        .toList();
  }

  // What it calls.

  synchronized String write(String conversation, String text, Optional<String> replyTo) {
    String id = newId();
    chat(conversation).put(id, new Entry(id, false, text, replyTo));
    ObjectNode message = message(id).put("text", text);
    replyTo.ifPresent(r -> message.put("replyTo", r));
    tell(conversation, "message.created", "message", message);
    return id;
  }

  synchronized String sendFile(String conversation, OfferedFile file, String url) {
    String id = newId();
    ObjectNode message = message(id);
    file.caption().ifPresent(c -> message.put("text", c));
    message
        .putArray("attachments")
        .addObject()
        .put("type", "file")
        .put("url", url)
        .put("name", file.name())
        .put("mime", file.mime())
        .put("sizeBytes", file.bytes().length);
    tell(conversation, "message.created", "message", message);
    return id;
  }

  synchronized void edit(String conversation, String messageId, String text) {
    tell(conversation, "message.edited", "message", message(messageId).put("text", text));
  }

  synchronized void delete(String conversation, String messageId) {
    tell(conversation, "message.deleted", "message", message(messageId));
  }

  synchronized void react(String conversation, String messageId, String emoji, boolean on) {
    ObjectNode event =
        event(
            conversation,
            on ? "reaction.added" : "reaction.removed",
            "message",
            message(messageId));
    event.withObject("/data").putObject("reaction").put("emoji", emoji);
    call(conversation, event);
  }

  synchronized void press(String conversation, String messageId, String value) {
    ObjectNode event = event(conversation, "interaction.pressed", "message", message(messageId));
    event
        .withObject("/data")
        .putObject("interaction")
        .put("id", newId())
        .put("type", "button")
        .put("value", value)
        .put("messageId", messageId);
    call(conversation, event);
  }

  private static ObjectNode message(String id) {
    return Json.mapper().createObjectNode().put("id", id);
  }

  private void tell(String conversation, String type, String what, ObjectNode said) {
    call(conversation, event(conversation, type, what, said));
  }

  static ObjectNode event(String conversation, String type, String what, ObjectNode said) {
    ObjectNode event =
        Json.mapper()
            .createObjectNode()
            .put("specversion", "1.0")
            .put("id", newId())
            .put("source", "/simulated")
            .put("type", "dev.milena." + type)
            .put("time", Instant.now().toString())
            .put("datacontenttype", "application/json");
    ObjectNode data = event.putObject("data");
    data.putObject("conversation").put("id", conversation);
    data.putObject("sender").put("id", conversation).put("name", "Vera");
    data.set(what, said);
    return event;
  }

  /** Each attempt is signed when it is made, under the id of the first. */
  private void call(String conversation, ObjectNode event) {
    byte[] body = Json.bytes(event);
    String id = newId();
    String known = secret;
    String guessed = newSecret();
    owner.send(
        new WebhookSender.Input(
            HttpServiceSimulator.lane(account, conversation),
            door,
            _ -> signed(known, id, body),
            _ -> signed(guessed, id, body)));
  }

  private Signed signed(String secret, String id, byte[] body) {
    return new Signed(headers(secret, id, body, owner.now()), Buffer.buffer(body));
  }

  /** The headers of a call that is made then. */
  static Map<String, String> headers(String secret, String id, byte[] body, Instant when) {
    return Map.of(
        "content-type",
        "application/cloudevents+json",
        "webhook-id",
        id,
        "webhook-timestamp",
        HttpSignature.seconds(when),
        "webhook-signature",
        HttpSignature.by(List.of(HttpSignature.key(secret, "secret")), id, when, body));
  }

  static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
