package dev.milena.platform.discord;

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
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine;

/**
 * What an operator sets up at Discord itself: {@code ./milena discord register-commands}, {@code
 * set-endpoint}, {@code delete-endpoint}. Exit status: 0 done, 1 Discord says no.
 *
 * @see <a href="https://discord.com/developers/docs/interactions/application-commands">Application
 *     commands, read 2026-11-21</a>
 */
@Dependent
@CommandLine.Command(name = "discord", description = "Sets up applications at Discord.")
class DiscordCommands implements PlatformCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String ACCOUNT = "Name of a configured account.";

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  private final ApiClient http;
  private final Config config;

  DiscordCommands(ApiClient http, Config config) {
    this.http = http;
    this.config = config;
  }

  @CommandLine.Command(
      name = "register-commands",
      description =
          "Makes the commands of a file known to Discord; one with the same name is replaced.")
  int registerCommands(
      @CommandLine.Option(names = "--account", required = true, description = ACCOUNT) String name,
      @CommandLine.Option(
              names = "--guild",
              description = "Only in this guild, where they are there at once.")
          Optional<String> guild,
      @CommandLine.Parameters(
              description = "A JSON array of commands, or one, as Discord documents them.")
          Path file)
      throws IOException {
    DiscordAccount settings = DiscordAccount.of(require(name));
    JsonNode given = Json.tree(Files.readAllBytes(file));
    List<JsonNode> commands = given.isArray() ? given.valueStream().toList() : List.of(given);
    String path =
        "/applications/"
            + settings.application()
            + guild.map(g -> "/guilds/" + ApiRequest.inUrl(g)).orElse("")
            + "/commands";
    for (JsonNode command : commands) {
      if (!(command instanceof ObjectNode body)) {
        throw new IllegalArgumentException("A command is a JSON object, " + file + " has another");
      }
      int status =
          call(
              settings,
              DiscordCall.setting("POST", path, body),
              answer -> "Registered: /" + answer.path("name").asText());
      if (status != CommandLine.ExitCode.OK) {
        return status;
      }
    }
    return CommandLine.ExitCode.OK;
  }

  @CommandLine.Command(
      name = "set-endpoint",
      description =
          "Has Discord bring interactions to the hub instead of saying them over the Gateway.")
  int setEndpoint(
      @CommandLine.Option(names = "--account", required = true, description = ACCOUNT) String name,
      @CommandLine.Option(
              names = "--url",
              description =
                  "Where the hub takes them; by default the account's address under milena.public-url.")
          Optional<String> url) {
    Account account = require(name);
    DiscordAccount settings = DiscordAccount.of(account);
    if (settings.publicKey().isEmpty()) {
      throw new IllegalArgumentException(
          "The account has no public-key: without it the hub takes nothing, and Discord tries that first");
    }
    return endpoint(
        settings,
        DiscordCall.object()
            .put("interactions_endpoint_url", url.orElseGet(() -> ownUrl(account))));
  }

  @CommandLine.Command(
      name = "delete-endpoint",
      description = "Has Discord say interactions over the Gateway again.")
  int deleteEndpoint(
      @CommandLine.Option(names = "--account", required = true, description = ACCOUNT)
          String name) {
    return endpoint(
        DiscordAccount.of(require(name)),
        DiscordCall.object().putNull("interactions_endpoint_url"));
  }

  private int endpoint(DiscordAccount settings, ObjectNode body) {
    return call(
        settings,
        DiscordCall.setting("PATCH", "/applications/@me", body),
        answer ->
            DiscordFields.words(answer, "interactions_endpoint_url")
                .map(url -> "Interactions come to " + url)
                .orElse("Interactions come over the Gateway."));
  }

  private interface Report {
    String on(JsonNode answer);
  }

  /** The end of the line: nobody else waits on this thread. */
  private int call(DiscordAccount settings, DiscordCall call, Report report) {
    ApiAnswer answer =
        http.send(call.request(settings), DiscordSender.secrets(settings), TIMEOUT)
            .await()
            .atMost(TIMEOUT.plusSeconds(5));
    JsonNode body = DiscordAnswers.body(answer);
    if (answer.status() / 100 == 2) {
      out().println(report.on(body));
      return CommandLine.ExitCode.OK;
    }
    out().println("Discord says no: " + body.path("message").asText("status " + answer.status()));
    body.path("errors")
        .properties()
        .forEach(e -> out().println("  " + e.getKey() + ": " + e.getValue()));
    return CommandLine.ExitCode.SOFTWARE;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Account require(String name) {
    AccountRef ref = new AccountRef(DiscordPlatform.KEY, name);
    Map<AccountRef, ObjectNode> all =
        ConfiguredAccounts.read(
            config.getPropertyNames(), key -> config.getOptionalValue(key, String.class));
    return Optional.ofNullable(all.get(ref))
        .map(settings -> new Account(ref, 0, settings))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no account "
                    + ref
                    + " in the configuration; it needs milena.discord.accounts."
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
    return hub.replaceFirst("/+$", "")
        + account.common().path().orElse("/in/" + account.ref().key());
  }
}
