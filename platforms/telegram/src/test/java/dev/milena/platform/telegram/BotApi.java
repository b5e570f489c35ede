package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.Tally;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Set;

/**
 * The methods of the Bot API by their names, which are told apart without regard to case. What
 * sends is in {@link BotApiSending}, what changes in {@link BotApiChanging}.
 *
 * @see <a href="https://core.telegram.org/bots/api#available-methods">Available methods, read
 *     2026-11-21</a>
 */
final class BotApi {
  private static final Set<String> LISTENING =
      Set.of(
          "getupdates",
          "getme",
          "getfile",
          "getwebhookinfo",
          "setwebhook",
          "deletewebhook",
          "getchat",
          "logout",
          "close");

  private final BotApiFiles files;
  private final BotApiSending sending;
  private final BotApiChanging changing;

  BotApi(BotApiFiles files, Tally tally) {
    this.files = files;
    this.sending = new BotApiSending(files, tally);
    this.changing = new BotApiChanging(tally);
  }

  /** Whether a method does something, rather than listen or set up. */
  static boolean acts(String method) {
    return !LISTENING.contains(method.toLowerCase(Locale.ROOT));
  }

  Future<JsonNode> call(SimulatedBot bot, String method, BotApiParameters parameters) {
    return switch (method.toLowerCase(Locale.ROOT)) {
      case "getme" -> done(bot.user());
      case "getupdates" -> bot.updates().ask(parameters).map(JsonNode.class::cast);
      case "setwebhook" -> setWebhook(bot, parameters);
      case "deletewebhook" -> {
        bot.updates().deleteHook(parameters.flag("drop_pending_updates"));
        yield done(BooleanNode.TRUE);
      }
      case "getwebhookinfo" -> done(bot.updates().describe());
      case "getfile" -> done(files.describe(parameters.text("file_id").orElse("")));
      case "getchat" -> getChat(bot, parameters);
      case "setmycommands", "close", "logout" -> done(BooleanNode.TRUE);
      case "editmessagetext", "editmessagecaption", "editmessagereplymarkup" ->
          done(changing.edit(bot, method.toLowerCase(Locale.ROOT), parameters));
      case "deletemessage", "deletemessages" -> done(changing.delete(bot, parameters));
      case "setmessagereaction" -> done(changing.react(bot, parameters));
      case "answercallbackquery" -> done(changing.answer(bot, parameters));
      case "sendchataction" -> done(sending.action(bot, parameters));
      default -> sending.send(bot, method.toLowerCase(Locale.ROOT), parameters);
    };
  }

  static Future<JsonNode> done(JsonNode result) {
    return Future.succeededFuture(result);
  }

  private Future<JsonNode> setWebhook(SimulatedBot bot, BotApiParameters parameters) {
    String url = parameters.text("url").orElse("");
    String secret = parameters.text("secret_token").orElse("");
    if (!secret.matches("[A-Za-z0-9_-]{0,256}")) {
      throw BotApiError.badRequest("secret token contains unallowed characters");
    }
    if (url.isEmpty()) {
      bot.updates().deleteHook(parameters.flag("drop_pending_updates"));
    } else {
      if (!url.matches("(?i)https?://.+")) {
        throw BotApiError.badRequest("bad webhook: an HTTPS URL must be provided for webhook");
      }
      bot.updates()
          .setHook(
              new BotUpdates.Hook(url, secret),
              parameters.json("allowed_updates"),
              parameters.flag("drop_pending_updates"));
    }
    return done(BooleanNode.TRUE);
  }

  private static Future<JsonNode> getChat(SimulatedBot bot, BotApiParameters parameters) {
    ObjectNode chat = bot.enter(parameters.text("chat_id").orElse("")).json();
    return done(chat.put("accent_color_id", 0).put("max_reaction_count", 1));
  }

  static ObjectNode object() {
    return Json.mapper().createObjectNode();
  }
}
