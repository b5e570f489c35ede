package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Account;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.Reply;
import java.util.Optional;

/**
 * The External Bot API, after the caller is known. The version decides only what is answered: in
 * 1.0 the answer would carry the robot's words, and says instead that there are none, which hands
 * the chat to the queue of people.
 *
 * @see <a href="https://github.com/webim/webim-extbot">Webim's own sample bot, src/extbot/router.py
 *     (read 2026-11-21)</a>
 */
final class BotDoor {
  /** Sent by Webim 10.3 and later. */
  private static final String VERSION = "X-Bot-API-Version";

  private static final Reply TAKEN = Reply.json(200, "{\"result\":\"ok\"}");
  private static final Reply NO_ANSWER = Reply.json(200, "{\"has_answer\":false}");

  private BotDoor() {}

  static Reception take(
      Account account, WebimSettings settings, InboundRequest request, JsonNode body) {
    Receipt receipt = new Receipt(account, settings, request.receivedAt(), request.body());
    return version(settings, request)
        .<Reception>map(
            v -> new Reception.Accepted(BotEvents.of(settings, receipt, body), reply(v)))
        .orElseGet(() ->
            new Reception.Refused(
                Reception.Cause.NOT_SERVED,
                "Behind the account's name stands /v1, /v2 or nothing"));
  }

  /** The address says it first, because older servers send no header. */
  private static Optional<BotSettings.Version> version(
      WebimSettings settings, InboundRequest request) {
    return switch (request.rest()) {
      case "/v1" -> Optional.of(BotSettings.Version.V1);
      case "/v2" -> Optional.of(BotSettings.Version.V2);
      case "", "/" ->
          switch (Optional.ofNullable(request.headers().get(VERSION)).orElse("")) {
            case "1.0" -> Optional.of(BotSettings.Version.V1);
            case "2.0" -> Optional.of(BotSettings.Version.V2);
            default -> Optional.of(settings.bot().version());
          };
      default -> Optional.empty();
    };
  }

  private static Reply reply(BotSettings.Version version) {
    return switch (version) {
      case V1 -> NO_ANSWER;
      case V2 -> TAKEN;
    };
  }
}
