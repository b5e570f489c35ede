package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Faults;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.Tally;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** An application with its bot, its channels and its sessions. All of it under its own lock. */
final class SimulatedApp {
  private static final long EPOCH_MS = 1_420_070_400_000L;
  private static final AtomicLong NEXT = new AtomicLong();

  /** Sessions that can be taken up again. */
  private static final int SESSIONS_MAX = 8;

  final String botId;
  final String token;
  final String guild = snowflake();
  private final KeyPair keys;
  private final Faults faults;
  private final Tally tally;
  private final Map<String, LinkedHashMap<String, SimulatedMessage>> channels = new HashMap<>();
  private final Map<String, SimulatedInteraction> interactions = new HashMap<>();

  /** What the person of a channel has before them. */
  private final Map<String, OpenForm> forms = new HashMap<>();

  private final Map<String, String> byNonce = new HashMap<>();
  private final LinkedHashMap<String, SimulatedSession> sessions = new LinkedHashMap<>();
  private final Map<String, Runnable> lastOf = new HashMap<>();

  /** What people did before the bot was there for the first time. */
  private final List<Runnable> before = new ArrayList<>();

  private boolean wasThere;

  /** Direct channels of which a bot was ever told: nothing lists those for it. */
  private final Set<String> toldOf = new HashSet<>();

  private Optional<Runnable> overtaken = Optional.empty();
  Optional<String> endpoint = Optional.empty();

  /** What a person did with a command or a button. */
  static final class SimulatedInteraction {
    final String id;
    final String token;
    final String channel;
    final ObjectNode json;
    Instant at = Instant.now();
    boolean acknowledged;
    Optional<ObjectNode> original = Optional.empty();

    /**
     * @param json as Discord tells it
     */
    SimulatedInteraction(String id, String token, String channel, ObjectNode json) {
      this.id = id;
      this.token = token;
      this.channel = channel;
      this.json = json;
    }
  }

  /**
   * A form that somebody has before them.
   *
   * @param message the one that carried the button that it came from
   */
  private record OpenForm(JsonNode modal, Optional<JsonNode> message) {}

  SimulatedApp(SimulatorServer server) {
    this.faults = server.faults();
    this.tally = server.tally();
    this.botId = snowflake();
    this.token =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(botId.getBytes(StandardCharsets.UTF_8))
            + ".SIMUL."
            + UUID.randomUUID();
    try {
      this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Time above, a number below. */
  static String snowflake() {
    return Long.toString(
        (System.currentTimeMillis() - EPOCH_MS << 22) | NEXT.incrementAndGet() & 0x3fffff);
  }

  /** 64 hexadecimal digits. */
  String publicKey() {
    byte[] encoded = keys.getPublic().getEncoded();
    return HexFormat.of()
        .formatHex(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  String sign(String timestamp, byte[] body) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(timestamp.getBytes(StandardCharsets.UTF_8));
      signature.update(body);
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  // Sessions

  synchronized SimulatedSession begin(
      GatewaySocket socket, String resumeUrl, long shard, long shards) {
    SimulatedSession session =
        new SimulatedSession(UUID.randomUUID().toString().replace("-", ""), shard, shards);
    boolean first = !wasThere;
    wasThere = true;
    while (sessions.size() >= SESSIONS_MAX) {
      sessions.remove(sessions.firstEntry().getKey());
    }
    sessions.put(session.id, session);
    session.attach(socket);
    ObjectNode ready =
        object()
            .put("v", 10)
            .put("session_id", session.id)
            .put("session_type", "normal")
            .put("resume_gateway_url", resumeUrl);
    ready.set("user", bot());
    ready.putObject("application").put("id", botId).put("flags", 0);
    ready.putArray("guilds").addObject().put("id", guild).put("unavailable", true);
    ready.putArray("shard").add(shard).add(shards);
    ready.putArray("private_channels");
    session.dispatch("READY", ready);
    if (session.isFor(guild)) {
      session.dispatch("GUILD_CREATE", guildCreate());
    }
    if (first) {
      List<Runnable> all = List.copyOf(before);
      before.clear();
      all.forEach(Runnable::run);
    }
    return session;
  }

  private ObjectNode guildCreate() {
    ObjectNode created =
        object()
            .put("id", guild)
            .put("name", "Guild")
            .put("joined_at", "2026-01-01T00:00:00.000000+00:00")
            .put("owner_id", "1")
            .put("large", false)
            .put("unavailable", false)
            .put("member_count", 2)
            .put("preferred_locale", "en-US")
            .put("nsfw_level", 0)
            .put("premium_tier", 0)
            .put("verification_level", 0)
            .put("default_message_notifications", 0)
            .put("explicit_content_filter", 0)
            .put("mfa_level", 0)
            .put("system_channel_flags", 0);
    for (String list :
        List.of(
            "channels",
            "threads",
            "members",
            "presences",
            "voice_states",
            "roles",
            "emojis",
            "stickers",
            "features",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds")) {
      created.putArray(list);
    }
    channels.keySet().stream()
        .filter(id -> inGuild(id) && !channels.get(id).isEmpty())
        .forEach(id ->
            created
                .withArray("channels")
                .addObject()
                .put("id", id)
                .put("type", 0)
                .put("name", "general")
                .put("last_message_id", channels.get(id).lastEntry().getKey())
                .put("position", 0)
                .putArray("permission_overwrites"));
    return created;
  }

  synchronized Optional<SimulatedSession> resume(GatewaySocket socket, String id, long sequence) {
    SimulatedSession session = sessions.get(id);
    if (session == null || !session.replay(sequence, socket)) {
      return Optional.empty();
    }
    session.attach(socket);
    session.dispatch("RESUMED", object());
    return Optional.of(session);
  }

  synchronized void left(GatewaySocket socket, Optional<SimulatedSession> session) {
    session.ifPresent(s -> s.detach(socket));
  }

  synchronized List<GatewaySocket> sockets() {
    return sessions.values().stream().flatMap(s -> s.socket().stream()).toList();
  }

  /** As after an outage of some minutes: nobody's session can be taken up again. */
  synchronized void forgetSessions() {
    forgetSessions(4009);
  }

  /** The same, and those who are there are told this code. */
  synchronized void forgetSessions(int code) {
    sessions.values().forEach(s -> s.socket().ifPresent(g -> g.close(code)));
    sessions.clear();
  }

  /** Lets something happen now, or once the bot is there for the first time. */
  private void happen(String channel, Runnable what) {
    if (faults.takeOutOfOrder()) {
      overtaken = Optional.of(what);
      return;
    }
    tally.input();
    lastOf.put(channel, what);
    if (sessions.isEmpty() && endpoint.isEmpty() && !wasThere) {
      toldOf.add(channel);
      before.add(what);
    } else if (sessions.isEmpty() && endpoint.isEmpty()) {
      // It stays in the channel, where whoever knows the channel finds it.
      if (!inGuild(channel) && !toldOf.contains(channel)) {
        tally.givenUp();
      }
    } else {
      toldOf.add(channel);
      what.run();
      if (faults.takeDuplicate()) {
        what.run();
      }
    }
    Optional<Runnable> late = overtaken;
    overtaken = Optional.empty();
    late.ifPresent(l -> happen(channel, l));
  }

  private void dispatch(String type, ObjectNode data) {
    if (tell(type, data)) {
      tally.taken();
    }
  }

  private boolean tell(String type, ObjectNode data) {
    boolean heard = false;
    for (SimulatedSession session : sessions.values()) {
      heard |=
          session.isFor(data.path("guild_id").asText(""))
              && session.dispatch(type, data.deepCopy());
    }
    return heard;
  }

  // People and channels

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }

  ObjectNode bot() {
    return object()
        .put("id", botId)
        .put("username", "simulated")
        .put("discriminator", "0")
        .put("bot", true)
        .putNull("avatar")
        .putNull("global_name");
  }

  static ObjectNode person(String channel) {
    return object()
        .put("id", "9" + channel)
        .put("username", "guest" + channel)
        .put("global_name", "Guest")
        .put("discriminator", "0")
        .putNull("avatar");
  }

  /** Channels of the guild have ids that begin so; all others are direct. */
  boolean inGuild(String channel) {
    return channel.startsWith("77");
  }

  ObjectNode channel(String id) {
    ObjectNode channel = object().put("id", id).put("type", inGuild(id) ? 0 : 1);
    if (inGuild(id)) {
      channel.put("guild_id", guild).put("name", "general");
    } else {
      channel.putArray("recipients").add(person(id));
    }
    return channel;
  }

  /** The direct channel of a person. */
  synchronized ObjectNode open(String channel) {
    opened(channel);
    return channel(channel);
  }

  synchronized Map<String, SimulatedMessage> messages(String channel) {
    LinkedHashMap<String, SimulatedMessage> messages = channels.get(channel);
    if (messages == null) {
      throw DiscordError.unknown("Channel", 10003);
    }
    return messages;
  }

  synchronized SimulatedMessage message(String channel, String id) {
    SimulatedMessage message = messages(channel).get(id);
    if (message == null || message.deleted) {
      throw DiscordError.unknown("Message", 10008);
    }
    return message;
  }

  synchronized List<SimulatedMessage> all(String channel) {
    return channels.containsKey(channel) ? List.copyOf(channels.get(channel).values()) : List.of();
  }

  ObjectNode form(String channel, String id, ObjectNode author, String content) {
    ObjectNode message =
        object()
            .put("id", id)
            .put("channel_id", channel)
            .put("content", content)
            .put("timestamp", Instant.now().toString())
            .putNull("edited_timestamp")
            .put("tts", false)
            .put("mention_everyone", false)
            .put("pinned", false)
            .put("type", 0)
            .put("flags", 0)
            .put("channel_type", inGuild(channel) ? 0 : 1);
    message.set("author", author);
    for (String list :
        List.of("mentions", "mention_roles", "attachments", "embeds", "components")) {
      message.putArray(list);
    }
    if (inGuild(channel)) {
      message.put("guild_id", guild);
      message.putObject("member").put("joined_at", "2026-01-01T00:00:00Z").putArray("roles");
    }
    return message;
  }

  private LinkedHashMap<String, SimulatedMessage> opened(String channel) {
    return channels.computeIfAbsent(channel, _ -> new LinkedHashMap<>());
  }

  synchronized String write(String channel, String text, Optional<String> replyTo) {
    String id = snowflake();
    ObjectNode message = form(channel, id, person(channel), text);
    replyTo.ifPresent(answered -> {
      message.put("type", 19);
      message
          .putObject("message_reference")
          .put("type", 0)
          .put("channel_id", channel)
          .put("message_id", answered);
    });
    opened(channel).put(id, new SimulatedMessage(id, false, message));
    happen(channel, () -> dispatch("MESSAGE_CREATE", message.deepCopy()));
    return id;
  }

  /** Written, and said to no session: there is none. */
  synchronized void writeUnheard(String channel, String text) {
    String id = snowflake();
    opened(channel)
        .put(id, new SimulatedMessage(id, false, form(channel, id, person(channel), text)));
  }

  synchronized String sendFile(String channel, OfferedFile file, String base) {
    String id = snowflake();
    String place = base + "/cdn/attachments/" + channel + "/" + id + "/" + file.name();
    ObjectNode message = form(channel, id, person(channel), file.caption().orElse(""));
    message
        .withArray("attachments")
        .addObject()
        .put("id", snowflake())
        .put("filename", file.name())
        .put("content_type", file.mime())
        .put("size", file.bytes().length)
        .put("url", place + "?ex=1&is=1&hm=1")
        .put("proxy_url", place);
    SimulatedMessage kept = new SimulatedMessage(id, false, message);
    kept.files.add(file.bytes());
    opened(channel).put(id, kept);
    happen(channel, () -> dispatch("MESSAGE_CREATE", message.deepCopy()));
    return id;
  }

  synchronized void edit(String channel, String id, String text) {
    SimulatedMessage message = message(channel, id);
    message.json.put("content", text).put("edited_timestamp", Instant.now().toString());
    ObjectNode now = message.json.deepCopy();
    happen(channel, () -> dispatch("MESSAGE_UPDATE", now));
  }

  synchronized void delete(String channel, String id) {
    message(channel, id).deleted = true;
    happen(
        channel,
        () -> dispatch("MESSAGE_DELETE", object().put("id", id).put("channel_id", channel)));
  }

  synchronized void react(String channel, String id, String emoji, boolean on) {
    String type = on ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE";
    ObjectNode reaction =
        object().put("user_id", "9" + channel).put("channel_id", channel).put("message_id", id);
    reaction.putObject("emoji").putNull("id").put("name", emoji);
    happen(channel, () -> dispatch(type, reaction.deepCopy()));
  }

  /** What comes of a button that a person presses: to be sent to an endpoint, if there is one. */
  synchronized ObjectNode press(String channel, String id, String value) {
    SimulatedMessage message = message(channel, id);
    String customId =
        message
            .button(value)
            .orElseThrow(() -> new IllegalStateException("There is no button with that value"));
    ObjectNode interaction = interaction(3, channel);
    interaction.set("message", message.json.deepCopy());
    ObjectNode data = interaction.putObject("data").put("custom_id", customId);
    if (message.isMenu(customId)) {
      data.put("component_type", 3).putArray("values").add(value);
    } else {
      data.put("component_type", 2);
    }
    return told(channel, interaction);
  }

  /** What comes of a command that a person picks. */
  synchronized ObjectNode command(String channel, String name, String value) {
    ObjectNode interaction = interaction(2, channel);
    ObjectNode data =
        interaction.putObject("data").put("id", snowflake()).put("name", name).put("type", 1);
    data.putArray("options").addObject().put("type", 3).put("name", "text").put("value", value);
    opened(channel);
    return told(channel, interaction);
  }

  synchronized void age(java.time.Duration by) {
    interactions.values().forEach(i -> i.at = i.at.minus(by));
  }

  synchronized boolean isEverythingAcknowledged() {
    return !interactions.isEmpty() && interactions.values().stream().allMatch(i -> i.acknowledged);
  }

  /** Shows a modal to whoever did something. */
  synchronized void show(SimulatedInteraction interaction, JsonNode modal) {
    forms.put(
        interaction.channel,
        new OpenForm(
            modal, Optional.of(interaction.json.path("message")).filter(JsonNode::isObject)));
  }

  synchronized boolean hasForm(String channel) {
    return forms.containsKey(channel);
  }

  synchronized void dismiss(String channel) {
    form(channel);
    forms.remove(channel);
  }

  private OpenForm form(String channel) {
    return Optional.ofNullable(forms.get(channel))
        .orElseThrow(() -> new IllegalStateException("Nobody has a form before them"));
  }

  synchronized Map<String, String> complaints(String channel, Map<String, List<String>> answers) {
    return SimulatedForms.complaints(form(channel).modal(), answers);
  }

  /** What comes of a form that a person sends. */
  synchronized ObjectNode submit(String channel, Map<String, List<String>> answers) {
    OpenForm form = form(channel);
    ObjectNode interaction = interaction(5, channel);
    form.message().ifPresent(message -> interaction.set("message", message.deepCopy()));
    interaction.set("data", SimulatedForms.sent(form.modal(), answers));
    forms.remove(channel);
    return told(channel, interaction);
  }

  private ObjectNode told(String channel, ObjectNode interaction) {
    if (endpoint.isEmpty()) {
      happen(channel, () -> dispatch("INTERACTION_CREATE", interaction.deepCopy()));
    }
    return interaction;
  }

  private ObjectNode interaction(int type, String channel) {
    String id = snowflake();
    String secret = "interaction-" + UUID.randomUUID();
    ObjectNode interaction =
        object()
            .put("id", id)
            .put("application_id", botId)
            .put("type", type)
            .put("token", secret)
            .put("version", 1)
            .put("channel_id", channel)
            .put("locale", "en-US")
            .put("app_permissions", "0")
            .put("context", inGuild(channel) ? 0 : 1);
    interactions.put(secret, new SimulatedInteraction(id, secret, channel, interaction));
    interaction.set("channel", channel(channel));
    interaction.putArray("entitlements");
    interaction.putObject("authorizing_integration_owners");
    if (inGuild(channel)) {
      interaction.put("guild_id", guild);
      interaction.putObject("member").put("permissions", "0").set("user", person(channel));
    } else {
      interaction.set("user", person(channel));
    }
    return interaction;
  }

  synchronized SimulatedInteraction interaction(String secret) {
    return Optional.ofNullable(interactions.get(secret))
        .orElseThrow(() -> DiscordError.unknown("interaction", 10062));
  }

  synchronized void again(String channel) {
    Optional.ofNullable(lastOf.get(channel))
        .orElseThrow(() -> new IllegalStateException("Nothing has happened there yet"))
        .run();
  }

  // The bot

  /** A message of the bot, unless the same was sent before. */
  synchronized ObjectNode create(
      String channel, ObjectNode body, List<byte[]> files, Optional<String> webhook) {
    Map<String, SimulatedMessage> messages = messages(channel);
    Optional<String> nonce = Optional.ofNullable(body.path("nonce").textValue());
    boolean enforced = body.path("enforce_nonce").asBoolean(false);
    if (enforced && nonce.filter(byNonce::containsKey).isPresent()) {
      return messages.get(byNonce.get(nonce.get())).json.deepCopy();
    }
    String id = snowflake();
    ObjectNode message = form(channel, id, bot(), body.path("content").asText(""));
    for (String field : List.of("components", "attachments", "poll", "flags")) {
      if (body.has(field)) {
        message.set(field, body.path(field));
      }
    }
    SimulatedMessage.stream(message.path("attachments"))
        .forEach(a ->
            ((ObjectNode) a)
                .put("size", 1)
                .put("url", "http://localhost/")
                .put("proxy_url", "http://localhost/"));
    nonce.ifPresent(n -> message.put("nonce", n));
    webhook.ifPresent(w -> message.put("webhook_id", w).put("application_id", w).put("type", 20));
    if (body.path("message_reference").has("message_id")) {
      message.put("type", 19);
      message.set("message_reference", body.path("message_reference"));
    }
    SimulatedMessage kept = new SimulatedMessage(id, true, message);
    kept.files.addAll(files);
    messages.put(id, kept);
    nonce.ifPresent(n -> byNonce.put(n, id));
    tally.accepted();
    tell("MESSAGE_CREATE", message);
    return message.deepCopy();
  }

  synchronized ObjectNode change(String channel, String id, ObjectNode body) {
    SimulatedMessage message = message(channel, id);
    if (!message.byBot) {
      throw DiscordError.forbidden(50005, "Cannot edit a message authored by another user");
    }
    for (String field : List.of("content", "components")) {
      if (body.has(field)) {
        message.json.set(field, body.path(field));
      }
    }
    message.edits++;
    message.json.put("edited_timestamp", Instant.now().toString());
    ObjectNode now = message.json.deepCopy();
    tell("MESSAGE_UPDATE", now);
    return now;
  }

  synchronized void remove(String channel, String id) {
    message(channel, id).deleted = true;
    ObjectNode gone = object().put("id", id).put("channel_id", channel);
    tell("MESSAGE_DELETE", gone);
  }

  synchronized void reactAsBot(String channel, String id, String emoji, boolean on) {
    SimulatedMessage message = message(channel, id);
    boolean changed = on ? message.botReactions.add(emoji) : message.botReactions.remove(emoji);
    ObjectNode reaction =
        object().put("user_id", botId).put("channel_id", channel).put("message_id", id);
    reaction.putObject("emoji").putNull("id").put("name", emoji);
    if (changed) {
      String type = on ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE";
      tell(type, reaction);
    }
  }
}
