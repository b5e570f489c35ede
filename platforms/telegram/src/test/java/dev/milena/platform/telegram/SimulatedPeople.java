package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.telegram.BotApiFiles.StoredFile;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people do in simulated chats. In a private chat there is one person, whose id is the chat's;
 * in a group the one who acts is always the same. Thread-safe.
 */
public final class SimulatedPeople implements People {
  /** The one who acts in groups. */
  public static final long MEMBER = 5_550_001;

  private final Function<AccountRef, SimulatedBot> bots;
  private final BotApiFiles files;
  private final Tally tally;

  SimulatedPeople(Function<AccountRef, SimulatedBot> bots, BotApiFiles files, Tally tally) {
    this.bots = bots;
    this.files = files;
    this.tally = tally;
  }

  @Override
  public String write(AccountRef account, String conversation, String text) {
    return say(account, conversation, worded(text), List.of());
  }

  /** Lets somebody write in a topic of a forum. */
  public String writeInTopic(AccountRef account, String conversation, String topic, String text) {
    ObjectNode content =
        worded(text).put("message_thread_id", Long.parseLong(topic)).put("is_topic_message", true);
    content
        .putObject("reply_to_message")
        .put("message_id", Long.parseLong(topic))
        .putObject("forum_topic_created");
    return say(account, conversation, content, List.of());
  }

  @Override
  public String reply(AccountRef account, String conversation, String messageId, String text) {
    SimulatedBot bot = bots.apply(account);
    ObjectNode content = worded(text);
    synchronized (bot) {
      content.set("reply_to_message", message(bot, conversation, messageId).json());
    }
    return say(account, conversation, content, List.of());
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile offered) {
    ObjectNode content = BotApi.object();
    StoredFile file = offer(content, offered);
    return say(account, conversation, content, List.of(file));
  }

  /** Lets somebody send several files as one; gives the ids of the messages that they are. */
  public List<String> sendAlbum(
      AccountRef account, String conversation, List<OfferedFile> offered) {
    String group = Long.toString(System.nanoTime());
    List<String> ids = new ArrayList<>();
    for (OfferedFile one : offered) {
      ObjectNode content = BotApi.object().put("media_group_id", group);
      StoredFile file = offer(content, one);
      ids.add(say(account, conversation, content, List.of(file)));
    }
    return ids;
  }

  private StoredFile offer(ObjectNode content, OfferedFile offered) {
    boolean picture = offered.mime().startsWith("image/");
    StoredFile file =
        files.store(
            picture ? "photo" : "document", offered.name(), offered.mime(), offered.bytes());
    if (picture) {
      content.putArray("photo").add(BotApiFiles.inMessage(file));
    } else {
      content.set("document", BotApiFiles.inMessage(file));
    }
    offered.caption().ifPresent(caption -> content.put("caption", caption));
    return file;
  }

  private static ObjectNode worded(String text) {
    ObjectNode content = BotApi.object().put("text", text);
    ArrayNode found = BotApiText.found(text);
    if (!found.isEmpty()) {
      content.set("entities", found);
    }
    return content;
  }

  private String say(
      AccountRef account, String conversation, ObjectNode content, List<StoredFile> with) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      content.set("from", person(conversation));
      content.put("date", bot.now());
      SimulatedMessage message = bot.chat(conversation).add(content, false, with);
      tell(bot, conversation, "message", message.json());
      return Long.toString(message.number());
    }
  }

  private void tell(SimulatedBot bot, String conversation, String kind, JsonNode what) {
    tally.input();
    bot.updates().tell(conversation, kind, what);
  }

  private static ObjectNode person(String conversation) {
    long id = conversation.startsWith("-") ? MEMBER : Long.parseLong(conversation);
    return Json.mapper()
        .createObjectNode()
        .put("id", id)
        .put("is_bot", false)
        .put("first_name", "Guest")
        .put("language_code", "en");
  }

  @Override
  public void edit(AccountRef account, String conversation, String messageId, String text) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      ObjectNode changed =
          message(bot, conversation, messageId)
              .change(worded(text), List.of("text", "entities"), bot.now());
      tell(bot, conversation, "edited_message", changed);
    }
  }

  @Override
  public void press(AccountRef account, String conversation, String messageId, String value) {
    pressForAnswer(account, conversation, messageId, value);
  }

  /** Lets somebody press a button; gives the id of the query, see {@link #answer}. */
  public String pressForAnswer(
      AccountRef account, String conversation, String messageId, String value) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      SimulatedMessage message = message(bot, conversation, messageId);
      if (!message.offers(value)) {
        throw new IllegalArgumentException(
            "No button under message " + messageId + " carries that value");
      }
      String id = bot.press();
      ObjectNode query =
          BotApi.object().put("id", id).put("chat_instance", conversation).put("data", value);
      query.set("from", person(conversation));
      query.set("message", message.json());
      tell(bot, conversation, "callback_query", query);
      return id;
    }
  }

  /** What the person who pressed was told; absent: the button still turns. */
  public Optional<String> answer(AccountRef account, String press) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      return bot.answer(press);
    }
  }

  @Override
  public void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    List<String> put = List.of(emoji);
    react(account, conversation, messageId, on ? List.of() : put, on ? put : List.of());
  }

  /** Lets somebody change their reactions to a message. */
  public void react(
      AccountRef account,
      String conversation,
      String messageId,
      List<String> before,
      List<String> after) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      ObjectNode change =
          BotApi.object()
              .put("message_id", message(bot, conversation, messageId).number())
              .put("date", bot.now());
      change.set("chat", bot.chat(conversation).json());
      change.set("user", person(conversation));
      change.set("old_reaction", emojis(before));
      change.set("new_reaction", emojis(after));
      tell(bot, conversation, "message_reaction", change);
    }
  }

  private static ArrayNode emojis(List<String> emojis) {
    ArrayNode all = Json.mapper().createArrayNode();
    emojis.forEach(e -> all.addObject().put("type", "emoji").put("emoji", e));
    return all;
  }

  /**
   * Lets the person of a private chat block the bot, or a group put it out; or the other way round.
   */
  public void block(AccountRef account, String conversation, boolean blocked) {
    SimulatedBot bot = bots.apply(account);
    synchronized (bot) {
      bot.chat(conversation).block(blocked);
      ObjectNode change = BotApi.object().put("date", bot.now());
      change.set("chat", bot.chat(conversation).json());
      change.set("from", person(conversation));
      change
          .putObject("old_chat_member")
          .put("status", blocked ? "member" : "kicked")
          .set("user", bot.user());
      change
          .putObject("new_chat_member")
          .put("status", blocked ? "kicked" : "member")
          .set("user", bot.user());
      tell(bot, conversation, "my_chat_member", change);
    }
  }

  /** Turns a group into a supergroup; gives its new id. */
  public String migrate(AccountRef account, String conversation) {
    SimulatedBot bot = bots.apply(account);
    String other = "-100" + conversation.substring(1);
    synchronized (bot) {
      ObjectNode told =
          BotApi.object().put("migrate_to_chat_id", Long.parseLong(other)).put("date", bot.now());
      told.set("from", person(conversation));
      ObjectNode goes = bot.chat(conversation).add(told, false, List.of()).json();
      bot.chat(conversation).moveTo(other);
      bot.chat(other);
      tell(bot, conversation, "message", goes);
    }
    return other;
  }

  /** Tells the bot whatever a test thinks of. */
  public void tell(AccountRef account, String conversation, String kind, JsonNode what) {
    tell(bots.apply(account), conversation, kind, what);
  }

  private static SimulatedMessage message(SimulatedBot bot, String conversation, String id) {
    return bot.chat(conversation)
        .find(Long.parseLong(id))
        .orElseThrow(() ->
            new IllegalArgumentException("There is no message " + id + " in " + conversation));
  }
}
