package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an app must be allowed and told, as Slack takes it where an app is made. Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/app-manifest">App manifest, read 2026-11-21</a>
 */
final class SlackManifest {
  /** Without one of them a part of the hub's doings is refused, and the rest goes on. */
  static final List<String> SCOPES =
      List.of(
          "app_mentions:read",
          "channels:history",
          "channels:read",
          "chat:write",
          "commands",
          "files:read",
          "files:write",
          "groups:history",
          "groups:read",
          "im:history",
          "im:write",
          "mpim:history",
          "reactions:read",
          "reactions:write",
          "users:read");

  /** All that become events of the hub. */
  private static final List<String> EVENTS =
      List.of(
          "app_mention",
          "app_uninstalled",
          "member_joined_channel",
          "member_left_channel",
          "message.channels",
          "message.groups",
          "message.im",
          "message.mpim",
          "reaction_added",
          "reaction_removed",
          "tokens_revoked");

  private SlackManifest() {}

  /**
   * @param name what people call the app
   * @param url where Slack calls the hub; absent: the hub listens on a socket
   * @param commands slash commands, with or without their slash
   */
  static ObjectNode of(String name, Optional<String> url, List<String> commands) {
    ObjectNode manifest = Json.mapper().createObjectNode();
    manifest.putObject("display_information").put("name", name);
    ObjectNode features = manifest.putObject("features");
    features
        .putObject("app_home")
        .put("messages_tab_enabled", true)
        .put("messages_tab_read_only_enabled", false);
    features.putObject("bot_user").put("display_name", name).put("always_online", true);
    commands.forEach(command -> {
      ObjectNode one =
          features
              .withArrayProperty("slash_commands")
              .addObject()
              .put("command", "/" + command.replaceFirst("^/", ""))
              .put("description", command.replaceFirst("^/", ""))
              .put("should_escape", false);
      url.ifPresent(address -> one.put("url", address));
    });
    SCOPES.forEach(manifest.putObject("oauth_config").putObject("scopes").putArray("bot")::add);
    ObjectNode settings = manifest.putObject("settings");
    ObjectNode events = settings.putObject("event_subscriptions");
    url.ifPresent(address -> events.put("request_url", address));
    EVENTS.forEach(events.putArray("bot_events")::add);
    ObjectNode interactivity = settings.putObject("interactivity").put("is_enabled", true);
    url.ifPresent(address -> interactivity.put("request_url", address));
    settings
        .put("org_deploy_enabled", false)
        .put("socket_mode_enabled", url.isEmpty())
        .put("token_rotation_enabled", false);
    return manifest;
  }

  /**
   * Scopes that are wanting.
   *
   * @param granted as Slack says them in a header, separated by commas
   */
  static List<String> missing(String granted) {
    List<String> wanting = new ArrayList<>(SCOPES);
    List.of(granted.split(",")).forEach(scope -> wanting.remove(scope.strip()));
    return wanting;
  }
}
