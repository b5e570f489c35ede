package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Payload;
import dev.milena.platform.mattermost.SimulatedPost.StoredFile;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.Tally;
import dev.milena.platform.testkit.Waiting;
import dev.milena.platform.testkit.WebhookSender;
import dev.milena.platform.testkit.WebhookSender.Signed;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What people do in simulated channels. In each there is one person beside the bot. Thread-safe.
 */
public final class SimulatedPeople implements People {
  private static final String NO_EDITS = "an outgoing webhook tells only of new messages";
  private static final int ANSWERS_MAX = 5;

  private final Function<AccountRef, SimulatedBot> bots;
  private final WebhookSender sender;
  private final Tally tally;
  private final String baseUrl;

  SimulatedPeople(
      Function<AccountRef, SimulatedBot> bots, WebhookSender sender, Tally tally, String baseUrl) {
    this.bots = bots;
    this.sender = sender;
    this.tally = tally;
    this.baseUrl = baseUrl;
  }

  /** The person of a channel, as the server describes users. */
  static ObjectNode user(String channel) {
    return SimulatedBot.object()
        .put("id", SimulatedBot.person(channel))
        .put("username", username(channel));
  }

  private static String username(String channel) {
    return "guest-" + SimulatedBot.person(channel).substring(0, 6);
  }

  @Override
  public String write(AccountRef account, String conversation, String text) {
    return say(account, conversation, text, "", Optional.empty());
  }

  @Override
  public String reply(AccountRef account, String conversation, String message, String text) {
    SimulatedBot bot = bots.apply(account);
    String root;
    synchronized (bot) {
      requireSocket(bot);
      SimulatedPost post = bot.post(message);
      root = post.root().isEmpty() ? post.id() : post.root();
    }
    return say(account, conversation, text, root, Optional.empty());
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile file) {
    return say(account, conversation, file.caption().orElse(""), "", Optional.of(file));
  }

  private String say(
      AccountRef account,
      String conversation,
      String text,
      String root,
      Optional<OfferedFile> offered) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      SimulatedChannel channel = bot.channel(conversation);
      List<StoredFile> files =
          offered.map(f -> bot.store(conversation, f.name(), f.mime(), f.bytes())).stream()
              .toList();
      ObjectNode json =
          SimulatedPost.fields(
              conversation,
              SimulatedBot.person(conversation),
              text,
              root,
              Map.of(),
              channel.tick());
      SimulatedPost post = new SimulatedPost(json, false, files);
      files.forEach(f -> post.fileIds().add(f.id()));
      channel.add(post);
      tally.input();
      if (bot.tellPosted(conversation, posted(channel, post, username(conversation)))) {
        tally.taken();
      }
      if (bot.hasOutgoingWebhook()) {
        callHook(bot, conversation, outgoing(bot, post));
      }
      return post.id();
    }
  }

  private static Map<String, String> outgoing(SimulatedBot bot, SimulatedPost post) {
    JsonNode json = post.json();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("token", bot.hookToken());
    fields.put("team_id", "simu1atedteam0000000000001");
    fields.put("team_domain", "simulated");
    fields.put("channel_id", json.path("channel_id").asText());
    fields.put("channel_name", "channel-" + json.path("channel_id").asText());
    fields.put("timestamp", Long.toString(json.path("create_at").asLong() / 1000));
    fields.put("user_id", json.path("user_id").asText());
    fields.put("user_name", username(json.path("channel_id").asText()));
    fields.put("post_id", post.id());
    fields.put("text", json.path("message").asText());
    fields.put("trigger_word", "");
    fields.put(
        "file_ids",
        post.fileIds().valueStream().map(JsonNode::asText).collect(Collectors.joining(",")));
    return fields;
  }

  /** Types a slash command; gives what its answers are sent to. */
  public String command(AccountRef account, String conversation, String command, String text) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      bot.channel(conversation);
      String person = SimulatedBot.person(conversation);
      String answers = bot.openCommand(conversation, person, ANSWERS_MAX);
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("channel_id", conversation);
      fields.put("channel_name", "channel-" + conversation);
      fields.put("command", "/" + command);
      fields.put("response_url", baseUrl + "/hooks/commands/" + answers);
      fields.put("team_domain", "simulated");
      fields.put("team_id", "simu1atedteam0000000000001");
      fields.put("text", text);
      fields.put("token", bot.hookToken());
      fields.put("trigger_id", bot.dialogs().handOut(conversation));
      fields.put("user_id", person);
      fields.put("user_name", username(conversation));
      fields.put("root_id", "");
      tally.input();
      callHook(bot, conversation, fields);
      return answers;
    }
  }

  private void callHook(SimulatedBot bot, String lane, Map<String, String> fields) {
    Map<String, String> wrong = new LinkedHashMap<>(fields);
    wrong.put("token", SimulatedIds.random());
    Map<String, String> headers = Map.of("content-type", "application/x-www-form-urlencoded");
    sender.send(
        new WebhookSender.Input(
            lane,
            bot.hook().orElseThrow(),
            new Signed(headers, Buffer.buffer(form(fields))),
            new Signed(headers, Buffer.buffer(form(wrong)))));
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public void edit(AccountRef account, String conversation, String message, String text) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      requireSocket(bot);
      SimulatedChannel channel = bot.channel(conversation);
      SimulatedPost post = bot.post(message);
      post.change(Optional.of(text), Optional.empty(), channel.tick());
      tell(bot, about("post_edited", channel, post));
    }
  }

  /** Pins a message, which the server tells as if it had been changed. */
  public void pin(AccountRef account, String conversation, String message) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      SimulatedChannel channel = bot.channel(conversation);
      SimulatedPost post = bot.post(message);
      post.pin(channel.tick());
      tell(bot, about("post_edited", channel, post));
    }
  }

  /** Deletes a message. */
  @Override
  public void delete(AccountRef account, String conversation, String message) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      SimulatedChannel channel = bot.channel(conversation);
      SimulatedPost post = bot.post(message);
      tell(bot, about("post_deleted", channel, post));
      post.delete(channel.tick());
    }
  }

  @Override
  public void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    String name = MattermostEmoji.name(emoji).orElseThrow();
    if (on) {
      react(account, conversation, messageId, name);
    } else {
      unreact(account, conversation, messageId, name);
    }
  }

  /** Puts a reaction on a message. */
  public void react(AccountRef account, String conversation, String message, String emoji) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      SimulatedChannel channel = bot.channel(conversation);
      ObjectNode reaction =
          reaction(channel, message, SimulatedBot.person(conversation), emoji, channel.tick());
      bot.post(message).react(reaction);
      tell(bot, reacted("reaction_added", channel, reaction));
    }
  }

  /** Takes a reaction away again. */
  public void unreact(AccountRef account, String conversation, String message, String emoji) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      SimulatedChannel channel = bot.channel(conversation);
      ObjectNode gone =
          bot.post(message).unreact(SimulatedBot.person(conversation), emoji).orElseThrow();
      tell(bot, reacted("reaction_removed", channel, gone));
    }
  }

  /** Presses a button. One whose id holds anything but letters and digits is dead. */
  @Override
  public void press(AccountRef account, String conversation, String message, String value) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      JsonNode button =
          bot.post(message)
              .button(value)
              .filter(b -> b.path("id").asText().matches("[A-Za-z0-9]+"))
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "No living button under message " + message + " carries that value"));
      ObjectNode body =
          SimulatedBot.object()
              .put("user_id", SimulatedBot.person(conversation))
              .put("user_name", username(conversation))
              .put("channel_id", conversation)
              .put("channel_name", "channel-" + conversation)
              .put("team_id", "simu1atedteam0000000000001")
              .put("team_domain", "simulated")
              .put("post_id", message)
              .put("trigger_id", bot.dialogs().handOut(conversation))
              .put("type", button.path("type").asText())
              .put("data_source", "");
      ObjectNode context = button.path("integration").path("context").deepCopy();
      if (button.path("type").asText().equals("select")) {
        context.put("selected_option", value);
      }
      body.set("context", context);
      ObjectNode wrong = body.deepCopy();
      wrong.withObject("/context").put(MattermostSigned.SIGNATURE, "0".repeat(64));
      tally.input();
      Map<String, String> headers = Map.of("content-type", "application/json");
      sender.send(
          new WebhookSender.Input(
              conversation,
              button.path("integration").path("url").asText(),
              new Signed(headers, Buffer.buffer(Json.bytes(body))),
              new Signed(headers, Buffer.buffer(Json.bytes(wrong)))));
    }
  }

  /** Fills in the form that the person has before them; what does not do keeps it there. */
  @Override
  public Map<String, String> submit(
      AccountRef account, String conversation, Map<String, List<String>> answers) {
    SimulatedBot bot = bots.apply(account);
    Future<Buffer> reply;
    synchronized (bot) {
      ObjectNode opened = bot.dialogs().before(conversation);
      JsonNode dialog = opened.path("dialog");
      Map<String, String> complaints = SimulatedDialogs.complaints(dialog, answers);
      if (!complaints.isEmpty()) {
        return complaints;
      }
      ObjectNode body = dialog(conversation, dialog, false);
      body.set("submission", SimulatedDialogs.submission(dialog, answers));
      tally.input();
      reply = sender.ask(input(conversation, opened.path("url").asText(), body));
    }
    JsonNode said = Payload.tree(Waiting.on(reply).getBytes());
    Map<String, String> errors = new LinkedHashMap<>();
    said.path("errors").properties().forEach(e -> errors.put(e.getKey(), e.getValue().asText()));
    if (errors.isEmpty()) {
      synchronized (bot) {
        bot.dialogs().close(conversation);
      }
    }
    return errors;
  }

  /**
   * What a person's own program sends for them: passed on to the integration as it is, and back
   * what that says.
   */
  Future<Buffer> passOn(ObjectNode submission, String user) {
    String url = submission.path("url").asText();
    ObjectNode body = submission.deepCopy().put("type", "dialog_submission").put("user_id", user);
    body.remove("url");
    tally.input();
    return sender.ask(input(submission.path("channel_id").asText(), url, body));
  }

  /** Closes the form without sending it; the integration is told if it asked for that. */
  @Override
  public void dismiss(AccountRef account, String conversation) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      ObjectNode opened = bot.dialogs().before(conversation);
      JsonNode dialog = opened.path("dialog");
      bot.dialogs().close(conversation);
      if (dialog.path("notify_on_cancel").asBoolean(false)) {
        tally.input();
        ObjectNode body = dialog(conversation, dialog, true);
        sender.send(input(conversation, opened.path("url").asText(), body));
      }
    }
  }

  /** As if thirty seconds had passed since anybody did anything. */
  @Override
  public void letFormsBeTooLate(AccountRef account) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      bot.dialogs().expire();
    }
  }

  private static ObjectNode dialog(String conversation, JsonNode dialog, boolean cancelled) {
    ObjectNode body =
        SimulatedBot.object()
            .put("type", "dialog_submission")
            .put("callback_id", dialog.path("callback_id").asText())
            .put("state", dialog.path("state").asText())
            .put("user_id", SimulatedBot.person(conversation))
            .put("channel_id", conversation)
            .put("team_id", "simu1atedteam0000000000001")
            .put("cancelled", cancelled);
    body.putObject("submission");
    body.putArray("file_ids");
    return body;
  }

  private static WebhookSender.Input input(String lane, String url, ObjectNode body) {
    ObjectNode wrong = body.deepCopy().put("state", "forged");
    Map<String, String> headers = Map.of("content-type", "application/json");
    return new WebhookSender.Input(
        lane,
        url,
        new Signed(headers, Buffer.buffer(Json.bytes(body))),
        new Signed(headers, Buffer.buffer(Json.bytes(wrong))));
  }

  private void tell(SimulatedBot bot, ObjectNode frame) {
    tally.input();
    if (bot.connections().send(frame)) {
      tally.taken();
    }
  }

  private static void requireSocket(SimulatedBot bot) {
    if (bot.hasOutgoingWebhook()) {
      throw new UnsupportedOperationException(NO_EDITS);
    }
  }

  static ObjectNode posted(SimulatedChannel channel, SimulatedPost post, String username) {
    ObjectNode frame = about("posted", channel, post);
    frame
        .withObject("/data")
        .put("channel_display_name", channel.json().path("display_name").asText())
        .put("channel_name", channel.json().path("name").asText())
        .put("channel_type", channel.type())
        .put("sender_name", "@" + username)
        .put("set_online", true)
        .put("team_id", channel.json().path("team_id").asText());
    return frame;
  }

  /** What happened to a post: the post itself, as JSON in a string. */
  static ObjectNode about(String event, SimulatedChannel channel, SimulatedPost post) {
    ObjectNode frame = SimulatedConnections.frame(event, channel.id());
    frame.withObject("/data").put("post", post.json().toString());
    return frame;
  }

  static ObjectNode reaction(
      SimulatedChannel channel, String post, String user, String emoji, long at) {
    return SimulatedBot.object()
        .put("user_id", user)
        .put("post_id", post)
        .put("emoji_name", emoji)
        .put("create_at", at)
        .put("update_at", at)
        .put("delete_at", 0)
        .put("remote_id", "")
        .put("channel_id", channel.id());
  }

  static ObjectNode reacted(String event, SimulatedChannel channel, JsonNode reaction) {
    ObjectNode frame = SimulatedConnections.frame(event, channel.id());
    frame.withObject("/data").put("reaction", reaction.toString());
    return frame;
  }

  /** What only the person of a channel was told. */
  public List<String> told(AccountRef account, String conversation) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      return bot.told().stream()
          .filter(t ->
              t.channel().equals(conversation)
                  && t.user().equals(SimulatedBot.person(conversation)))
          .map(SimulatedBot.Told::text)
          .toList();
    }
  }
}
