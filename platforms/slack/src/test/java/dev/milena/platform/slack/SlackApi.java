package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.testkit.Tally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The methods of the Web API, as far as an app of the hub's kind, or a library pointed here, needs
 * them.
 *
 * @see <a href="https://docs.slack.dev/reference/methods">Methods, read 2026-11-21</a>
 */
final class SlackApi {
  private static final int TEXT_MAX = 40_000;
  private static final int EDIT_MAX = 4000;

  /** What only looks, or sets up. */
  private static final Set<String> LISTENING =
      Set.of(
          "api.test",
          "auth.test",
          "apps.connections.open",
          "conversations.history",
          "conversations.replies",
          "conversations.info",
          "users.info",
          "files.info");

  private final Tally tally;
  private final BiConsumer<SimulatedApp, ObjectNode> tell;

  /**
   * @param tell what the app's own doings make Slack say to it
   */
  SlackApi(Tally tally, BiConsumer<SimulatedApp, ObjectNode> tell) {
    this.tally = tally;
    this.tell = tell;
  }

  static boolean acts(String method) {
    return !LISTENING.contains(method);
  }

  ObjectNode call(SimulatedApp app, String method, SlackArguments arguments) {
    if (!LISTENING.contains(method)) {
      int wait =
          app.limits().count(method, arguments.text("channel").orElse(""), System.nanoTime());
      if (wait > 0) {
        tally.throttled();
        throw SlackApiError.tooMany(wait);
      }
    }
    return switch (method) {
      case "api.test" -> ok();
      case "auth.test" ->
          ok().put("url", "https://simulated.slack.com/")
              .put("team", "Simulated")
              .put("team_id", app.team())
              .put("user", "simulated_app")
              .put("user_id", app.botUser())
              .put("bot_id", app.bot())
              .put("is_enterprise_install", false);
      case "chat.postMessage" -> post(app, arguments);
      case "chat.update" -> update(app, arguments);
      case "chat.delete" -> delete(app, arguments);
      case "chat.postEphemeral" -> whisper(app, arguments);
      case "reactions.add" -> react(app, arguments, true);
      case "reactions.remove" -> react(app, arguments, false);
      case "conversations.history" -> history(app, arguments, Optional.empty());
      case "conversations.replies" ->
          history(app, arguments, Optional.of(arguments.required("ts")));
      case "conversations.info" -> info(app, arguments);
      case "conversations.open" -> openDirect(app, arguments);
      case "users.info" -> user(arguments);
      case "files.getUploadURLExternal" -> promise(app, arguments);
      case "files.completeUploadExternal" -> share(app, arguments);
      case "files.info" -> ok().set("file", app.files().info(arguments.required("file")));
      case "assistant.threads.setStatus" -> status(app, arguments);
      default -> throw SlackApiError.of("unknown_method");
    };
  }

  private static ObjectNode ok() {
    return SimulatedMessage.object().put("ok", true);
  }

  private ObjectNode post(SimulatedApp app, SlackArguments arguments) {
    SimulatedChannel channel = channel(app, arguments);
    SimulatedMessage message =
        say(app, channel, content(app, arguments), thread(channel, arguments), List.of());
    return ok().put("channel", channel.id()).put("ts", message.ts()).set("message", message.json());
  }

  private static SimulatedChannel channel(SimulatedApp app, SlackArguments arguments) {
    return app.enter(
        arguments.text("channel").orElseThrow(() -> SlackApiError.of("channel_not_found")));
  }

  /** Words and blocks, as Slack takes them. */
  private static ObjectNode content(SimulatedApp app, SlackArguments arguments) {
    JsonNode blocks = arguments.nested("blocks");
    Optional<String> text = arguments.text("text").or(() -> arguments.text("markdown_text"));
    SlackBlockRules.check(blocks);
    if (text.isEmpty() && blocks.isEmpty()) {
      throw SlackApiError.of("no_text");
    }
    ObjectNode message = app.author();
    String words = text.orElse("");
    message.put("text", words.length() > TEXT_MAX ? words.substring(0, TEXT_MAX) : words);
    if (blocks.isArray() && !blocks.isEmpty()) {
      message.set("blocks", blocks);
    }
    JsonNode metadata = arguments.nested("metadata");
    if (metadata.isObject()) {
      if (!metadata.path("event_type").isTextual() || !metadata.path("event_payload").isObject()) {
        throw SlackApiError.of("invalid_metadata_format");
      }
      message.set("metadata", metadata);
    }
    return message;
  }

  /** The root of the thread; an answer is never one. */
  private static Optional<String> thread(SimulatedChannel channel, SlackArguments arguments) {
    Optional<String> thread = arguments.text("thread_ts");
    thread.ifPresent(ts -> {
      SimulatedMessage root =
          channel.find(ts).orElseThrow(() -> SlackApiError.of("thread_not_found"));
      if (root.isReply()) {
        throw SlackApiError.of("cannot_reply_to_message");
      }
    });
    return thread;
  }

  private SimulatedMessage say(
      SimulatedApp app,
      SimulatedChannel channel,
      ObjectNode content,
      Optional<String> thread,
      List<SlackApiFiles.StoredFile> files) {
    thread.ifPresent(ts -> content.put("thread_ts", ts));
    SimulatedMessage message = new SimulatedMessage(app.newTs(), content, true, files);
    channel.add(message);
    tally.accepted();
    ObjectNode event =
        message
            .json()
            .put("channel", channel.id())
            .put("channel_type", channel.type())
            .put("event_ts", message.ts());
    if (!files.isEmpty()) {
      event.put("subtype", "file_share");
      event.remove(List.of("bot_id", "app_id", "bot_profile"));
    }
    tell.accept(app, event);
    return message;
  }

  private ObjectNode update(SimulatedApp app, SlackArguments arguments) {
    SimulatedChannel channel = channel(app, arguments);
    SimulatedMessage message = own(channel, arguments.required("ts"), "cant_update_message");
    JsonNode blocks = arguments.nested("blocks");
    Optional<String> text = arguments.text("text");
    SlackBlockRules.check(blocks);
    if (text.isEmpty() && blocks.isEmpty()) {
      throw SlackApiError.of("no_text");
    }
    if (text.filter(t -> t.length() > EDIT_MAX).isPresent() && blocks.isEmpty()) {
      throw SlackApiError.of("msg_too_long");
    }
    ObjectNode before = message.json();
    message.edit(text, blocks, app.botUser(), app.newTs());
    changed(app, channel, message, before);
    ObjectNode answer =
        ok().put("channel", channel.id()).put("ts", message.ts()).put("text", text.orElse(""));
    return answer.set("message", message.json());
  }

  private void changed(
      SimulatedApp app, SimulatedChannel channel, SimulatedMessage message, ObjectNode before) {
    String ts = app.newTs();
    ObjectNode event =
        SimulatedMessage.object()
            .put("type", "message")
            .put("subtype", "message_changed")
            .put("hidden", true)
            .put("channel", channel.id())
            .put("channel_type", channel.type())
            .put("ts", ts)
            .put("event_ts", ts);
    event.set("message", message.json());
    event.set("previous_message", before);
    tell.accept(app, event);
  }

  private static SimulatedMessage own(SimulatedChannel channel, String ts, String otherwise) {
    SimulatedMessage message = channel.get(ts);
    if (!message.isFromApp()) {
      throw SlackApiError.of(otherwise);
    }
    return message;
  }

  private ObjectNode delete(SimulatedApp app, SlackArguments arguments) {
    SimulatedChannel channel = channel(app, arguments);
    SimulatedMessage message = own(channel, arguments.required("ts"), "cant_delete_message");
    message.delete();
    String ts = app.newTs();
    ObjectNode event =
        SimulatedMessage.object()
            .put("type", "message")
            .put("subtype", "message_deleted")
            .put("hidden", true)
            .put("channel", channel.id())
            .put("channel_type", channel.type())
            .put("deleted_ts", message.ts())
            .put("ts", ts)
            .put("event_ts", ts);
    event.set("previous_message", message.json());
    tell.accept(app, event);
    return ok().put("channel", channel.id()).put("ts", message.ts());
  }

  private static ObjectNode whisper(SimulatedApp app, SlackArguments arguments) {
    channel(app, arguments);
    arguments.required("user");
    content(app, arguments);
    return ok().put("message_ts", app.newTs());
  }

  private static ObjectNode react(SimulatedApp app, SlackArguments arguments, boolean added) {
    SimulatedMessage message = channel(app, arguments).get(arguments.required("timestamp"));
    String name = arguments.required("name");
    if (!name.matches("[a-z0-9_+'-]+(::skin-tone-[2-6])?")) {
      throw SlackApiError.of("invalid_name");
    }
    if (added) {
      message.react(name);
    } else {
      message.unreact(name);
    }
    return ok();
  }

  private static ObjectNode history(
      SimulatedApp app, SlackArguments arguments, Optional<String> thread) {
    String oldest = arguments.text("oldest").orElse("0");
    int limit = arguments.text("limit").map(Integer::parseInt).orElse(100);
    boolean metadata =
        arguments.text("include_all_metadata").filter(t -> t.matches("1|true")).isPresent();
    List<SimulatedMessage> all =
        new ArrayList<>(
            channel(app, arguments).messages().stream()
                .filter(m -> !m.isDeleted() && m.ts().compareTo(oldest) > 0)
                .filter(m ->
                    thread
                        .map(root ->
                            m.ts().equals(root) || m.thread().filter(root::equals).isPresent())
                        .orElse(!m.isReply()))
                .toList());
    if (thread.isEmpty()) {
      Collections.reverse(all);
    }
    ObjectNode answer = ok().put("has_more", all.size() > limit);
    ArrayNode shown = answer.putArray("messages");
    all.stream().limit(limit).forEach(m -> shown.add(metadata ? m.jsonWithMetadata() : m.json()));
    return answer;
  }

  private static ObjectNode info(SimulatedApp app, SlackArguments arguments) {
    SimulatedChannel channel = channel(app, arguments);
    ObjectNode answer = ok();
    answer
        .putObject("channel")
        .put("id", channel.id())
        .put("is_im", channel.type().equals("im"))
        .put("is_mpim", channel.type().equals("mpim"))
        .put("is_channel", channel.type().equals("channel"));
    return answer;
  }

  private static ObjectNode openDirect(SimulatedApp app, SlackArguments arguments) {
    String user = arguments.required("users");
    ObjectNode answer = ok();
    answer.putObject("channel").put("id", app.channel("D" + user.substring(1)).id());
    return answer;
  }

  private static ObjectNode user(SlackArguments arguments) {
    String user = arguments.required("user");
    ObjectNode answer = ok();
    answer.putObject("user").put("id", user).put("name", "guest").put("is_bot", false);
    return answer;
  }

  private static ObjectNode promise(SimulatedApp app, SlackArguments arguments) {
    String length = arguments.required("length");
    if (!length.matches("[1-9][0-9]{0,9}")) {
      throw SlackApiError.of("invalid_arguments");
    }
    String id = app.newId("F");
    return ok().put(
            "upload_url",
            app.files().promise(id, arguments.required("filename"), Long.parseLong(length)))
        .put("file_id", id);
  }

  private ObjectNode share(SimulatedApp app, SlackArguments arguments) {
    JsonNode named = arguments.nested("files");
    if (!named.isArray() || named.isEmpty()) {
      throw SlackApiError.of("invalid_arguments");
    }
    List<SlackApiFiles.StoredFile> files =
        named
            .valueStream()
            .map(file ->
                app.files()
                    .find(file.path("id").asText())
                    .orElseThrow(() -> SlackApiError.of("file_not_found")))
            .toList();
    arguments
        .text("channel_id")
        .ifPresent(id -> {
          SimulatedChannel channel = app.enter(id);
          ObjectNode message =
              app.author().put("text", arguments.text("initial_comment").orElse(""));
          JsonNode blocks = arguments.nested("blocks");
          SlackBlockRules.check(blocks);
          if (blocks.isArray() && arguments.text("initial_comment").isEmpty()) {
            message.set("blocks", blocks);
            message.put("text", SlackMrkdwn.escape(SlackBlockRules.text(blocks)));
          }
          SimulatedMessage said = say(app, channel, message, thread(channel, arguments), files);
          files.forEach(file -> file.share(id, said.ts()));
        });
    ObjectNode answer = ok();
    ArrayNode shown = answer.putArray("files");
    files.forEach(file -> shown.addObject().put("id", file.id()).put("title", file.name()));
    return answer;
  }

  private static ObjectNode status(SimulatedApp app, SlackArguments arguments) {
    app.enter(arguments.required("channel_id"));
    arguments.required("thread_ts");
    arguments.required("status");
    return ok();
  }
}
