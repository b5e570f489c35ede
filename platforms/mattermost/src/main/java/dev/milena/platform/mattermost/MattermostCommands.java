package dev.milena.platform.mattermost;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Operator;
import dev.milena.platform.Payload;
import dev.milena.platform.PlatformCommand;
import jakarta.enterprise.context.Dependent;
import java.util.Map;
import picocli.CommandLine;

/** What an operator asks a server before the hub runs: {@code ./milena mattermost whoami}. */
@Dependent
@CommandLine.Command(name = "mattermost", description = "Looks at bots on Mattermost.")
class MattermostCommands extends PlatformCommand {
  private final Operator operator;

  MattermostCommands(Operator operator) {
    this.operator = operator;
  }

  /** Needs no more of the account than where and with which token. */
  @CommandLine.Command(
      name = "whoami",
      description =
          "Shows whose token an account has, and the user-id that belongs to it; its url and token are enough.")
  int whoami(@CommandLine.Mixin OfAccount named) {
    Account account = operator.account(new MattermostPlatform(), named);
    String accounts = "milena.mattermost.accounts." + account.ref().name() + ".";
    ApiAnswer answer =
        operator.ask(
            new ApiRequest(
                "GET",
                setting(account, accounts, "url").replaceFirst("/+$", "") + "/api/v4/users/me",
                Map.of("Authorization", "Bearer {token}"),
                new ApiRequest.NoBody()),
            Map.of("token", setting(account, accounts, "token")));
    JsonNode user = answer.json();
    boolean known = answer.status() == 200;
    if (known) {
      say("@" + user.path("username").asText());
      say(
          user.path("is_bot").asBoolean()
              ? "A bot account."
              : "No bot account: what its user writes by hand is passed on like any message.");
      say(accounts + "user-id=" + user.path("id").asText());
    } else {
      say("Mattermost says no: " + user.path("message").asText("status " + answer.status()));
    }
    return status(known);
  }

  private static String setting(Account account, String accounts, String setting) {
    return Payload.words(account.settings(), setting)
        .orElseThrow(() -> new IllegalArgumentException("Set " + accounts + setting + " first"));
  }
}
