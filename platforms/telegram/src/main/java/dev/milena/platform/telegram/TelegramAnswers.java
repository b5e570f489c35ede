package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Readdressed;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.EventStream.StreamFailure;
import dev.milena.platform.Payload;
import dev.milena.platform.Reasons;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Reads Telegram's answers. The status decides, then what {@code parameters} says, and only then
 * the description, which is written for people and may change. Pure.
 *
 * @see <a href="https://core.telegram.org/bots/api#making-requests">Making requests, read
 *     2026-11-21</a>
 * @see <a
 *     href="https://github.com/tdlib/telegram-bot-api/blob/01a3679/telegram-bot-api/Client.cpp">The
 *     server's own descriptions, read 2026-11-21</a>
 */
final class TelegramAnswers {
  /** Telegram always says how long; if it ever does not, this is about what it says first. */
  private static final Duration THROTTLE_UNSAID = Duration.ofSeconds(3);

  private static final String FORMATTING = Reasons.UNREADABLE_FORMATTING;

  /** What a refused request was refused for: the first that the description contains. */
  private static final List<Phrase> BAD_REQUESTS =
      List.of(
          new Phrase("query is too old", Rejected.because(Reasons.TOO_LATE)),
          new Phrase("query id is invalid", Rejected.because(Reasons.TOO_LATE)),
          new Phrase("message to be replied not found", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("replied message not found", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("message to edit not found", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("message to delete not found", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("message to react not found", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("message can't be edited", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("message can't be deleted", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("message identifier is not specified", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("message not found", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("message_id_invalid", Rejected.because(Reasons.MESSAGE_GONE)),
          new Phrase("chat not found", Rejected.because(Reasons.CONVERSATION_GONE)),
          new Phrase("message thread not found", Rejected.because(Reasons.CONVERSATION_GONE)),
          new Phrase("topic_deleted", Rejected.because(Reasons.CONVERSATION_GONE)),
          new Phrase("group chat was deactivated", Rejected.because(Reasons.CONVERSATION_GONE)),
          new Phrase("peer_id_invalid", Rejected.because(Reasons.CONVERSATION_GONE)),
          new Phrase("user not found", Rejected.because(Reasons.RECIPIENT_UNREACHABLE)),
          new Phrase("not enough rights", forbidden()),
          new Phrase("have no rights to send", forbidden()),
          new Phrase("need administrator rights", forbidden()),
          new Phrase("chat_write_forbidden", forbidden()),
          new Phrase("chat_send_", forbidden()),
          new Phrase("chat_admin_required", forbidden()),
          new Phrase("chat_restricted", forbidden()),
          new Phrase("topic_closed", forbidden()),
          new Phrase("voice_messages_forbidden", forbidden()),
          new Phrase("reaction", Rejected.because(Reasons.UNSUPPORTED)),
          new Phrase("can't parse", Rejected.because(FORMATTING)),
          new Phrase("entity", Rejected.because(FORMATTING)),
          new Phrase("there is no text in the message to edit", Rejected.because(FORMATTING)),
          new Phrase("there is no caption in the message to edit", Rejected.because(FORMATTING)),
          new Phrase("file is too big", Rejected.because(Reasons.TOO_LARGE)),
          new Phrase("too large", Rejected.because(Reasons.TOO_LARGE)),
          new Phrase("photo_invalid_dimensions", Rejected.because(Reasons.TOO_LARGE)),
          new Phrase("wrong http url specified", Rejected.because(Reasons.FILE_UNAVAILABLE)),
          new Phrase("failed to get http url content", Rejected.because(Reasons.FILE_UNAVAILABLE)),
          new Phrase(
              "wrong type of the web page content", Rejected.because(Reasons.FILE_UNAVAILABLE)),
          new Phrase("wrong file identifier", Rejected.because(Reasons.FILE_UNAVAILABLE)),
          new Phrase("wrong remote file", Rejected.because(Reasons.FILE_UNAVAILABLE)),
          new Phrase("can't upload file by url", Rejected.because(Reasons.FILE_UNAVAILABLE)));

  private static final List<Phrase> FORBIDDEN =
      List.of(
          new Phrase("bot was blocked", Rejected.because(Reasons.RECIPIENT_UNREACHABLE)),
          new Phrase("user is deactivated", Rejected.because(Reasons.RECIPIENT_UNREACHABLE)),
          new Phrase(
              "can't initiate conversation", Rejected.because(Reasons.RECIPIENT_UNREACHABLE)),
          new Phrase(
              "can't send messages to bots", Rejected.because(Reasons.RECIPIENT_UNREACHABLE)),
          new Phrase("chat was deleted", Rejected.because(Reasons.CONVERSATION_GONE)),
          new Phrase("bot was kicked", Rejected.because(Reasons.CONVERSATION_GONE)),
          new Phrase("bot is not a member", Rejected.because(Reasons.CONVERSATION_GONE)));

  private TelegramAnswers() {}

  private record Phrase(String words, DeliveryResult meaning) {}

  private static Rejected forbidden() {
    return new Rejected(Reasons.NOT_PERMITTED, true);
  }

  static DeliveryResult classify(ApiAnswer answer) {
    JsonNode body = answer.json();
    int status = body.path("error_code").asInt(answer.status());
    return switch (status) {
      case 400 -> badRequest(body);
      case 401, 404 -> new Misconfigured(Reasons.UNAUTHORIZED);
      case 403 -> find(FORBIDDEN, body).orElseGet(TelegramAnswers::forbidden);
      case 409 -> new Misconfigured(Reasons.CONFLICT);
      case 413 -> Rejected.because(Reasons.TOO_LARGE);
      case 429 -> new Throttled(retryAfter(answer, body), Scope.CONVERSATION);
      default ->
          status >= 500
              ? new Unconfirmed(Reasons.PLATFORM_ERROR)
              : status < 300
                  ? delivered(body.path("result"))
                  : Rejected.because(Reasons.BAD_REQUEST);
    };
  }

  /** A call that ended in 2xx but whose answer cannot be read was done. */
  private static DeliveryResult delivered(JsonNode result) {
    JsonNode all = result.isArray() ? result : Json.mapper().createArrayNode().add(result);
    List<String> ids =
        StreamSupport.stream(all.spliterator(), false)
            .map(message -> Payload.id(message, "message_id"))
            .flatMap(Optional::stream)
            .toList();
    return new Delivered(ids, Map.of());
  }

  private static DeliveryResult badRequest(JsonNode body) {
    Optional<String> moved = Payload.id(body.path("parameters"), "migrate_to_chat_id");
    if (moved.isPresent()) {
      return new Readdressed(moved.get());
    }
    if (description(body).contains("message is not modified")) {
      return Delivered.unnamed();
    }
    return find(BAD_REQUESTS, body).orElseGet(() -> Rejected.because(Reasons.BAD_REQUEST));
  }

  private static Optional<DeliveryResult> find(List<Phrase> phrases, JsonNode body) {
    String said = description(body);
    return phrases.stream().filter(p -> said.contains(p.words())).map(Phrase::meaning).findFirst();
  }

  private static String description(JsonNode body) {
    return body.path("description").asText("").toLowerCase(Locale.ROOT);
  }

  private static Duration retryAfter(ApiAnswer answer, JsonNode body) {
    return Payload.number(body.path("parameters"), "retry_after")
        .map(Duration::ofSeconds)
        .or(answer::retryAfter)
        .orElse(THROTTLE_UNSAID);
  }

  /** Why getUpdates failed, and what to do about it. */
  static RuntimeException streamFailure(ApiAnswer answer) {
    JsonNode body = answer.json();
    return switch (answer.status()) {
      case 401, 404 ->
          new StreamFailure(
              StreamFailure.Kind.MISCONFIGURED,
              "Telegram refuses the token; take the current one from @BotFather",
              Duration.ZERO);
      case 409 ->
          new StreamFailure(
              StreamFailure.Kind.CONFLICT, conflict(description(body)), Duration.ZERO);
      case 429 ->
          new StreamFailure(
              StreamFailure.Kind.THROTTLED,
              "Telegram asks to be left alone",
              retryAfter(answer, body));
      default -> new IllegalStateException("getUpdates was answered " + answer.status());
    };
  }

  private static String conflict(String description) {
    return description.contains("webhook")
        ? "A webhook is set; delete it with ./milena telegram delete-webhook or switch the account to webhook"
        : "Somebody else asks for updates with the same token; stop one of the two";
  }
}
