package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Operator;
import dev.milena.platform.PlatformCommand;
import jakarta.enterprise.context.Dependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;

/** What an operator sets up at Slack itself: {@code ./milena slack manifest} and {@code check}. */
@Dependent
@CommandLine.Command(name = "slack", description = "Sets up apps at Slack.")
class SlackCommands extends PlatformCommand {
  private final Operator operator;

  SlackCommands(Operator operator) {
    this.operator = operator;
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
    say(SlackManifest.of(name, url, commands == null ? List.of() : commands).toPrettyString());
    return status(true);
  }

  @CommandLine.Command(
      name = "check",
      description = "Asks Slack who the account is, and what it may not.")
  int check(@CommandLine.Mixin OfAccount named) {
    SlackAccount settings = SlackAccount.of(operator.account(new SlackPlatform(), named));
    Map<String, String> installations = new TreeMap<>();
    installations.put("", "token");
    settings.workspaces().keySet().forEach(id -> installations.put(id + ": ", "token." + id));
    List<Boolean> good = new ArrayList<>();
    installations.forEach((where, token) -> good.add(isGood(settings, where, token)));
    if (settings.mode() == SlackAccount.Mode.SOCKET) {
      good.add(canListen(settings));
    }
    return status(!good.contains(false));
  }

  private boolean isGood(SlackAccount settings, String where, String token) {
    ApiAnswer answer = call(settings, "auth.test", token);
    JsonNode body = answer.json();
    if (!body.path("ok").asBoolean()) {
      say(where + "Slack says no: " + body.path("error").asText("status " + answer.status()));
      return false;
    }
    say(
        "%s%s in %s (%s)"
            .formatted(
                where,
                body.path("user").asText(),
                body.path("team").asText(),
                body.path("team_id").asText()));
    String granted = Optional.ofNullable(answer.headers().get("x-oauth-scopes")).orElse("");
    List<String> missing = granted.isEmpty() ? List.of() : SlackManifest.missing(granted);
    if (!missing.isEmpty()) {
      say(where + "Scopes that are missing: " + String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  /** Takes an address for a socket and does not use it. */
  private boolean canListen(SlackAccount settings) {
    if (settings.appToken().isEmpty()) {
      say("Socket Mode: the account has no app-token");
      return false;
    }
    JsonNode body = call(settings, "apps.connections.open", "app-token").json();
    boolean ok = body.path("ok").asBoolean();
    say("Socket Mode: " + (ok ? "ready" : "Slack says no: " + body.path("error").asText()));
    return ok;
  }

  private ApiAnswer call(SlackAccount settings, String method, String token) {
    return operator.ask(
        new ApiRequest(
            "POST",
            settings.methodUrl(method),
            Map.of("authorization", "Bearer {" + token + "}"),
            new ApiRequest.FormBody(Map.of())),
        settings.secrets());
  }
}
