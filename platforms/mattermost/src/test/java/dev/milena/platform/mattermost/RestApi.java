package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.mattermost.SimulatedPost.StoredFile;
import dev.milena.platform.testkit.SimulatorServer.Answer;
import dev.milena.platform.testkit.SimulatorServer.Call;
import dev.milena.platform.testkit.Tally;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The REST API of the simulated server, as far as bots use it. Called with the bot's lock held.
 *
 * @see <a href="https://api.mattermost.com/">API reference, read 2026-11-21</a>
 */
final class RestApi {
  private static final int MESSAGE_MAX = 16_383;
  private static final int PROPS_MAX = 800_000;
  private static final int FILES_MAX = 10;
  private static final Map<String, String> FROM_BOT = Map.of("from_bot", "true");

  private final Tally tally;

  RestApi(Tally tally) {
    this.tally = tally;
  }

  /** Whether a call does something. */
  static boolean acts(Call call) {
    return !call.method().equals("GET") && !call.path().endsWith("/users/ids");
  }

  Answer answer(SimulatedBot bot, Call call) {
    String[] path =
        URLDecoder.decode(call.path().replace("+", "%2B"), StandardCharsets.UTF_8)
            .replaceFirst("^/api/v4/", "")
            .split("/");
    return switch (call.method() + " " + path[0]) {
      case "GET users" -> users(bot, path);
      case "GET channels" -> channels(bot, path, call);
      case "GET posts" -> ok(bot.post(path[1]).json());
      case "GET files" -> file(bot, path);
      case "POST posts" -> path.length == 1 ? post(bot, body(call)) : ephemeral(bot, body(call));
      case "PUT posts" -> patch(bot, path[1], body(call));
      case "DELETE posts" -> delete(bot, path[1]);
      case "POST reactions" -> react(bot, body(call));
      case "DELETE users" -> unreact(bot, path[3], path[5]);
      case "POST actions" -> dialog(bot, path, body(call));
      case "POST files" -> upload(bot, call);
      case "POST users" -> typing(bot, body(call));
      case "POST channels" -> direct(bot, call);
      default -> throw new RestError(404, "api.context.404.app_error");
    };
  }

  private static Answer ok(JsonNode json) {
    return Answer.json(200, json.toString());
  }

  private static ObjectNode body(Call call) {
    try {
      return Json.object(call.body().getBytes());
    } catch (Json.UnreadableException e) {
      throw RestError.badParameter();
    }
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText("");
  }

  private static Answer users(SimulatedBot bot, String[] path) {
    if (path.length == 1) {
      ArrayNode all = Json.mapper().createArrayNode().add(bot.user());
      bot.channels().forEach(c -> all.add(SimulatedPeople.user(c.id())));
      return ok(all);
    }
    if (path.length == 3 && path[2].equals("channels")) {
      ArrayNode all = Json.mapper().createArrayNode();
      bot.channels().forEach(c -> all.add(c.json()));
      return ok(all);
    }
    if (!path[1].equals("me") && !path[1].equals(bot.id())) {
      throw new RestError(404, "app.user.missing_account.const");
    }
    return ok(bot.user());
  }

  private static Answer channels(SimulatedBot bot, String[] path, Call call) {
    SimulatedChannel channel = bot.joined(path[1]);
    if (path.length == 2) {
      return ok(channel.json());
    }
    long since = Long.parseLong(Optional.ofNullable(call.query().get("since")).orElse("0"));
    ObjectNode list = SimulatedBot.object();
    ArrayNode order = list.putArray("order");
    ObjectNode posts = list.putObject("posts");
    channel
        .since(since)
        .reversed()
        .forEach(p -> {
          order.add(p.id());
          posts.set(p.id(), p.json());
        });
    return ok(list);
  }

  private static Answer file(SimulatedBot bot, String[] path) {
    StoredFile file = bot.file(path[1]);
    return path.length > 2 ? ok(file.json("")) : Answer.file(file.mime(), file.bytes());
  }

  private Answer post(SimulatedBot bot, ObjectNode body) {
    Optional<SimulatedPost> known = bot.known(text(body, "pending_post_id"));
    if (known.isPresent()) {
      return Answer.json(201, known.get().json().toString());
    }
    SimulatedChannel channel = bot.joined(text(body, "channel_id"));
    String message = message(body);
    ArrayNode fileIds = body.withArray("file_ids");
    if (message.isBlank()
        && fileIds.isEmpty()
        && body.path("props").path("attachments").isEmpty()) {
      throw RestError.badParameter();
    }
    if (fileIds.size() > FILES_MAX) {
      throw new RestError(400, "model.post.is_valid.file_ids.app_error");
    }
    List<StoredFile> files =
        StreamSupport.stream(fileIds.spliterator(), false).map(f -> bot.file(f.asText())).toList();
    if (files.stream().anyMatch(f -> !f.channel().equals(channel.id()))) {
      throw RestError.badParameter();
    }
    ObjectNode json =
        SimulatedPost.fields(
            channel.id(), bot.id(), message, root(channel, body), FROM_BOT, channel.tick());
    props(body).ifPresent(p -> json.withObject("/props").setAll(p));
    json.put("pending_post_id", text(body, "pending_post_id"));
    json.set("file_ids", fileIds);
    SimulatedPost post = new SimulatedPost(json, true, files);
    channel.add(post);
    bot.remember(text(body, "pending_post_id"), post);
    tally.accepted();
    bot.connections().send(SimulatedPeople.posted(channel, post, bot.username()));
    return Answer.json(201, post.json().toString());
  }

  private static String message(ObjectNode body) {
    if (!body.path("message").isTextual()) {
      throw RestError.badParameter();
    }
    String message = text(body, "message");
    if (message.codePointCount(0, message.length()) > MESSAGE_MAX) {
      throw new RestError(400, "model.post.is_valid.message_length.app_error");
    }
    return message;
  }

  private static Optional<ObjectNode> props(ObjectNode body) {
    if (!body.has("props")) {
      return Optional.empty();
    }
    if (!(body.path("props") instanceof ObjectNode props)
        || props.toString().length() > PROPS_MAX) {
      throw new RestError(400, "model.post.is_valid.props.app_error");
    }
    return Optional.of(props);
  }

  /** The root of a thread, never an answer in it. */
  private static String root(SimulatedChannel channel, JsonNode body) {
    String root = text(body, "root_id");
    if (root.isEmpty()) {
      return "";
    }
    SimulatedPost found =
        channel
            .find(root)
            .filter(p -> !p.isDeleted())
            .orElseThrow(() -> new RestError(400, "api.post.create_post.root_id.app_error"));
    if (!found.root().isEmpty()) {
      throw new RestError(400, "api.post.create_post.root_id.app_error");
    }
    return root;
  }

  private static Answer ephemeral(SimulatedBot bot, ObjectNode body) {
    JsonNode post = body.path("post");
    SimulatedChannel channel = bot.joined(text(post, "channel_id"));
    if (text(body, "user_id").isEmpty()) {
      throw RestError.badParameter();
    }
    bot.tell(channel.id(), text(body, "user_id"), message((ObjectNode) post));
    ObjectNode json =
        SimulatedPost.fields(
            channel.id(), bot.id(), text(post, "message"), "", FROM_BOT, channel.tick());
    return Answer.json(201, json.put("type", "system_ephemeral").toString());
  }

  private static SimulatedPost own(SimulatedBot bot, String id) {
    SimulatedPost post = bot.post(id);
    if (!post.isOurs()) {
      throw RestError.forbidden();
    }
    return post;
  }

  private static Answer patch(SimulatedBot bot, String id, ObjectNode body) {
    SimulatedPost post = own(bot, id);
    SimulatedChannel channel = bot.channelOf(post);
    Optional<String> message = body.has("message") ? Optional.of(message(body)) : Optional.empty();
    post.change(message, props(body), channel.tick());
    bot.connections().send(SimulatedPeople.about("post_edited", channel, post));
    return ok(post.json());
  }

  private static Answer delete(SimulatedBot bot, String id) {
    SimulatedPost post = own(bot, id);
    SimulatedChannel channel = bot.channelOf(post);
    bot.connections().send(SimulatedPeople.about("post_deleted", channel, post));
    post.delete(channel.tick());
    return ok(SimulatedBot.object().put("status", "OK"));
  }

  private static Answer react(SimulatedBot bot, ObjectNode body) {
    if (!text(body, "user_id").equals(bot.id())) {
      throw RestError.forbidden();
    }
    if (!text(body, "emoji_name").matches("[a-z0-9_+-]{1,64}")) {
      throw new RestError(400, "model.reaction.is_valid.emoji_name.app_error");
    }
    SimulatedPost post = bot.post(text(body, "post_id"));
    SimulatedChannel channel = bot.channelOf(post);
    ObjectNode reaction =
        SimulatedPeople.reaction(
            channel, post.id(), bot.id(), text(body, "emoji_name"), channel.tick());
    post.react(reaction);
    bot.connections().send(SimulatedPeople.reacted("reaction_added", channel, reaction));
    return Answer.json(201, reaction.toString());
  }

  private static Answer unreact(SimulatedBot bot, String postId, String emoji) {
    SimulatedPost post = bot.post(postId);
    SimulatedChannel channel = bot.channelOf(post);
    post.unreact(bot.id(), emoji)
        .ifPresent(
            r -> bot.connections().send(SimulatedPeople.reacted("reaction_removed", channel, r)));
    return ok(SimulatedBot.object().put("status", "OK"));
  }

  private static Answer upload(SimulatedBot bot, Call call) {
    String channel =
        Optional.ofNullable(call.form().get("channel_id")).orElseThrow(RestError::badParameter);
    bot.joined(channel);
    ObjectNode answer = SimulatedBot.object();
    ArrayNode infos = answer.putArray("file_infos");
    call.files()
        .forEach(
            f -> infos.add(bot.store(channel, f.name(), f.mime(), f.bytes().getBytes()).json("")));
    answer.putArray("client_ids");
    return Answer.json(201, answer.toString());
  }

  private static Answer dialog(SimulatedBot bot, String[] path, ObjectNode body) {
    if (path.length != 3 || !path[1].equals("dialogs") || !path[2].equals("open")) {
      throw new RestError(404, "api.context.404.app_error");
    }
    bot.dialogs().open(body);
    return ok(SimulatedBot.object().put("status", "OK"));
  }

  private static Answer typing(SimulatedBot bot, ObjectNode body) {
    bot.joined(text(body, "channel_id"));
    return ok(SimulatedBot.object().put("status", "OK"));
  }

  private static Answer direct(SimulatedBot bot, Call call) {
    JsonNode users = Json.tree(call.body().getBytes());
    if (!users.isArray() || users.size() != 2) {
      throw RestError.badParameter();
    }
    SimulatedChannel channel = bot.channel(SimulatedBot.person(users.toString()));
    channel.become("D");
    return Answer.json(201, channel.json().toString());
  }
}
