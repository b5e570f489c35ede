package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.PlatformCommand;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine;

/**
 * What an operator asks a server before the hub runs: {@code ./milena mattermost whoami}. Exit
 * status: 0 done, 1 Mattermost says no.
 */
@Dependent
@CommandLine.Command(name = "mattermost", description = "Looks at bots on Mattermost.")
class MattermostCommands implements PlatformCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  private final ApiClient http;
  private final Config config;

  MattermostCommands(ApiClient http, Config config) {
    this.http = http;
    this.config = config;
  }

  /** Needs no more of the account than where and with which token. */
  @CommandLine.Command(
      name = "whoami",
      description = "Shows whose token an account has, and the user-id that belongs to it.")
  int whoami(
      @CommandLine.Option(
              names = "--account",
              required = true,
              description = "Name of a configured account; its url and token are enough.")
          String name) {
    ObjectNode settings = require(name);
    ApiRequest request =
        new ApiRequest(
            "GET",
            setting(settings, name, "url").replaceFirst("/+$", "") + "/api/v4/users/me",
            Map.of("Authorization", "Bearer {token}"),
            new ApiRequest.NoBody());
    ApiAnswer answer =
        http.send(request, Map.of("token", setting(settings, name, "token")), TIMEOUT)
            .await()
            .atMost(TIMEOUT.plusSeconds(5));
    JsonNode user = MattermostFields.lenient(answer.body().getBytes());
    if (answer.status() != 200) {
      out()
          .println(
              "Mattermost says no: " + user.path("message").asText("status " + answer.status()));
      return CommandLine.ExitCode.SOFTWARE;
    }
    out().println("@" + user.path("username").asText());
    out()
        .println(
            user.path("is_bot").asBoolean()
                ? "A bot account."
                : "No bot account: what its user writes by hand is passed on like any message.");
    out().println("milena.mattermost.accounts." + name + ".user-id=" + user.path("id").asText());
    return CommandLine.ExitCode.OK;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private ObjectNode require(String name) {
    AccountRef ref = new AccountRef(MattermostPlatform.KEY, name);
    return Optional.ofNullable(
            ConfiguredAccounts.read(
                    config.getPropertyNames(), key -> config.getOptionalValue(key, String.class))
                .get(ref))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no account "
                    + ref
                    + " in the configuration; it needs milena.mattermost.accounts."
                    + name
                    + ".url and .token"));
  }

  private static String setting(ObjectNode settings, String name, String setting) {
    return MattermostFields.id(settings, setting)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Set milena.mattermost.accounts." + name + "." + setting + " first"));
  }
}
