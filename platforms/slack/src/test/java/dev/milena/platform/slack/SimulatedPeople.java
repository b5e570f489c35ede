package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.platform.EmojiNames;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.Tally;
import dev.milena.platform.testkit.Waiting;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What people do on Slack, and what Slack tells the app of it. */
public final class SimulatedPeople implements People {
  private final Function<AccountRef, SimulatedApp> apps;
  private final SlackTeller teller;
  private final Tally tally;
  private final String baseUrl;

  SimulatedPeople(
      Function<AccountRef, SimulatedApp> apps, SlackTeller teller, Tally tally, String baseUrl) {
    this.apps = apps;
    this.teller = teller;
    this.tally = tally;
    this.baseUrl = baseUrl;
  }

  /** The one person in a direct conversation; elsewhere whoever writes. */
  static String guest(String conversation) {
    return isDirect(conversation) ? "U" + conversation.replaceFirst("^D", "") : "U0GUEST01";
  }

  private static boolean isDirect(String conversation) {
    return SimulatedChannel.typeOf(conversation).equals("im");
  }

  @Override
  public String write(AccountRef account, String conversation, String text) {
    return say(account, conversation, text, Optional.empty(), Optional.empty());
  }

  @Override
  public String reply(AccountRef account, String conversation, String root, String text) {
    return say(account, conversation, text, Optional.of(root), Optional.empty());
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile file) {
    return say(
        account, conversation, file.caption().orElse(""), Optional.empty(), Optional.of(file));
  }

  private String say(
      AccountRef account,
      String conversation,
      String text,
      Optional<String> thread,
      Optional<OfferedFile> file) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    synchronized (app) {
      SimulatedChannel channel = app.channel(conversation);
      List<SlackApiFiles.StoredFile> files =
          file.map(f -> app.files().put(app.newId("F"), f.name(), f.mime(), f.bytes())).stream()
              .toList();
      ObjectNode said = typed(app, conversation, text);
      thread.ifPresent(ts -> said.put("thread_ts", ts));
      file.ifPresent(_ -> said.put("subtype", "file_share"));
      SimulatedMessage message = new SimulatedMessage(app.newTs(), said, false, files);
      channel.add(message);
      teller.event(account, app, in(channel, message.json(), message.ts()));
      return message.ts();
    }
  }

  /** People's own programs send rich text beside the markup. */
  private static ObjectNode typed(SimulatedApp app, String conversation, String text) {
    ObjectNode message =
        SimulatedMessage.object()
            .put("client_msg_id", UUID.randomUUID().toString())
            .put("user", guest(conversation))
            .put("team", app.team())
            .put("text", SlackMrkdwn.escape(text));
    if (!text.isEmpty()) {
      setBlocks(message, text);
    }
    return message;
  }

  private static void setBlocks(ObjectNode message, String text) {
    message
        .putArray("blocks")
        .addObject()
        .put("type", "rich_text")
        .put("block_id", "b1")
        .putArray("elements")
        .addObject()
        .put("type", "rich_text_section")
        .putArray("elements")
        .addObject()
        .put("type", "text")
        .put("text", text);
  }

  private static ObjectNode in(SimulatedChannel channel, ObjectNode message, String ts) {
    return message
        .put("type", "message")
        .put("channel", channel.id())
        .put("channel_type", channel.type())
        .put("event_ts", ts);
  }

  @Override
  public void edit(AccountRef account, String conversation, String ts, String text) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    synchronized (app) {
      SimulatedChannel channel = app.channel(conversation);
      SimulatedMessage message = channel.get(ts);
      ObjectNode before = message.json();
      ObjectNode after = SimulatedMessage.object();
      setBlocks(after, text);
      message.edit(
          Optional.of(SlackMrkdwn.escape(text)),
          after.path("blocks"),
          guest(conversation),
          app.newTs());
      changed(account, app, channel, "message_changed", message.json(), before);
    }
  }

  /** Takes a message back. */
  @Override
  public void delete(AccountRef account, String conversation, String ts) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    synchronized (app) {
      SimulatedChannel channel = app.channel(conversation);
      SimulatedMessage message = channel.get(ts);
      message.delete();
      changed(account, app, channel, "message_deleted", message.json(), message.json());
    }
  }

  private void changed(
      AccountRef account,
      SimulatedApp app,
      SimulatedChannel channel,
      String subtype,
      ObjectNode now,
      ObjectNode before) {
    String ts = app.newTs();
    ObjectNode event =
        SimulatedMessage.object().put("subtype", subtype).put("hidden", true).put("ts", ts);
    if (subtype.equals("message_deleted")) {
      event.put("deleted_ts", before.path("ts").asText());
    } else {
      event.set("message", now);
    }
    event.set("previous_message", before);
    teller.event(account, app, in(channel, event, ts));
  }

  @Override
  public void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    String name = EmojiNames.name(emoji).orElseThrow();
    if (on) {
      react(account, conversation, messageId, name);
    } else {
      unreact(account, conversation, messageId, name);
    }
  }

  /** Puts an emoji, by Slack's name, on a message. */
  public void react(AccountRef account, String conversation, String ts, String name) {
    react(account, conversation, ts, name, "reaction_added");
  }

  /** Takes an emoji away again. */
  public void unreact(AccountRef account, String conversation, String ts, String name) {
    react(account, conversation, ts, name, "reaction_removed");
  }

  private void react(AccountRef account, String conversation, String ts, String name, String type) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    synchronized (app) {
      ObjectNode event =
          SimulatedMessage.object()
              .put("type", type)
              .put("user", guest(conversation))
              .put("reaction", name)
              .put("event_ts", app.newTs());
      event.putObject("item").put("type", "message").put("channel", conversation).put("ts", ts);
      teller.event(account, app, event);
    }
  }

  @Override
  public void press(AccountRef account, String conversation, String ts, String value) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    synchronized (app) {
      SimulatedMessage message = app.channel(conversation).get(ts);
      JsonNode button =
          message
              .button(value)
              .orElseThrow(() -> new IllegalStateException("No button carries that value"));
      ObjectNode payload = interaction(app, "block_actions", conversation);
      payload.set("message", message.json());
      payload
          .putObject("container")
          .put("type", "message")
          .put("message_ts", ts)
          .put("channel_id", conversation)
          .put("is_ephemeral", false);
      payload.put("response_url", hook(app, "actions", conversation));
      ObjectNode action = pressed(button, value);
      payload.putArray("actions").add(action.put("action_ts", app.newTs()));
      teller.interaction(account, app, conversation, payload);
    }
  }

  /** Of a menu only what was picked is told. */
  private static ObjectNode pressed(JsonNode control, String value) {
    ObjectNode action = control.deepCopy();
    if (control.path("type").asText().equals("static_select")) {
      action.remove("options");
      control
          .path("options")
          .valueStream()
          .filter(option -> option.path("value").asText().equals(value))
          .forEach(option -> action.set("selected_option", option));
    }
    return action;
  }

  private static ObjectNode interaction(SimulatedApp app, String type, String conversation) {
    ObjectNode payload =
        SimulatedMessage.object()
            .put("type", type)
            .put("api_app_id", app.appId())
            .put(
                "trigger_id",
                app.views().handOut(app.newTs() + "." + app.credentials().number(), conversation))
            .put("is_enterprise_install", false);
    payload.putObject("team").put("id", app.team()).put("domain", "simulated");
    payload
        .putObject("user")
        .put("id", guest(conversation))
        .put("username", "guest")
        .put("name", "guest")
        .put("team_id", app.team());
    payload
        .putObject("channel")
        .put("id", conversation)
        .put("name", isDirect(conversation) ? "directmessage" : "general");
    return payload;
  }

  private String hook(SimulatedApp app, String kind, String conversation) {
    return baseUrl + "/" + app.newHook(kind, conversation);
  }

  /** Types a slash command. */
  public void command(AccountRef account, String conversation, String command, String args) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    synchronized (app) {
      ObjectNode form =
          SimulatedMessage.object()
              .put("token", "unused")
              .put("team_id", app.team())
              .put("team_domain", "simulated")
              .put("channel_id", conversation)
              .put("channel_name", isDirect(conversation) ? "directmessage" : "general")
              .put("user_id", guest(conversation))
              .put("user_name", "guest")
              .put("command", command)
              .put("text", args)
              .put("api_app_id", app.appId())
              .put("is_enterprise_install", "false")
              .put("response_url", hook(app, "commands", conversation))
              .put("trigger_id", app.views().handOut(app.newTs() + ".1", conversation));
      teller.command(account, app, conversation, form);
    }
  }

  /** Fills in the form that the person has before them; what does not do keeps it there. */
  @Override
  public Map<String, String> submit(
      AccountRef account, String conversation, Map<String, List<String>> answers) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    Future<JsonNode> reply;
    synchronized (app) {
      ObjectNode view = app.views().before(conversation);
      Map<String, String> complaints = SimulatedViews.complaints(view, answers);
      if (!complaints.isEmpty()) {
        return complaints;
      }
      ObjectNode payload = interaction(app, "view_submission", conversation);
      payload.remove("channel");
      payload.set("view", SimulatedViews.filled(view, answers));
      payload.putArray("response_urls");
      reply = teller.ask(account, app, payload);
    }
    JsonNode said = Waiting.on(reply);
    Map<String, String> errors = new LinkedHashMap<>();
    said.path("errors").properties().forEach(e -> errors.put(e.getKey(), e.getValue().asText()));
    if (!said.path("response_action").asText().equals("errors")) {
      synchronized (app) {
        app.views().close(conversation);
      }
    }
    return errors;
  }

  /** Closes the form without sending it; the app is told if it asked for that. */
  @Override
  public void dismiss(AccountRef account, String conversation) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    synchronized (app) {
      ObjectNode view = app.views().before(conversation);
      app.views().close(conversation);
      if (view.path("notify_on_close").asBoolean(false)) {
        ObjectNode payload = interaction(app, "view_closed", conversation);
        payload.remove(List.of("channel", "trigger_id"));
        payload.put("is_cleared", false).set("view", SimulatedViews.filled(view, Map.of()));
        teller.interaction(account, app, conversation, payload);
      }
    }
  }

  /** As if three seconds had passed since anybody did anything. */
  @Override
  public void letFormsBeTooLate(AccountRef account) {
    SimulatedApp app = apps.apply(account);
    synchronized (app) {
      app.views().expire();
    }
  }

  /** Sends a form with one field. */
  public void submit(AccountRef account, String person, String form, String field, String value) {
    SimulatedApp app = apps.apply(account);
    tally.input();
    synchronized (app) {
      ObjectNode payload = interaction(app, "view_submission", "D" + person.substring(1));
      payload.remove("channel");
      ObjectNode view =
          payload
              .putObject("view")
              .put("id", app.newId("V"))
              .put("type", "modal")
              .put("callback_id", form)
              .put("private_metadata", "");
      view.putObject("state")
          .putObject("values")
          .putObject("block")
          .putObject(field)
          .put("type", "plain_text_input")
          .put("value", value);
      payload.putArray("response_urls");
      teller.interaction(account, app, person, payload);
    }
  }
}
