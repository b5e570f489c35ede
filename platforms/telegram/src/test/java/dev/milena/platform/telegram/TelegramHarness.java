package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.ApiClient;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.testkit.Harness;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.Posted;
import dev.milena.platform.testkit.Said;

/** Telegram as the contracts hold it. */
final class TelegramHarness implements Harness {
  private static final AccountRef CONTRACT = new AccountRef(TelegramPlatform.KEY, "contract");

  private final TelegramSimulator simulator = new TelegramSimulator();
  private final ApiClient http;
  private final TelegramUsernames usernames;

  TelegramHarness(ApiClient http) {
    this.http = http;
    this.usernames = new TelegramUsernames(http);
  }

  @Override
  public PlatformSimulator simulator() {
    return simulator;
  }

  @Override
  public Beans beans() {
    return new Beans(new TelegramPlatform(), new TelegramSender(http))
        .with(new TelegramWebhook(usernames))
        .with(new TelegramPolling(http, usernames))
        .with(new TelegramMedia(http));
  }

  @Override
  public ObjectNode asStream(ObjectNode settings) {
    simulator.deleteWebhook(CONTRACT);
    return settings.put("mode", "polling");
  }

  @Override
  public InboundRequest authentic(Account account, byte[] body) {
    return request(body, TelegramAccount.of(account).webhookSecret().orElseThrow());
  }

  @Override
  public InboundRequest forged(Account account, byte[] body) {
    return request(body, "somebody-else");
  }

  private static InboundRequest request(byte[] body, String secret) {
    return Posted.now(
        body, "content-type", "application/json", TelegramWebhook.SECRET_HEADER, secret);
  }

  @Override
  public byte[] message(Account account, Said said) {
    ObjectNode message =
        BotApi.object()
            .put("message_id", Long.parseLong(said.message()))
            .put("date", 1_767_225_600L)
            .put("text", said.text().text());
    message
        .putObject("from")
        .put("id", Long.parseLong(said.sender()))
        .put("is_bot", false)
        .put("first_name", "Guest");
    message.putObject("chat").put("id", Long.parseLong(said.conversation())).put("type", "private");
    said.text()
        .marks()
        .forEach(m ->
            message
                .withArray("entities")
                .addObject()
                .put("type", "bold")
                .put("offset", m.offset())
                .put("length", m.length()));
    return Json.bytes(BotApi.object().put("update_id", 1).set("message", message));
  }

  @Override
  public byte[] unknown(Account account) {
    ObjectNode update = BotApi.object().put("update_id", 2);
    update.putObject("telepathy").put("id", 1);
    return Json.bytes(update);
  }
}
