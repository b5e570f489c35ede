package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The External Bot API 2.0, as the contracts hold it. */
final class WebimRobotHarness extends WebimHarness {
  WebimRobotHarness(ApiClient http) {
    super(
        http,
        new WebimSimulator() {
          @Override
          public ObjectNode open(AccountRef account, String hub) {
            return openRobot(account, hub);
          }
        });
  }

  @Override
  public String kind() {
    return "robot";
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return call(account, body, WebimSettings.of(account).callbackPassword().orElseThrow());
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return call(account, body, "guessed");
  }

  private static InboundRequest call(Account account, byte[] body, String password) {
    String pair = WebimSettings.of(account).callbackUser().orElseThrow() + ":" + password;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return Posted.at(Instant.now(), "/v2", body, "Authorization", basic);
  }

  /** The first words of a visitor: only those say who is speaking. */
  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode body = Json.mapper().createObjectNode().put("event", "new_chat");
    body.putObject("chat").put("id", said.conversation());
    body.putObject("visitor").put("id", said.sender());
    body.putArray("messages")
        .addObject()
        .put("id", said.message())
        .put("kind", "visitor")
        .put("text", said.text().text());
    return Json.bytes(body);
  }

  @Override
  public byte[] unknown(Account account) {
    return Json.bytes(Json.mapper().createObjectNode().put("event", "chat_merged"));
  }

  @Override
  public Set<Gesture> gestures() {
    return EnumSet.of(Gesture.SEND_FILE, Gesture.PRESS);
  }
}
