package dev.milena.platform.vk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.Operator;
import dev.milena.platform.PlatformCommand;
import jakarta.enterprise.context.Dependent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * What an operator sets up at VK itself: {@code ./milena vk set-long-poll}, {@code set-callback},
 * {@code status}.
 *
 * @see <a href="https://dev.vk.com/ru/method/groups.setLongPollSettings">
 *     groups.setLongPollSettings, read 2026-11-21</a>
 */
@Dependent
@CommandLine.Command(name = "vk", description = "Sets up communities at VK.")
class VkCommands extends PlatformCommand {
  /** VK shows it in the community's settings, and takes up to 14 characters. */
  private static final String TITLE = "milena";

  private final Operator operator;

  VkCommands(Operator operator) {
    this.operator = operator;
  }

  @CommandLine.Command(
      name = "set-long-poll",
      description = "Switches the Bots Long Poll on, with the events that the hub understands.")
  int setLongPoll(@CommandLine.Mixin OfAccount named) {
    VkAccount settings = settings(named);
    Map<String, String> fields = of(settings);
    fields.put("enabled", "1");
    fields.put("api_version", VkCall.VERSION);
    VkKinds.UNDERSTOOD.forEach(kind -> fields.put(kind, "1"));
    Optional<JsonNode> done = ask(settings, "groups.setLongPollSettings", fields);
    done.ifPresent(_ -> say("The Long Poll is on."));
    if (done.isPresent() && settings.mode() == VkAccount.Mode.WEBHOOK) {
      say("The account still waits to be called: set its mode to polling.");
    }
    return status(done.isPresent());
  }

  @CommandLine.Command(
      name = "set-callback",
      description = "Adds the hub as a server of the Callback API, which calls it at once.")
  int setCallback(
      @CommandLine.Mixin OfAccount named,
      @CommandLine.Option(
              names = "--url",
              description =
                  "Where the hub takes events; by default the account's address under milena.public-url.")
          Optional<String> url) {
    Account account = operator.account(new VkPlatform(), named);
    VkAccount settings = VkAccount.of(account);
    String secret =
        settings
            .secret()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The account has no secret: give it one first (openssl rand -hex 16 makes one)"));
    Map<String, String> server = of(settings);
    server.put("url", url.orElseGet(() -> operator.addressOf(account)));
    server.put("title", TITLE);
    server.put("secret_key", secret);
    Optional<String> number =
        ask(settings, "groups.addCallbackServer", server)
            .flatMap(response -> VkFields.counted(response, "server_id"));
    boolean done = number.flatMap(id -> switchOn(settings, id)).isPresent();
    if (done) {
      say("VK calls the hub from now on, as server " + number.get() + ".");
    }
    if (done && settings.mode() == VkAccount.Mode.POLLING) {
      say("The account still polls: set its mode to webhook, else everything is told twice.");
    }
    return status(done);
  }

  private Optional<JsonNode> switchOn(VkAccount settings, String server) {
    Map<String, String> fields = of(settings);
    fields.put("server_id", server);
    fields.put("api_version", VkCall.VERSION);
    VkKinds.UNDERSTOOD.forEach(kind -> fields.put(kind, "1"));
    return ask(settings, "groups.setCallbackSettings", fields);
  }

  @CommandLine.Command(
      name = "status",
      description = "Shows what VK is told to tell, and the servers that it calls.")
  int status(@CommandLine.Mixin OfAccount named) {
    VkAccount settings = settings(named);
    Optional<JsonNode> poll = ask(settings, "groups.getLongPollSettings", of(settings));
    poll.ifPresent(this::describe);
    Optional<JsonNode> servers = ask(settings, "groups.getCallbackServers", of(settings));
    servers.ifPresent(found ->
        found
            .path("items")
            .forEach(server ->
                say(
                    "Callback server "
                        + server.path("id").asText()
                        + ": "
                        + server.path("status").asText()
                        + ", "
                        + server.path("url").asText())));
    return status(poll.isPresent() && servers.isPresent());
  }

  private void describe(JsonNode poll) {
    say("Long Poll: " + (poll.path("is_enabled").asBoolean() ? "on" : "off"));
    List<String> off =
        VkKinds.UNDERSTOOD.stream()
            .filter(kind -> poll.path("events").path(kind).asInt() == 0)
            .toList();
    if (!off.isEmpty()) {
      say("Switched off: " + String.join(", ", off));
    }
  }

  private VkAccount settings(OfAccount named) {
    return VkAccount.of(operator.account(new VkPlatform(), named));
  }

  private static Map<String, String> of(VkAccount settings) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("group_id", settings.groupId());
    return fields;
  }

  /** What VK gave; empty after saying why it gave nothing. */
  private Optional<JsonNode> ask(VkAccount settings, String method, Map<String, String> fields) {
    ApiAnswer answer = operator.ask(VkCall.of(settings, method, fields), settings.secrets());
    JsonNode body = answer.json();
    if (body.has("response")) {
      return Optional.of(body.path("response"));
    }
    JsonNode error = body.path("error");
    say(
        "VK says no to "
            + method
            + ": "
            + (error.isObject()
                ? error.path("error_code").asText() + " " + error.path("error_msg").asText()
                : "status " + answer.status()));
    return Optional.empty();
  }
}
