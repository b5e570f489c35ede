package dev.milena.platform.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import java.util.UUID;
import java.util.function.BiFunction;

/** Who writes on the sites. */
record SimulatedVisitors(Mouth mouth, BiFunction<AccountRef, String, SimulatedScreen> screens)
    implements People {
  /** How a frame gets to the hub. */
  interface Mouth {
    void say(AccountRef account, String visitor, ObjectNode frame);
  }

  private static ObjectNode frame(String type) {
    return Json.mapper()
        .createObjectNode()
        .put("type", type)
        .put("id", UUID.randomUUID().toString());
  }

  private String say(AccountRef account, String visitor, ObjectNode frame) {
    String id = frame.path("id").asText();
    if (frame.path("type").asText().equals("message")) {
      screens.apply(account, visitor).wrote(id, frame.path("text").asText());
    }
    mouth.say(account, visitor, frame);
    return id;
  }

  @Override
  public String write(AccountRef account, String visitor, String text) {
    return say(account, visitor, frame("message").put("text", text));
  }

  @Override
  public String sendFile(AccountRef account, String visitor, OfferedFile file) {
    throw new UnsupportedOperationException("Visitors send no files");
  }

  @Override
  public void edit(AccountRef account, String visitor, String messageId, String text) {
    say(account, visitor, frame("edit").put("message", messageId).put("text", text));
  }

  @Override
  public String reply(AccountRef account, String visitor, String messageId, String text) {
    return say(account, visitor, frame("message").put("text", text).put("replyTo", messageId));
  }

  @Override
  public void press(AccountRef account, String visitor, String messageId, String value) {
    say(account, visitor, frame("press").put("message", messageId).put("value", value));
  }

  @Override
  public void react(
      AccountRef account, String visitor, String messageId, String emoji, boolean on) {
    say(
        account,
        visitor,
        frame("reaction").put("message", messageId).put("emoji", emoji).put("on", on));
  }

  @Override
  public void delete(AccountRef account, String visitor, String messageId) {
    say(account, visitor, frame("delete").put("message", messageId));
  }
}
