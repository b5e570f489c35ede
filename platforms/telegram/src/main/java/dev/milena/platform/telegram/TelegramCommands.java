package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Operator;
import dev.milena.platform.Payload;
import dev.milena.platform.PlatformCommand;
import jakarta.enterprise.context.Dependent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

/**
 * What an operator sets up at Telegram itself: {@code ./milena telegram set-webhook}, {@code
 * webhook-info}, {@code delete-webhook}.
 *
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook, read 2026-11-21</a>
 */
@Dependent
@CommandLine.Command(name = "telegram", description = "Sets up bots at Telegram.")
class TelegramCommands extends PlatformCommand {
  private static final String DROP = "Have Telegram forget what waits to be delivered.";

  private final Operator operator;

  TelegramCommands(Operator operator) {
    this.operator = operator;
  }

  @CommandLine.Command(name = "set-webhook", description = "Has Telegram bring updates to the hub.")
  int setWebhook(
      @CommandLine.Mixin OfAccount named,
      @CommandLine.Option(
              names = "--url",
              description =
                  "Where the hub takes them; by default the account's address under milena.public-url.")
          Optional<String> url,
      @CommandLine.Option(
              names = "--max-connections",
              defaultValue = "40",
              description = "Calls at a time, 1 to 100.")
          int maxConnections,
      @CommandLine.Option(names = "--drop-pending", description = DROP) boolean dropPending) {
    Account account = operator.account(new TelegramPlatform(), named);
    TelegramAccount settings = TelegramAccount.of(account);
    String secret =
        settings
            .webhookSecret()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The account has no webhook-secret: give it one first (openssl rand -hex 32 makes one)"));
    ObjectNode parameters = Json.mapper().createObjectNode();
    parameters.put("url", url.orElseGet(() -> operator.addressOf(account)));
    parameters.put("secret_token", secret);
    parameters.put("max_connections", maxConnections);
    parameters.put("drop_pending_updates", dropPending);
    settings.allowedUpdates().forEach(parameters.putArray("allowed_updates")::add);
    int status = call(settings, "setWebhook", parameters, _ -> say("The webhook is set."));
    if (status == CommandLine.ExitCode.OK && settings.mode() == TelegramAccount.Mode.POLLING) {
      say(
          "The account still polls: set its mode to webhook, else it is told that a webhook is set.");
    }
    return status;
  }

  @CommandLine.Command(
      name = "webhook-info",
      description = "Shows what Telegram thinks of the webhook.")
  int webhookInfo(@CommandLine.Mixin OfAccount named) {
    return call(
        TelegramAccount.of(operator.account(new TelegramPlatform(), named)),
        "getWebhookInfo",
        Json.mapper().createObjectNode(),
        this::describe);
  }

  @CommandLine.Command(
      name = "delete-webhook",
      description = "Has Telegram keep updates until the hub asks for them.")
  int deleteWebhook(
      @CommandLine.Mixin OfAccount named,
      @CommandLine.Option(names = "--drop-pending", description = DROP) boolean dropPending) {
    return call(
        TelegramAccount.of(operator.account(new TelegramPlatform(), named)),
        "deleteWebhook",
        Json.mapper().createObjectNode().put("drop_pending_updates", dropPending),
        _ -> say("The webhook is gone; polling can begin."));
  }

  private void describe(JsonNode info) {
    String url = info.path("url").asText();
    say(url.isEmpty() ? "No webhook is set." : "Webhook: " + url);
    say("Waiting updates: " + info.path("pending_update_count").asLong());
    TelegramFields.time(info, "last_error_date")
        .ifPresent(
            at -> say("Last error, " + at(at) + ": " + info.path("last_error_message").asText()));
    TelegramFields.time(info, "last_synchronization_error_date")
        .ifPresent(at -> say("Last trouble of Telegram's own: " + at(at)));
    if (info.path("allowed_updates").isArray()) {
      say("Kinds: " + String.join(", ", Payload.ids(info, "allowed_updates")));
    }
  }

  private static String at(Instant time) {
    return time.toString();
  }

  private int call(
      TelegramAccount settings, String method, ObjectNode parameters, Consumer<JsonNode> report) {
    ApiAnswer answer =
        operator.ask(
            ApiRequest.postJson(settings.methodUrl(method), Map.of(), parameters),
            TelegramSender.secrets(settings));
    JsonNode body = answer.json();
    boolean ok = body.path("ok").asBoolean();
    if (ok) {
      report.accept(body.path("result"));
    } else {
      say("Telegram says no: " + body.path("description").asText("status " + answer.status()));
    }
    return status(ok);
  }
}
