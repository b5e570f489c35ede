package dev.milena.platform.slack;

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
  private final SlackApiMessages messages;

  /**
   * @param tell what the app's own doings make Slack say to it
   */
  SlackApi(Tally tally, BiConsumer<SimulatedApp, ObjectNode> tell) {
    this.tally = tally;
    this.messages = new SlackApiMessages(tally, tell);
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
      case "chat.postMessage" -> messages.post(app, arguments);
      case "chat.update" -> messages.update(app, arguments);
      case "chat.delete" -> messages.delete(app, arguments);
      case "chat.postEphemeral" -> SlackApiMessages.whisper(app, arguments);
      case "views.open" -> app.views().open(app, arguments);
      case "reactions.add" -> react(app, arguments, true);
      case "reactions.remove" -> react(app, arguments, false);
      case "conversations.history" -> history(app, arguments, Optional.empty());
      case "conversations.replies" ->
          history(app, arguments, Optional.of(arguments.required("ts")));
      case "conversations.info" -> info(app, arguments);
      case "conversations.open" -> openDirect(app, arguments);
      case "users.info" -> user(arguments);
      case "files.getUploadURLExternal" -> promise(app, arguments);
      case "files.completeUploadExternal" -> messages.share(app, arguments);
      case "files.info" -> ok().set("file", app.files().info(arguments.required("file")));
      case "assistant.threads.setStatus" -> status(app, arguments);
      default -> throw SlackApiError.of("unknown_method");
    };
  }

  static ObjectNode ok() {
    return SimulatedMessage.object().put("ok", true);
  }

  private static ObjectNode react(SimulatedApp app, SlackArguments arguments, boolean added) {
    SimulatedMessage message =
        SlackApiMessages.channel(app, arguments).get(arguments.required("timestamp"));
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
            SlackApiMessages.channel(app, arguments).messages().stream()
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
    SimulatedChannel channel = SlackApiMessages.channel(app, arguments);
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
    if (!user.matches("[UW][A-Z0-9]+")) {
      throw SlackApiError.of("user_not_found");
    }
    ObjectNode answer = ok();
    answer
        .putObject("user")
        .put("id", user)
        .put("name", "guest")
        .put("is_bot", false)
        .putObject("profile")
        .put("real_name", "Guest of the House")
        .put("display_name", "Guest " + user);
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

  private static ObjectNode status(SimulatedApp app, SlackArguments arguments) {
    app.enter(arguments.required("channel_id"));
    arguments.required("thread_ts");
    arguments.required("status");
    return ok();
  }
}
