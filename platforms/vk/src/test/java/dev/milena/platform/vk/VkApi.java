package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.testkit.Tally;
import dev.milena.platform.vk.SimulatedMessage.StoredFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The methods that the hub and other clients use, with VK's refusals. Called with the community's
 * lock held.
 */
final class VkApi {
  private static final int TEXT_MAX = 4096;
  private static final int ATTACHMENTS_MAX = 10;
  private static final int REACTIONS = 16;
  private static final int EVENT_DATA_MAX = 1000;
  private static final int SNACKBAR_MAX = 90;

  /** Of a keyboard that stands under a message, and of one that stands below the chat. */
  private static final int INLINE_BUTTONS_MAX = 10;

  private static final int BUTTONS_MAX = 40;
  private static final Set<String> COLORS =
      Set.of("primary", "secondary", "negative", "positive", "default");

  /** What does something, rather than only looks. */
  private static final Set<String> ACTING =
      Set.of(
          "execute",
          "messages.send",
          "messages.edit",
          "messages.delete",
          "messages.sendReaction",
          "messages.deleteReaction",
          "messages.setActivity",
          "messages.markAsRead",
          "messages.sendMessageEventAnswer");

  private final String baseUrl;
  private final Tally tally;

  VkApi(String baseUrl, Tally tally) {
    this.baseUrl = baseUrl;
    this.tally = tally;
  }

  static boolean acts(String method) {
    return ACTING.contains(method);
  }

  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  /** The answer's body. */
  ObjectNode call(SimulatedCommunity community, String method, Map<String, String> given) {
    return method.equals("execute")
        ? execute(community, given.getOrDefault("code", ""))
        : object().set("response", result(community, method, given));
  }

  private ObjectNode execute(SimulatedCommunity community, String code) {
    ObjectNode body = object();
    ArrayNode results = body.putArray("response");
    ArrayNode errors = Json.mapper().createArrayNode();
    for (VkScript.Called called : VkScript.read(code)) {
      try {
        results.add(result(community, called.method(), called.parameters()));
      } catch (VkApiError error) {
        results.add(false);
        errors.add(error.inExecute(called.method()));
      }
    }
    if (!errors.isEmpty()) {
      body.set("execute_errors", errors);
    }
    return body;
  }

  private JsonNode result(SimulatedCommunity community, String method, Map<String, String> given) {
    return switch (method) {
      case "messages.send" -> send(community, given);
      case "messages.edit" -> edit(community, given);
      case "messages.delete" -> delete(community, given);
      case "messages.sendReaction" -> react(community, given);
      case "messages.deleteReaction" -> unreact(community, given);
      case "messages.setActivity" -> one(community.enter(needed(given, "peer_id")));
      case "messages.markAsRead" -> one(community.enter(needed(given, "peer_id")));
      case "messages.sendMessageEventAnswer" -> answer(community, given);
      case "photos.getMessagesUploadServer" -> upload(community, "photo");
      case "docs.getMessagesUploadServer" -> upload(community, given.getOrDefault("type", "doc"));
      case "photos.saveMessagesPhoto" -> savePhoto(community, given);
      case "docs.save" -> saveDocument(community, given);
      case "users.get" -> people(given);
      case "groups.getById" -> communities(community, given);
      case "messages.getConversationsById" -> conversations(given);
      case "messages.getConversations" -> conversations(community, given);
      case "messages.getHistory" -> history(community, given);
      case "messages.getByConversationMessageId" -> byNumber(community, given);
      case "groups.getLongPollServer" -> longPoll(community, given);
      case "groups.setLongPollSettings" -> pollSettings(community, given);
      case "groups.getLongPollSettings" -> describePoll(community);
      case "groups.addCallbackServer" -> addServer(community, given);
      case "groups.setCallbackSettings" -> one(needed(given, "server_id"));
      case "groups.getCallbackServers" -> servers(community);
      case "groups.getCallbackConfirmationCode" ->
          object().put("code", "c" + community.groupId().hashCode());
      case "utils.getServerTime" -> Json.mapper().getNodeFactory().numberNode(community.now());
      default -> throw VkApiError.of(3, "Unknown method passed");
    };
  }

  private static JsonNode one(Object ignored) {
    return Json.mapper().getNodeFactory().numberNode(1);
  }

  private static String needed(Map<String, String> given, String name) {
    return Optional.ofNullable(given.get(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> VkApiError.parameter(name));
  }

  private static long number(Map<String, String> given, String name) {
    String value = needed(given, name);
    if (!value.matches("-?[0-9]{1,18}")) {
      throw VkApiError.parameter(name);
    }
    return Long.parseLong(value);
  }

  private static JsonNode json(Map<String, String> given, String name) {
    if (!given.containsKey(name)) {
      return MissingNode.getInstance();
    }
    JsonNode read = Payload.tree(given.get(name).getBytes(StandardCharsets.UTF_8));
    if (!read.isObject()) {
      throw VkApiError.parameter(name);
    }
    return read;
  }

  private JsonNode send(SimulatedCommunity community, Map<String, String> given) {
    String randomId = Long.toString(number(given, "random_id"));
    if (given.containsKey("peer_ids")) {
      ArrayNode recipients = Json.mapper().createArrayNode();
      for (String peer : needed(given, "peer_ids").split(",")) {
        recipients.add(recipient(community, peer, randomId, given));
      }
      return recipients;
    }
    String peer = given.getOrDefault("peer_id", given.getOrDefault("user_id", ""));
    if (!peer.matches("-?[0-9]{1,18}")) {
      throw VkApiError.parameter("peer_id");
    }
    SimulatedMessage sent = sendTo(community, peer, randomId, given);
    return Json.mapper().getNodeFactory().numberNode(VkPeers.isChat(peer) ? 0 : sent.cmid());
  }

  private ObjectNode recipient(
      SimulatedCommunity community, String peer, String randomId, Map<String, String> given) {
    ObjectNode recipient = object().put("peer_id", Long.parseLong(peer));
    try {
      SimulatedMessage sent = sendTo(community, peer, randomId, given);
      return recipient
          .put("message_id", VkPeers.isChat(peer) ? 0 : sent.cmid())
          .put("conversation_message_id", sent.cmid());
    } catch (VkApiError error) {
      if (error.code() < 900) {
        throw error;
      }
      return recipient.put("message_id", 0).set("error", error.ofRecipient());
    }
  }

  private SimulatedMessage sendTo(
      SimulatedCommunity community, String peer, String randomId, Map<String, String> given) {
    community.enter(peer);
    Optional<SimulatedMessage> before = community.sentAs(peer, randomId);
    if (before.isPresent()) {
      return before.get();
    }
    SimulatedMessage sent =
        community.add(
            peer,
            true,
            text(given),
            replyTo(community, peer, given),
            files(community, given),
            keyboard(given));
    community.remember(peer, randomId, sent);
    tally.accepted();
    return sent;
  }

  private static String text(Map<String, String> given) {
    String text = given.getOrDefault("message", "");
    if (text.length() > TEXT_MAX) {
      throw VkApiError.of(914, "Message is too long");
    }
    if (text.isBlank() && given.getOrDefault("attachment", "").isBlank()) {
      throw VkApiError.parameter("message is empty or invalid");
    }
    return text;
  }

  private static List<StoredFile> files(SimulatedCommunity community, Map<String, String> given) {
    String attachment = given.getOrDefault("attachment", "");
    List<String> handles = attachment.isBlank() ? List.of() : List.of(attachment.split(","));
    if (handles.size() > ATTACHMENTS_MAX) {
      throw VkApiError.parameter("attachment");
    }
    return handles.stream().map(community::file).toList();
  }

  private static Optional<String> replyTo(
      SimulatedCommunity community, String peer, Map<String, String> given) {
    JsonNode forward = json(given, "forward");
    if (forward.isMissingNode()) {
      return Optional.empty();
    }
    String answered = forward.path("conversation_message_ids").path(0).asText();
    if (!forward.path("is_reply").asBoolean()
        || !forward.path("peer_id").asText().equals(peer)
        || !answered.matches("[0-9]{1,18}")
        || !community.chat(peer).containsKey(Long.parseLong(answered))) {
      throw VkApiError.parameter("forward");
    }
    return Optional.of(answered);
  }

  private static JsonNode keyboard(Map<String, String> given) {
    JsonNode keyboard = json(given, "keyboard");
    if (keyboard.isMissingNode()) {
      return object();
    }
    boolean inline = keyboard.path("inline").asBoolean();
    List<JsonNode> rows = keyboard.path("buttons").valueStream().toList();
    List<JsonNode> buttons = rows.stream().flatMap(JsonNode::valueStream).toList();
    boolean right =
        keyboard.path("buttons").isArray()
            && !(inline && keyboard.path("one_time").asBoolean())
            && rows.size() <= (inline ? 6 : 10)
            && rows.stream().allMatch(row -> row.size() >= 1 && row.size() <= 5)
            && buttons.size() <= (inline ? INLINE_BUTTONS_MAX : BUTTONS_MAX)
            && buttons.stream().allMatch(VkApi::isButton);
    if (!right) {
      throw VkApiError.of(911, "Keyboard format is invalid");
    }
    return keyboard;
  }

  private static boolean isButton(JsonNode button) {
    JsonNode action = button.path("action");
    String type = action.path("type").asText();
    String label = action.path("label").asText();
    String payload = action.path("payload").asText();
    boolean colored = button.has("color");
    return switch (type) {
          case "text", "callback" -> !colored || COLORS.contains(button.path("color").asText());
          case "open_link" -> !colored && action.path("link").asText().startsWith("http");
          case "location", "vkpay", "open_app" -> !colored;
          default -> false;
        }
        && (type.equals("location") || !label.isBlank() && label.length() <= 40)
        && payload.length() <= 255
        && (payload.isEmpty()
            || !Payload.tree(payload.getBytes(StandardCharsets.UTF_8)).isMissingNode());
  }

  private static JsonNode edit(SimulatedCommunity community, Map<String, String> given) {
    SimulatedMessage message = community.message(needed(given, "peer_id"), number(given, "cmid"));
    if (!message.isOurs()) {
      throw VkApiError.of(920, "Can't edit this kind of message");
    }
    message.change(text(given), files(community, given), keyboard(given));
    return one(message);
  }

  private static JsonNode delete(SimulatedCommunity community, Map<String, String> given) {
    String peer = needed(given, "peer_id");
    ArrayNode deleted = Json.mapper().createArrayNode();
    for (String cmid : needed(given, "cmids").split(",")) {
      ObjectNode item =
          deleted
              .addObject()
              .put("peer_id", Long.parseLong(peer))
              .put("conversation_message_id", Long.parseLong(cmid));
      try {
        community.message(peer, Long.parseLong(cmid)).delete();
        item.put("response", 1);
      } catch (VkApiError _) {
        item.set(
            "error", VkApiError.of(924, "Can't delete this message for everybody").ofRecipient());
      }
    }
    return deleted;
  }

  private static JsonNode react(SimulatedCommunity community, Map<String, String> given) {
    long reaction = number(given, "reaction_id");
    if (reaction < 1 || reaction > REACTIONS) {
      throw VkApiError.of(1009, "Unknown reaction passed");
    }
    community
        .message(needed(given, "peer_id"), number(given, "cmid"))
        .react(VkReactions.emoji(Long.toString(reaction)));
    return one(reaction);
  }

  private static JsonNode unreact(SimulatedCommunity community, Map<String, String> given) {
    SimulatedMessage message = community.message(needed(given, "peer_id"), number(given, "cmid"));
    message.react(Optional.empty());
    return one(message);
  }

  private static JsonNode answer(SimulatedCommunity community, Map<String, String> given) {
    JsonNode data = json(given, "event_data");
    boolean right =
        data.isMissingNode()
            || given.get("event_data").length() <= EVENT_DATA_MAX
                && (!data.path("type").asText().equals("show_snackbar")
                    || data.path("text").asText().length() <= SNACKBAR_MAX);
    if (!right) {
      throw VkApiError.parameter("event_data");
    }
    community.answerPress(
        needed(given, "event_id"),
        needed(given, "user_id"),
        needed(given, "peer_id"),
        data.path("text").asText());
    return one(data);
  }

  private JsonNode upload(SimulatedCommunity community, String kind) {
    return object().put("upload_url", baseUrl + "/upload/" + community.groupId() + "/" + kind);
  }

  private static JsonNode savePhoto(SimulatedCommunity community, Map<String, String> given) {
    needed(given, "photo");
    StoredFile file = community.saved(needed(given, "hash"));
    ArrayNode saved = Json.mapper().createArrayNode();
    described(community, saved.addObject(), file);
    return saved;
  }

  private static JsonNode saveDocument(SimulatedCommunity community, Map<String, String> given) {
    StoredFile file = community.saved(needed(given, "file"));
    ObjectNode saved = object().put("type", "doc");
    described(community, saved.putObject("doc"), file)
        .put("title", given.getOrDefault("title", file.name()))
        .put("size", file.bytes().length);
    return saved;
  }

  private static ObjectNode described(
      SimulatedCommunity community, ObjectNode out, StoredFile file) {
    return out.put("id", Long.parseLong(file.handle().replaceAll(".*_", "")))
        .put("owner_id", -Long.parseLong(community.groupId()))
        .put("access_key", "key");
  }

  private static Stream<String> listed(Map<String, String> given, String name) {
    return Arrays.stream(needed(given, name).split(","));
  }

  private static JsonNode people(Map<String, String> given) {
    ArrayNode people = Json.mapper().createArrayNode();
    listed(given, "user_ids")
        .forEach(id ->
            people
                .addObject()
                .put("id", Long.parseLong(id))
                .put("first_name", "Guest")
                .put("last_name", id)
                .put("screen_name", "id" + id));
    return people;
  }

  private static JsonNode communities(SimulatedCommunity community, Map<String, String> given) {
    ObjectNode found = object();
    ArrayNode groups = found.putArray("groups");
    Stream.of("group_ids", "group_id")
        .filter(given::containsKey)
        .findFirst()
        .map(name -> listed(given, name))
        .orElse(Stream.of(community.groupId()))
        .forEach(id ->
            groups
                .addObject()
                .put("id", Long.parseLong(id))
                .put("name", "Community " + id)
                .put("screen_name", "club" + id));
    found.putArray("profiles");
    return found;
  }

  private static JsonNode conversations(Map<String, String> given) {
    ObjectNode found = object();
    ArrayNode items = found.putArray("items");
    listed(given, "peer_ids")
        .forEach(peer -> {
          ObjectNode item = items.addObject();
          item.putObject("peer").put("id", Long.parseLong(peer)).put("type", "chat");
          item.putObject("chat_settings").put("title", "Chat " + peer);
        });
    return found.put("count", items.size());
  }

  private static int items(Map<String, String> given) {
    long count = given.containsKey("count") ? number(given, "count") : 20;
    if (count < 0 || count > 200) {
      throw VkApiError.parameter("count");
    }
    return (int) count;
  }

  private static JsonNode conversations(SimulatedCommunity community, Map<String, String> given) {
    List<String> peers = community.conversations();
    ObjectNode found = object().put("count", peers.size());
    ArrayNode items = found.putArray("items");
    peers.stream()
        .limit(items(given))
        .forEach(peer -> {
          ObjectNode item = items.addObject();
          item.putObject("conversation").putObject("peer").put("id", Long.parseLong(peer));
          item.set(
              "last_message",
              SimulatedPeople.body(community, peer, community.history(peer).getFirst()));
        });
    return found;
  }

  private static JsonNode history(SimulatedCommunity community, Map<String, String> given) {
    String peer = needed(given, "peer_id");
    List<SimulatedMessage> messages = community.history(peer);
    ObjectNode found = object().put("count", messages.size());
    ArrayNode items = found.putArray("items");
    messages.stream()
        .limit(items(given))
        .forEach(message -> items.add(SimulatedPeople.body(community, peer, message)));
    return found;
  }

  private static JsonNode byNumber(SimulatedCommunity community, Map<String, String> given) {
    String peer = needed(given, "peer_id");
    List<String> numbers = listed(given, "conversation_message_ids").toList();
    ObjectNode found = object();
    ArrayNode items = found.putArray("items");
    community.history(peer).stream()
        .filter(message -> numbers.contains(Long.toString(message.cmid())))
        .forEach(message -> items.add(SimulatedPeople.body(community, peer, message)));
    return found.put("count", items.size());
  }

  private JsonNode longPoll(SimulatedCommunity community, Map<String, String> given) {
    own(community, given);
    return community.updates().server(baseUrl + "/lp/" + community.groupId());
  }

  private static void own(SimulatedCommunity community, Map<String, String> given) {
    if (!needed(given, "group_id").equals(community.groupId())) {
      throw VkApiError.of(15, "Access denied");
    }
  }

  private static JsonNode pollSettings(SimulatedCommunity community, Map<String, String> given) {
    own(community, given);
    community.pollSettings().putAll(given);
    return one(given);
  }

  private static JsonNode describePoll(SimulatedCommunity community) {
    ObjectNode settings =
        object().put("is_enabled", "1".equals(community.pollSettings().get("enabled")));
    ObjectNode events = settings.putObject("events");
    community.pollSettings().entrySet().stream()
        .filter(e -> VkKinds.UNDERSTOOD.contains(e.getKey()))
        .forEach(e -> events.put(e.getKey(), Integer.parseInt(e.getValue())));
    return settings;
  }

  private static JsonNode addServer(SimulatedCommunity community, Map<String, String> given) {
    own(community, given);
    if (needed(given, "title").length() > 14) {
      throw VkApiError.parameter("title");
    }
    community.servers().add(Map.copyOf(given));
    return object().put("server_id", community.servers().size());
  }

  private static JsonNode servers(SimulatedCommunity community) {
    ObjectNode found = object().put("count", community.servers().size());
    ArrayNode items = found.putArray("items");
    for (Map<String, String> server : community.servers()) {
      items.addObject().put("id", items.size()).put("url", server.get("url")).put("status", "ok");
    }
    return found;
  }
}
