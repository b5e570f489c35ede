package dev.milena.platform.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.testkit.People;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import dev.milena.platform.testkit.RetryRule;
import dev.milena.platform.testkit.SimulatorServer;
import dev.milena.platform.testkit.WebhookSender;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What people do on Discord. Interactions are brought to an endpoint where there is one. */
public final class SimulatedPeople implements People {
  private final Function<AccountRef, SimulatedApp> apps;
  private final SimulatorServer server;
  private final WebhookSender endpoints;

  SimulatedPeople(Function<AccountRef, SimulatedApp> apps, SimulatorServer server) {
    this.apps = apps;
    this.server = server;
    this.endpoints = server.sender(RetryRule.NEVER);
  }

  @Override
  public String write(AccountRef account, String conversation, String text) {
    return apps.apply(account).write(conversation, text, Optional.empty());
  }

  @Override
  public String sendFile(AccountRef account, String conversation, OfferedFile file) {
    return apps.apply(account).sendFile(conversation, file, server.baseUrl());
  }

  @Override
  public void edit(AccountRef account, String conversation, String messageId, String text) {
    apps.apply(account).edit(conversation, messageId, text);
  }

  @Override
  public String reply(AccountRef account, String conversation, String messageId, String text) {
    return apps.apply(account).write(conversation, text, Optional.of(messageId));
  }

  @Override
  public void press(AccountRef account, String conversation, String messageId, String value) {
    SimulatedApp app = apps.apply(account);
    bring(app, conversation, app.press(conversation, messageId, value));
  }

  /** Lets a person pick a command. */
  public void command(AccountRef account, String conversation, String name, String value) {
    SimulatedApp app = apps.apply(account);
    bring(app, conversation, app.command(conversation, name, value));
  }

  @Override
  public Map<String, String> submit(
      AccountRef account, String conversation, Map<String, List<String>> answers) {
    SimulatedApp app = apps.apply(account);
    Map<String, String> complaints = app.complaints(conversation, answers);
    if (complaints.isEmpty()) {
      bring(app, conversation, app.submit(conversation, answers));
    }
    return complaints;
  }

  @Override
  public void letFormsBeTooLate(AccountRef account) {
    apps.apply(account).age(DiscordApi.ACKNOWLEDGE_WITHIN);
  }

  /** Nobody is told. */
  @Override
  public void dismiss(AccountRef account, String conversation) {
    apps.apply(account).dismiss(conversation);
  }

  @Override
  public void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    apps.apply(account).react(conversation, messageId, emoji, on);
  }

  @Override
  public void delete(AccountRef account, String conversation, String messageId) {
    apps.apply(account).delete(conversation, messageId);
  }

  private void bring(SimulatedApp app, String conversation, ObjectNode interaction) {
    app.endpoint.ifPresent(url -> {
      server.tally().input();
      byte[] body = Json.bytes(interaction);
      String timestamp = Long.toString(Instant.now().getEpochSecond());
      String signature = app.sign(timestamp, body);
      endpoints.send(
          new WebhookSender.Input(
              conversation,
              url,
              signed(timestamp, signature, body),
              signed(timestamp, signature.replaceFirst("^.", "f"), body)));
    });
  }

  static WebhookSender.Signed signed(String timestamp, String signature, byte[] body) {
    return new WebhookSender.Signed(
        Map.of(
            "content-type",
            "application/json",
            DiscordWebhook.SIGNATURE,
            signature,
            DiscordWebhook.TIMESTAMP,
            timestamp),
        Buffer.buffer(body));
  }
}
