package dev.milena.platform.whatsappqr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import java.util.Optional;
import java.util.function.Function;

/** What people do with their phones. Thread-safe. */
final class SimulatedPeople implements People {
  private final Function<AccountRef, SimulatedNumber> numbers;

  SimulatedPeople(Function<AccountRef, SimulatedNumber> numbers) {
    this.numbers = numbers;
  }

  @Override
  public String write(AccountRef account, String conversation, String text) {
    return numbers
        .apply(account)
        .write(conversation, SimulatedNumber.words(text), text, Optional.empty());
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile file) {
    boolean picture = file.mime().startsWith("image/");
    ObjectNode content = object();
    ObjectNode body =
        content
            .putObject(picture ? "imageMessage" : "documentMessage")
            .put("mimetype", file.mime())
            .put("fileLength", Integer.toString(file.bytes().length))
            .put("directPath", "/v/simulated");
    file.caption().ifPresent(caption -> body.put("caption", caption));
    if (!picture) {
      body.put("fileName", file.name());
    }
    return numbers
        .apply(account)
        .write(
            conversation,
            content,
            file.caption().orElse(""),
            Optional.of(new SimulatedFile(file.name(), file.bytes())));
  }

  @Override
  public void edit(AccountRef account, String conversation, String messageId, String text) {
    ObjectNode content = object();
    ObjectNode change = content.putObject("protocolMessage").put("type", "MESSAGE_EDIT");
    change.set("key", key(conversation, messageId));
    change.set("editedMessage", SimulatedNumber.words(text));
    change.put("timestampMs", Long.toString(System.currentTimeMillis()));
    numbers.apply(account).change(conversation, content);
  }

  @Override
  public String reply(AccountRef account, String conversation, String messageId, String text) {
    ObjectNode content = object();
    content
        .putObject("extendedTextMessage")
        .put("text", text)
        .putObject("contextInfo")
        .put("stanzaId", messageId)
        .put("participant", conversation);
    return numbers.apply(account).write(conversation, content, text, Optional.empty());
  }

  @Override
  public void press(AccountRef account, String conversation, String messageId, String value) {
    throw new UnsupportedOperationException("Linked devices cannot send buttons");
  }

  @Override
  public void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    ObjectNode content = object();
    ObjectNode reaction = content.putObject("reactionMessage").put("text", on ? emoji : "");
    reaction.set("key", key(conversation, messageId));
    numbers.apply(account).change(conversation, content);
  }

  @Override
  public void delete(AccountRef account, String conversation, String messageId) {
    ObjectNode content = object();
    content
        .putObject("protocolMessage")
        .put("type", "REVOKE")
        .set("key", key(conversation, messageId));
    numbers.apply(account).change(conversation, content);
  }

  private static ObjectNode key(String conversation, String messageId) {
    return object().put("remoteJid", conversation).put("fromMe", false).put("id", messageId);
  }

  private static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }
}
