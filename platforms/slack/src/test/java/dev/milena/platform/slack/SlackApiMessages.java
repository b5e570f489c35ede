package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.testkit.Tally;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What an app does to messages: posts, changes and deletes them, shows files, and what Slack tells
 * the app of it. Guarded by the app.
 */
final class SlackApiMessages {
  private static final int TEXT_MAX = 40_000;
  private static final int EDIT_MAX = 4000;

  private final Tally tally;
  private final BiConsumer<SimulatedApp, ObjectNode> tell;

  /**
   * @param tell what the app's own doings make Slack say to it
   */
  SlackApiMessages(Tally tally, BiConsumer<SimulatedApp, ObjectNode> tell) {
    this.tally = tally;
    this.tell = tell;
  }

  ObjectNode post(SimulatedApp app, SlackArguments arguments) {
    SimulatedChannel channel = channel(app, arguments);
    SimulatedMessage message =
        say(app, channel, content(app, arguments), thread(channel, arguments), List.of());
    return SlackApi.ok()
        .put("channel", channel.id())
        .put("ts", message.ts())
        .set("message", message.json());
  }

  static SimulatedChannel channel(SimulatedApp app, SlackArguments arguments) {
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

  ObjectNode update(SimulatedApp app, SlackArguments arguments) {
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
        SlackApi.ok()
            .put("channel", channel.id())
            .put("ts", message.ts())
            .put("text", text.orElse(""));
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

  ObjectNode delete(SimulatedApp app, SlackArguments arguments) {
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
    return SlackApi.ok().put("channel", channel.id()).put("ts", message.ts());
  }

  static ObjectNode whisper(SimulatedApp app, SlackArguments arguments) {
    channel(app, arguments);
    arguments.required("user");
    content(app, arguments);
    return SlackApi.ok().put("message_ts", app.newTs());
  }

  ObjectNode share(SimulatedApp app, SlackArguments arguments) {
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
    ObjectNode answer = SlackApi.ok();
    ArrayNode shown = answer.putArray("files");
    files.forEach(file -> shown.addObject().put("id", file.id()).put("title", file.name()));
    return answer;
  }
}
