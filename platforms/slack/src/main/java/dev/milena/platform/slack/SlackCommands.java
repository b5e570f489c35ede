package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.PlatformCommand;
import jakarta.enterprise.context.Dependent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import picocli.CommandLine;

/**
 * What an operator sets up at Slack itself: {@code ./milena slack manifest} and {@code check}. Exit
 * status: 0 done, 1 Slack says no.
 */
@Dependent
@CommandLine.Command(name = "slack", description = "Sets up apps at Slack.")
class SlackCommands implements PlatformCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  private final ApiClient http;
  private final Config config;

  SlackCommands(ApiClient http, Config config) {
    this.http = http;
    this.config = config;
  }

  @CommandLine.Command(
      name = "manifest",
      description = "Prints what Slack wants to be told where an app is made from a manifest.")
  int manifest(
      @CommandLine.Option(
              names = "--name",
              defaultValue = "support",
              description = "What people call the app.")
          String name,
      @CommandLine.Option(
              names = "--url",
              description =
                  "Where Slack calls the hub, as https://hub.example.com/in/slack/support. Without it the hub listens.")
          Optional<String> url,
      @CommandLine.Option(names = "--command", description = "A slash command; may be repeated.")
          List<String> commands) {
    out()
        .println(
            SlackManifest.of(name, url, commands == null ? List.of() : commands).toPrettyString());
    return CommandLine.ExitCode.OK;
  }

  @CommandLine.Command(
      name = "check",
      description = "Asks Slack who the account is, and what it may not.")
  int check(
      @CommandLine.Option(
              names = "--account",
              required = true,
              description = "Name of a configured account.")
          String name) {
    SlackAccount settings = SlackAccount.of(require(name));
    Map<String, String> installations = new TreeMap<>();
    installations.put("", "token");
    settings.workspaces().keySet().forEach(id -> installations.put(id + ": ", "token." + id));
    List<Boolean> good = new ArrayList<>();
    installations.forEach((where, token) -> good.add(isGood(settings, where, token)));
    if (settings.mode() == SlackAccount.Mode.SOCKET) {
      good.add(canListen(settings));
    }
    return good.contains(false) ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private boolean isGood(SlackAccount settings, String where, String token) {
    ApiAnswer answer = call(settings, "auth.test", token);
    JsonNode body = SlackAnswers.body(answer);
    if (!body.path("ok").asBoolean()) {
      out()
          .println(
              where + "Slack says no: " + body.path("error").asText("status " + answer.status()));
      return false;
    }
    out()
        .println(
            "%s%s in %s (%s)"
                .formatted(
                    where,
                    body.path("user").asText(),
                    body.path("team").asText(),
                    body.path("team_id").asText()));
    String granted = Optional.ofNullable(answer.headers().get("x-oauth-scopes")).orElse("");
    List<String> missing = granted.isEmpty() ? List.of() : SlackManifest.missing(granted);
    if (!missing.isEmpty()) {
      out().println(where + "Scopes that are missing: " + String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  /** Takes an address for a socket and does not use it. */
  private boolean canListen(SlackAccount settings) {
    if (settings.appToken().isEmpty()) {
      out().println("Socket Mode: the account has no app-token");
      return false;
    }
    JsonNode body = SlackAnswers.body(call(settings, "apps.connections.open", "app-token"));
    boolean ok = body.path("ok").asBoolean();
    out()
        .println(
            "Socket Mode: " + (ok ? "ready" : "Slack says no: " + body.path("error").asText()));
    return ok;
  }

  /** The end of the line: nobody else waits on this thread. */
  private ApiAnswer call(SlackAccount settings, String method, String token) {
    ApiRequest request =
        new ApiRequest(
            "POST",
            settings.methodUrl(method),
            Map.of("authorization", "Bearer {" + token + "}"),
            new ApiRequest.FormBody(Map.of()));
    return http.send(request, settings.secrets(), TIMEOUT).await().atMost(TIMEOUT.plusSeconds(5));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private Account require(String name) {
    AccountRef ref = new AccountRef(SlackPlatform.KEY, name);
    return Optional.ofNullable(
            ConfiguredAccounts.read(
                    config.getPropertyNames(), key -> config.getOptionalValue(key, String.class))
                .get(ref))
        .map(settings -> new Account(ref, 0, settings))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no account "
                    + ref
                    + " in the configuration; it needs milena.slack.accounts."
                    + name
                    + ".bot-token"));
  }
}
