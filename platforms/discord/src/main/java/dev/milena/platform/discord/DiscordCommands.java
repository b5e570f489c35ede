package dev.milena.platform.discord;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * What an operator sets up at Discord itself: {@code ./milena discord register-commands}, {@code
 * set-endpoint}, {@code delete-endpoint}.
 *
 * @see <a href="https://discord.com/developers/docs/interactions/application-commands">Application
 *     commands, read 2026-11-21</a>
 */
@Dependent
@CommandLine.Command(name = "discord", description = "Sets up applications at Discord.")
class DiscordCommands extends PlatformCommand {
  private final Operator operator;

  DiscordCommands(Operator operator) {
    this.operator = operator;
  }

  @CommandLine.Command(
      name = "register-commands",
      description =
          "Makes the commands of a file known to Discord; one with the same name is replaced.")
  int registerCommands(
      @CommandLine.Mixin OfAccount named,
      @CommandLine.Option(
              names = "--guild",
              description = "Only in this guild, where they are there at once.")
          Optional<String> guild,
      @CommandLine.Parameters(
              description = "A JSON array of commands, or one, as Discord documents them.")
          Path file)
      throws IOException {
    DiscordAccount settings = DiscordAccount.of(operator.account(new DiscordPlatform(), named));
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
      @CommandLine.Mixin OfAccount named,
      @CommandLine.Option(
              names = "--url",
              description =
                  "Where the hub takes them; by default the account's address under milena.public-url.")
          Optional<String> url) {
    Account account = operator.account(new DiscordPlatform(), named);
    DiscordAccount settings = DiscordAccount.of(account);
    if (settings.publicKey().isEmpty()) {
      throw new IllegalArgumentException(
          "The account has no public-key: without it the hub takes nothing, and Discord tries that first");
    }
    return endpoint(
        settings,
        DiscordCall.object()
            .put("interactions_endpoint_url", url.orElseGet(() -> operator.addressOf(account))));
  }

  @CommandLine.Command(
      name = "delete-endpoint",
      description = "Has Discord say interactions over the Gateway again.")
  int deleteEndpoint(@CommandLine.Mixin OfAccount named) {
    return endpoint(
        DiscordAccount.of(operator.account(new DiscordPlatform(), named)),
        DiscordCall.object().putNull("interactions_endpoint_url"));
  }

  private int endpoint(DiscordAccount settings, ObjectNode body) {
    return call(
        settings,
        DiscordCall.setting("PATCH", "/applications/@me", body),
        answer ->
            Payload.words(answer, "interactions_endpoint_url")
                .map(url -> "Interactions come to " + url)
                .orElse("Interactions come over the Gateway."));
  }

  private int call(DiscordAccount settings, DiscordCall call, Function<JsonNode, String> report) {
    ApiAnswer answer = operator.ask(call.request(settings), DiscordSender.secrets(settings));
    JsonNode body = answer.json();
    boolean ok = answer.status() / 100 == 2;
    if (ok) {
      say(report.apply(body));
    } else {
      say("Discord says no: " + body.path("message").asText("status " + answer.status()));
      body.path("errors").properties().forEach(e -> say("  " + e.getKey() + ": " + e.getValue()));
    }
    return status(ok);
  }
}
