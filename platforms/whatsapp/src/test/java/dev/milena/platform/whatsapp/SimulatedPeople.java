package dev.milena.platform.whatsapp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.Tally;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people do in simulated chats: each has one person, whose number is the chat's. Thread-safe.
 */
public final class SimulatedPeople implements People {
  private final Function<AccountRef, SimulatedNumber> numbers;
  private final SimulatedFiles files;
  private final Tally tally;

  SimulatedPeople(
      Function<AccountRef, SimulatedNumber> numbers, SimulatedFiles files, Tally tally) {
    this.numbers = numbers;
    this.files = files;
    this.tally = tally;
  }

  private static ObjectNode typed(String type) {
    return Json.mapper().createObjectNode().put("type", type);
  }

  private static ObjectNode worded(String text) {
    ObjectNode message = typed("text");
    message.putObject("text").put("body", text);
    return message;
  }

  @Override
  public String write(AccountRef account, String conversation, String text) {
    return say(account, conversation, worded(text), Optional.empty());
  }

  @Override
  public String reply(AccountRef account, String conversation, String messageId, String text) {
    ObjectNode message = worded(text);
    message.putObject("context").put("from", conversation).put("id", messageId);
    return say(account, conversation, message, Optional.empty());
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile offered) {
    String kind =
        offered.mime().startsWith("image/")
            ? "image"
            : offered.mime().startsWith("audio/")
                ? "audio"
                : offered.mime().startsWith("video/") ? "video" : "document";
    SimulatedFiles.Stored file = files.store(offered.name(), offered.mime(), offered.bytes());
    ObjectNode media = file.inMessage();
    offered.caption().ifPresent(caption -> media.put("caption", caption));
    if (kind.equals("document")) {
      media.put("filename", offered.name());
    }
    ObjectNode message = typed(kind);
    message.set(kind, media);
    return say(account, conversation, message, Optional.of(file));
  }

  @Override
  public void edit(AccountRef account, String conversation, String messageId, String text) {
    ObjectNode message = typed("edit");
    message.putObject("edit").put("original_message_id", messageId).set("message", worded(text));
    say(account, conversation, message, Optional.empty());
  }

  @Override
  public void delete(AccountRef account, String conversation, String messageId) {
    ObjectNode message = typed("revoke");
    message.putObject("revoke").put("original_message_id", messageId);
    say(account, conversation, message, Optional.empty());
  }

  @Override
  public void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    ObjectNode message = typed("reaction");
    message.putObject("reaction").put("message_id", messageId).put("emoji", on ? emoji : "");
    say(account, conversation, message, Optional.empty());
  }

  @Override
  public void press(AccountRef account, String conversation, String messageId, String value) {
    SimulatedNumber number = numbers.apply(account);
    ObjectNode message = typed("interactive");
    synchronized (number) {
      ObjectNode reply =
          number
              .find(conversation, messageId)
              .flatMap(m -> m.offer(value))
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "Nothing on message " + messageId + " carries that value"));
      message.putObject("context").put("from", number.display()).put("id", messageId);
      message.set("interactive", reply);
    }
    say(account, conversation, message, Optional.empty());
  }

  /** Lets somebody of the business write in the phone app, beside the hub. */
  public void writeBeside(AccountRef account, String conversation, String text) {
    SimulatedNumber number = numbers.apply(account);
    synchronized (number) {
      ObjectNode echo =
          worded(text)
              .put("from", number.display())
              .put("to", conversation)
              .put("id", number.newId())
              .put("timestamp", number.now());
      ObjectNode news = number.news().from(conversation).with("message_echoes", echo);
      ((ObjectNode) news.at("/entry/0/changes/0")).put("field", "smb_message_echoes");
      tally.input();
      number.tell(conversation, news);
    }
  }

  private String say(
      AccountRef account,
      String conversation,
      ObjectNode content,
      Optional<SimulatedFiles.Stored> file) {
    SimulatedNumber number = numbers.apply(account);
    synchronized (number) {
      String id = number.newId();
      ObjectNode message =
          content.put("from", conversation).put("id", id).put("timestamp", number.now());
      number.hears(conversation);
      number.add(conversation, new SimulatedMessage(id, message, false, file));
      tally.input();
      number.tell(conversation, number.news().from(conversation).with("messages", message));
      return id;
    }
  }
}
