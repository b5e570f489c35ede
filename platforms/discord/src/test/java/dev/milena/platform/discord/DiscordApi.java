package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.SimulatorServer.Upload;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The REST API: what it takes and what it refuses. */
final class DiscordApi {
  private static final int CONTENT_MAX = 2000;
  private static final long FILE_MAX = 10L * 1024 * 1024;
  static final Duration ACKNOWLEDGE_WITHIN = Duration.ofSeconds(3);
  private static final Duration TOKEN_LIVES = Duration.ofMinutes(15);

  private static final Pattern MESSAGES = Pattern.compile("/channels/([^/]+)/messages");
  private static final Pattern MESSAGE = Pattern.compile("/channels/([^/]+)/messages/([0-9]+)");
  private static final Pattern REACTION =
      Pattern.compile("/channels/([^/]+)/messages/([0-9]+)/reactions/([^/]+)/@me");
  private static final Pattern TYPING = Pattern.compile("/channels/([^/]+)/typing");
  private static final Pattern CHANNEL = Pattern.compile("/channels/([^/]+)");
  private static final Pattern CALLBACK =
      Pattern.compile("/interactions/([0-9]+)/([^/]+)/callback");
  private static final Pattern WEBHOOK = Pattern.compile("/webhooks/([0-9]+)/([^/]+)");
  private static final Pattern ANSWER =
      Pattern.compile("/webhooks/([0-9]+)/([^/]+)/messages/(@original|[0-9]+)");
  private static final Pattern COMMANDS =
      Pattern.compile("/applications/([0-9]+)(?:/guilds/[0-9]+)?/commands");

  private final Function<String, Optional<SimulatedApp>> byToken;
  private final Function<String, Optional<SimulatedApp>> byId;
  private final String gatewayUrl;

  DiscordApi(
      Function<String, Optional<SimulatedApp>> byToken,
      Function<String, Optional<SimulatedApp>> byId,
      String gatewayUrl) {
    this.byToken = byToken;
    this.byId = byId;
    this.gatewayUrl = gatewayUrl;
  }

  /** Whose call it is: known by the bot's token, or by the interaction's. */
  SimulatedApp caller(Call call, String path) {
    String agent = Optional.ofNullable(call.headers().get("user-agent")).orElse("");
    if (!agent.startsWith("DiscordBot (")) {
      throw DiscordError.userAgent();
    }
    Matcher webhook = Pattern.compile("/webhooks/([0-9]+)/.*").matcher(path);
    if (webhook.matches()) {
      return byId.apply(webhook.group(1)).orElseThrow(() -> DiscordError.unknown("Webhook", 10015));
    }
    Matcher callback = CALLBACK.matcher(path);
    if (callback.matches()) {
      return byId.apply("?" + decoded(callback.group(2)))
          .orElseThrow(() -> DiscordError.unknown("interaction", 10062));
    }
    String authorization = Optional.ofNullable(call.headers().get("authorization")).orElse("");
    return Optional.of(authorization)
        .filter(a -> a.startsWith("Bot "))
        .flatMap(a -> byToken.apply(a.substring(4)))
        .orElseThrow(DiscordError::unauthorized);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  Answer answer(SimulatedApp app, Call call, String path) {
    Matcher at = MESSAGES.matcher(path);
    if (at.matches() && call.method().equals("POST")) {
      ObjectNode body = body(call);
      checkMessage(body, call.files());
      checkReference(app, at.group(1), body);
      return ok(app.create(at.group(1), body, bytes(call.files()), Optional.empty()));
    }
    if (at.matches() && call.method().equals("GET")) {
      return history(app, call, at.group(1));
    }
    at = MESSAGE.matcher(path);
    if (at.matches()) {
      return message(app, call, at.group(1), at.group(2));
    }
    at = REACTION.matcher(path);
    if (at.matches()) {
      String emoji = decoded(at.group(3));
      if (emoji.matches("[ -~]*") && !emoji.matches("[A-Za-z0-9_]+:[0-9]+")) {
        throw DiscordError.badRequest(10014, "Unknown Emoji");
      }
      app.reactAsBot(at.group(1), at.group(2), emoji, call.method().equals("PUT"));
      return none();
    }
    at = TYPING.matcher(path);
    if (at.matches()) {
      app.messages(at.group(1));
      return none();
    }
    at = CHANNEL.matcher(path);
    if (at.matches()) {
      app.messages(at.group(1));
      return ok(app.channel(at.group(1)));
    }
    at = CALLBACK.matcher(path);
    if (at.matches()) {
      return callback(app, decoded(at.group(2)), body(call));
    }
    at = ANSWER.matcher(path);
    if (at.matches()) {
      return changed(app, call, decoded(at.group(2)), at.group(3));
    }
    at = WEBHOOK.matcher(path);
    if (at.matches()) {
      return followUp(app, call, decoded(at.group(2)));
    }
    at = COMMANDS.matcher(path);
    if (at.matches()) {
      return commands(app, call, at.group(1));
    }
    return other(app, call, path);
  }

  private Answer other(SimulatedApp app, Call call, String path) {
    return switch (path) {
      case "/users/@me" -> ok(app.bot());
      case "/applications/@me" -> application(app, call);
      case "/users/@me/channels" -> {
        String recipient = body(call).path("recipient_id").asText("");
        if (!recipient.startsWith("9")) {
          throw DiscordError.badRequest(50033, "Invalid Recipient(s)");
        }
        yield ok(app.open(recipient.substring(1)));
      }
      case "/gateway/bot" -> {
        ObjectNode gateway = object().put("url", gatewayUrl).put("shards", 1);
        gateway
            .putObject("session_start_limit")
            .put("total", 1000)
            .put("remaining", 999)
            .put("reset_after", 14_400_000)
            .put("max_concurrency", 1);
        yield ok(gateway);
      }
      case "/gateway" -> ok(object().put("url", gatewayUrl));
      default -> throw DiscordError.notFound();
    };
  }

  private static Answer application(SimulatedApp app, Call call) {
    if (call.method().equals("PATCH")) {
      app.endpoint = Optional.ofNullable(body(call).path("interactions_endpoint_url").textValue());
    }
    return ok(
        object()
            .put("id", app.botId)
            .put("name", "simulated")
            .put("verify_key", app.publicKey())
            .put("interactions_endpoint_url", app.endpoint.orElse(null)));
  }

  private static Answer commands(SimulatedApp app, Call call, String application) {
    if (!application.equals(app.botId)) {
      throw DiscordError.forbidden(20012, "You are not authorized to perform this action");
    }
    if (call.method().equals("POST")) {
      ObjectNode command = body(call);
      if (!command.path("name").asText("").matches("[-_'\\p{L}\\p{N}]{1,32}")) {
        throw DiscordError.form("name", "STRING_TYPE_REGEX", "Command name is invalid");
      }
      return Answer.json(201, command.put("id", SimulatedApp.snowflake()).toString());
    }
    return Answer.json(200, "[]");
  }

  /** Newest first, and without what only the Gateway says: server, member, nonce. */
  private static Answer history(SimulatedApp app, Call call, String channel) {
    int limit = Integer.parseInt(Optional.ofNullable(call.query().get("limit")).orElse("50"));
    long after = Long.parseLong(Optional.ofNullable(call.query().get("after")).orElse("0"));
    app.messages(channel);
    List<SimulatedMessage> messages =
        app.all(channel).stream()
            .filter(m -> !m.deleted && Long.parseLong(m.id) > after)
            .limit(limit)
            .toList();
    com.fasterxml.jackson.databind.node.ArrayNode list = SimulatedMessage.none();
    for (SimulatedMessage message : messages.reversed()) {
      ObjectNode json = message.json.deepCopy();
      json.remove(List.of("guild_id", "member", "nonce", "channel_type"));
      list.add(json);
    }
    return Answer.json(200, list.toString());
  }

  private static Answer message(SimulatedApp app, Call call, String channel, String id) {
    return switch (call.method()) {
      case "GET" -> ok(app.message(channel, id).json);
      case "PATCH" -> {
        ObjectNode body = body(call);
        checkContent(body);
        checkComponents(body);
        yield ok(app.change(channel, id, body));
      }
      case "DELETE" -> {
        app.remove(channel, id);
        yield none();
      }
      default -> throw DiscordError.notFound();
    };
  }

  private static void checkReference(SimulatedApp app, String channel, ObjectNode body) {
    JsonNode reference = body.path("message_reference");
    String answered = reference.path("message_id").asText("");
    boolean gone = app.all(channel).stream().noneMatch(m -> m.id.equals(answered) && !m.deleted);
    if (reference.isObject() && gone) {
      if (reference.path("fail_if_not_exists").asBoolean(true)) {
        throw DiscordError.form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
      }
      body.remove("message_reference");
    }
  }

  private static void checkMessage(ObjectNode body, List<Upload> files) {
    checkContent(body);
    checkComponents(body);
    if (body.path("nonce").asText("").length() > 25) {
      throw DiscordError.form("nonce", "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.");
    }
    if (files.size() > 10) {
      throw DiscordError.badRequest(
          30015, "Maximum number of attachments in a message reached (10)");
    }
    if (files.stream().anyMatch(f -> f.bytes().length() > FILE_MAX)) {
      throw DiscordError.tooLarge();
    }
    for (JsonNode attachment : body.path("attachments")) {
      String field = "files[" + attachment.path("id").asText() + "]";
      if (files.stream().noneMatch(f -> f.field().equals(field))) {
        throw DiscordError.form("attachments", "ATTACHMENT_NOT_FOUND", "Attachment not found");
      }
    }
    boolean empty =
        body.path("content").asText("").isBlank()
            && body.path("components").isEmpty()
            && !body.path("poll").isObject()
            && files.isEmpty();
    if (empty) {
      throw DiscordError.badRequest(50006, "Cannot send an empty message");
    }
  }

  private static void checkContent(ObjectNode body) {
    if (body.path("content").asText("").length() > CONTENT_MAX) {
      throw DiscordError.form(
          "content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.");
    }
  }

  private static void checkComponents(ObjectNode body) {
    Set<String> ids = new HashSet<>();
    if (body.path("components").size() > 5) {
      throw DiscordError.form(
          "components", "BASE_TYPE_BAD_LENGTH", "Must be between 0 and 5 in length.");
    }
    for (JsonNode row : body.path("components")) {
      if (row.path("type").asInt() != 1
          || row.path("components").isEmpty()
          || row.path("components").size() > 5) {
        throw DiscordError.form(
            "components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
      }
      for (JsonNode control : row.path("components")) {
        if (control.path("type").asInt() == 3) {
          checkMenu(row, control, ids);
        } else {
          checkButton(control, ids);
        }
      }
    }
  }

  /** A menu has its row for itself. */
  private static void checkMenu(JsonNode row, JsonNode menu, Set<String> ids) {
    Set<String> values = new HashSet<>();
    boolean right =
        row.path("components").size() == 1
            && menu.path("custom_id").asText().matches("(?s).{1,100}")
            && ids.add(menu.path("custom_id").asText())
            && menu.path("placeholder").asText("").length() <= 150
            && !menu.path("options").isEmpty()
            && menu.path("options").size() <= 25;
    for (JsonNode option : menu.path("options")) {
      right &=
          option.path("label").asText().matches("(?s).{1,100}")
              && option.path("value").asText().matches("(?s).{1,100}")
              && values.add(option.path("value").asText());
    }
    if (!right) {
      throw DiscordError.form("components", "SELECT_COMPONENT_INVALID", "A menu is invalid");
    }
  }

  private static void checkButton(JsonNode button, Set<String> ids) {
    boolean link = button.path("style").asInt() == 5;
    String id = button.path("custom_id").asText("");
    boolean right =
        button.path("type").asInt() == 2
            && button.path("label").asText("").length() <= 80
            && (link
                ? button.path("url").asText("").matches("https?://.{1,500}") && id.isEmpty()
                : !id.isEmpty() && id.length() <= 100 && !button.has("url"));
    if (!right) {
      throw DiscordError.form("components", "BUTTON_COMPONENT_INVALID", "A button is invalid");
    }
    if (!link && !ids.add(id)) {
      throw DiscordError.form(
          "components",
          "COMPONENT_CUSTOM_ID_DUPLICATED",
          "Component custom id cannot be duplicated");
    }
  }

  private static Answer callback(SimulatedApp app, String token, ObjectNode body) {
    SimulatedApp.SimulatedInteraction interaction = app.interaction(token);
    synchronized (app) {
      if (interaction.acknowledged) {
        throw DiscordError.badRequest(40060, "Interaction has already been acknowledged.");
      }
      if (interaction.at.plus(ACKNOWLEDGE_WITHIN).isBefore(Instant.now())) {
        throw DiscordError.unknown("interaction", 10062);
      }
      int type = body.path("type").asInt(0);
      if (type < 4 || type > 9) {
        throw DiscordError.form("type", "BASE_TYPE_CHOICES", "Value must be one of {4..9}.");
      }
      if (type == DiscordForm.CALLBACK) {
        if (interaction.json.path("type").asInt() == DiscordInteractions.FORM) {
          throw DiscordError.form("type", "BASE_TYPE_CHOICES", "A modal cannot follow a modal");
        }
        SimulatedForms.check(body.path("data"));
        app.show(interaction, body.path("data"));
      }
      interaction.acknowledged = true;
      if (type == 4) {
        checkContent((ObjectNode) body.path("data"));
        interaction.original =
            Optional.of(
                app.create(
                    interaction.channel,
                    (ObjectNode) body.path("data"),
                    List.of(),
                    Optional.of(app.botId)));
      }
      return none();
    }
  }

  private static SimulatedApp.SimulatedInteraction acknowledged(SimulatedApp app, String token) {
    SimulatedApp.SimulatedInteraction interaction = app.interaction(token);
    if (!interaction.acknowledged) {
      throw DiscordError.unknown("Webhook", 10015);
    }
    if (interaction.at.plus(TOKEN_LIVES).isBefore(Instant.now())) {
      throw DiscordError.forbidden(50027, "Invalid Webhook Token");
    }
    return interaction;
  }

  private static Answer followUp(SimulatedApp app, Call call, String token) {
    SimulatedApp.SimulatedInteraction interaction = acknowledged(app, token);
    ObjectNode body = body(call);
    checkMessage(body, call.files());
    return ok(app.create(interaction.channel, body, bytes(call.files()), Optional.of(app.botId)));
  }

  private static Answer changed(SimulatedApp app, Call call, String token, String which) {
    SimulatedApp.SimulatedInteraction interaction = acknowledged(app, token);
    synchronized (app) {
      if (call.method().equals("DELETE")) {
        interaction.original = Optional.empty();
        return none();
      }
      ObjectNode body = body(call);
      checkContent(body);
      checkComponents(body);
      if (!which.equals("@original")) {
        return ok(app.change(interaction.channel, which, body));
      }
      if (interaction.original.isEmpty()) {
        interaction.original =
            Optional.of(
                app.create(interaction.channel, body, bytes(call.files()), Optional.of(app.botId)));
        return ok(interaction.original.get());
      }
      return ok(
          app.change(interaction.channel, interaction.original.get().path("id").asText(), body));
    }
  }

  private static List<byte[]> bytes(List<Upload> files) {
    return files.stream().map(f -> f.bytes().getBytes()).toList();
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  private static ObjectNode body(Call call) {
    try {
      String form = call.form().get("payload_json");
      byte[] bytes = form == null ? call.body().getBytes() : form.getBytes(StandardCharsets.UTF_8);
      return Json.object(bytes);
    } catch (Json.UnreadableException _) {
      throw DiscordError.badRequest(50109, "The request body contains invalid JSON.");
    }
  }

  private static Answer ok(ObjectNode body) {
    return Answer.json(200, body.toString());
  }

  private static Answer none() {
    return new Answer(204, Map.of(), Buffer.buffer());
  }
}
