package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.PlatformCommand;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine;

/**
 * What an operator sets up at Telegram itself: {@code ./milena telegram set-webhook}, {@code
 * webhook-info}, {@code delete-webhook}. Exit status: 0 done, 1 Telegram says no.
 *
 * @see <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook, read 2026-11-21</a>
 */
@Dependent
@CommandLine.Command(name = "telegram", description = "Sets up bots at Telegram.")
class TelegramCommands implements PlatformCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String ACCOUNT = "Name of a configured account.";
  private static final String DROP = "Have Telegram forget what waits to be delivered.";

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  private final ApiClient http;
  private final Config config;

  TelegramCommands(ApiClient http, Config config) {
    this.http = http;
    this.config = config;
  }

  @CommandLine.Command(name = "set-webhook", description = "Has Telegram bring updates to the hub.")
  int setWebhook(
      @CommandLine.Option(names = "--account", required = true, description = ACCOUNT) String name,
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
    Account account = require(name);
    TelegramAccount settings = TelegramAccount.of(account);
    String secret =
        settings
            .webhookSecret()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The account has no webhook-secret: give it one first (openssl rand -hex 32 makes one)"));
    ObjectNode parameters = Json.mapper().createObjectNode();
    parameters.put("url", url.orElseGet(() -> ownUrl(account)));
    parameters.put("secret_token", secret);
    parameters.put("max_connections", maxConnections);
    parameters.put("drop_pending_updates", dropPending);
    settings.allowedUpdates().forEach(parameters.putArray("allowed_updates")::add);
    int status =
        call(
            settings,
            "setWebhook",
            parameters,
            (result, out) -> out.println("The webhook is set."));
    if (status == CommandLine.ExitCode.OK && settings.mode() == TelegramAccount.Mode.POLLING) {
      out()
          .println(
              "The account still polls: set its mode to webhook, else it is told that a webhook is set.");
    }
    return status;
  }

  @CommandLine.Command(
      name = "webhook-info",
      description = "Shows what Telegram thinks of the webhook.")
  int webhookInfo(
      @CommandLine.Option(names = "--account", required = true, description = ACCOUNT)
          String name) {
    return call(
        TelegramAccount.of(require(name)),
        "getWebhookInfo",
        Json.mapper().createObjectNode(),
        TelegramCommands::describe);
  }

  @CommandLine.Command(
      name = "delete-webhook",
      description = "Has Telegram keep updates until the hub asks for them.")
  int deleteWebhook(
      @CommandLine.Option(names = "--account", required = true, description = ACCOUNT) String name,
      @CommandLine.Option(names = "--drop-pending", description = DROP) boolean dropPending) {
    return call(
        TelegramAccount.of(require(name)),
        "deleteWebhook",
        Json.mapper().createObjectNode().put("drop_pending_updates", dropPending),
        (result, out) -> out.println("The webhook is gone; polling can begin."));
  }

  private static void describe(JsonNode info, PrintWriter out) {
    String url = info.path("url").asText();
    out.println(url.isEmpty() ? "No webhook is set." : "Webhook: " + url);
    out.println("Waiting updates: " + info.path("pending_update_count").asLong());
    TelegramFields.time(info, "last_error_date")
        .ifPresent(at ->
            out.println("Last error, " + at(at) + ": " + info.path("last_error_message").asText()));
    TelegramFields.time(info, "last_synchronization_error_date")
        .ifPresent(at -> out.println("Last trouble of Telegram's own: " + at(at)));
    if (info.path("allowed_updates").isArray()) {
      out.println("Kinds: " + String.join(", ", TelegramFields.ids(info, "allowed_updates")));
    }
  }

  private static String at(Instant time) {
    return time.toString();
  }

  private interface Report {
    void on(JsonNode result, PrintWriter out);
  }

  /** The end of the line: nobody else waits on this thread. */
  private int call(TelegramAccount settings, String method, ObjectNode parameters, Report report) {
    ApiRequest request = ApiRequest.postJson(settings.methodUrl(method), Map.of(), parameters);
    ApiAnswer answer =
        http.send(request, TelegramSender.secrets(settings), TIMEOUT)
            .await()
            .atMost(TIMEOUT.plusSeconds(5));
    JsonNode body = Json.tree(answer.body().getBytes());
    if (body.path("ok").asBoolean()) {
      report.on(body.path("result"), out());
      return CommandLine.ExitCode.OK;
    }
    out()
        .println(
            "Telegram says no: " + body.path("description").asText("status " + answer.status()));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Account require(String name) {
    AccountRef ref = new AccountRef(TelegramPlatform.KEY, name);
    Map<AccountRef, ObjectNode> all =
        ConfiguredAccounts.read(
            config.getPropertyNames(), key -> config.getOptionalValue(key, String.class));
    return Optional.ofNullable(all.get(ref))
        .map(settings -> new Account(ref, 0, settings))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no account "
                    + ref
                    + " in the configuration; it needs milena.telegram.accounts."
                    + name
                    + ".token"));
  }

  private String ownUrl(Account account) {
    String hub =
        config
            .getOptionalValue("milena.public-url", String.class)
            .filter(url -> !url.isBlank())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Where is the hub? Set milena.public-url, or give --url"));
    String path = account.common().path().orElse("/in/" + account.ref().key());
    return hub.replaceFirst("/+$", "") + path;
  }
}
