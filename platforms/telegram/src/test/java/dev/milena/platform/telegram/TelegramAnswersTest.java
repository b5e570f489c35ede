package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.milena.platform.Reasons;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Telegram's answers mean. */
class TelegramAnswersTest {
  private static ApiAnswer answer(int status, String body) {
    return new ApiAnswer(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body));
  }

  private static DeliveryResult refused(int status, String description) {
    return TelegramAnswers.classify(
        answer(
            status,
            "{\"ok\":false,\"error_code\":"
                + status
                + ",\"description\":\""
                + description
                + "\"}"));
  }

  @Test
  void sentMessagesAreNamedInTheirOrder() {
    assertThat(
            TelegramAnswers.classify(
                answer(200, "{\"ok\":true,\"result\":{\"message_id\":5000000001,\"date\":1}}")))
        .isEqualTo(Delivered.as("5000000001"));
    assertThat(
            TelegramAnswers.classify(
                answer(200, "{\"ok\":true,\"result\":[{\"message_id\":7},{\"message_id\":8}]}")))
        .isEqualTo(new Delivered(List.of("7", "8"), Map.of()));
    assertThat(TelegramAnswers.classify(answer(200, "{\"ok\":true,\"result\":true}")))
        .isEqualTo(Delivered.unnamed());
  }

  @Test
  void chatThatMovedIsReaddressed() {
    // Given
    String body =
        "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: group chat was upgraded to a supergroup chat\","
            + "\"parameters\":{\"migrate_to_chat_id\":-1002000000001}}";

    // Then
    assertThat(TelegramAnswers.classify(answer(400, body)))
        .isEqualTo(new Readdressed("-1002000000001"));
  }

  @Test
  void throttledIsThisChatForAsLongAsSaid() {
    // Given
    String body =
        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 35\",\"parameters\":{\"retry_after\":35}}";

    // Then
    assertThat(TelegramAnswers.classify(answer(429, body)))
        .isEqualTo(new Throttled(Duration.ofSeconds(35), Scope.CONVERSATION));
  }

  @Test
  void throttledByAProxyWaitsAsTheHeaderSaysOrAMoment() {
    // Given
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("retry-after", "12");

    // Then
    assertThat(TelegramAnswers.classify(new ApiAnswer(429, headers, Buffer.buffer("<html>"))))
        .isEqualTo(new Throttled(Duration.ofSeconds(12), Scope.CONVERSATION));
    assertThat(TelegramAnswers.classify(answer(429, ""))).isInstanceOf(Throttled.class);
  }

  @Test
  void sameContentIsDone() {
    assertThat(
            refused(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"))
        .isEqualTo(Delivered.unnamed());
  }

  @ParameterizedTest
  @CsvSource({
    "400,Bad Request: chat not found,conversation_gone",
    "400,Bad Request: message thread not found,conversation_gone",
    "403,Forbidden: the group chat was deleted,conversation_gone",
    "403,Forbidden: bot was kicked from the supergroup chat,conversation_gone",
    "403,Forbidden: bot is not a member of the channel chat,conversation_gone",
    "403,Forbidden: bot was blocked by the user,recipient_unreachable",
    "403,Forbidden: user is deactivated,recipient_unreachable",
    "403,Forbidden: bot can't initiate conversation with a user,recipient_unreachable",
    "400,Bad Request: message to be replied not found,message_gone",
    "400,Bad Request: message to edit not found,message_gone",
    "400,Bad Request: message to delete not found,message_gone",
    "400,Bad Request: message can't be edited,message_gone",
    "400,Bad Request: message can't be deleted,message_gone",
    "400,Bad Request: can't parse entities: unsupported start tag,unreadable_formatting",
    "400,Bad Request: there is no text in the message to edit,unreadable_formatting",
    "400,Bad Request: message is too long,bad_request",
    "400,Bad Request: BUTTON_DATA_INVALID,bad_request",
    "400,Bad Request: Wrong HTTP URL specified,file_unavailable",
    "400,Bad Request: failed to get HTTP URL content,file_unavailable",
    "400,Bad Request: REACTION_INVALID,unsupported",
    "400,Bad Request: query is too old and response timeout expired or query ID is invalid,too_late",
    "413,Request Entity Too Large,too_large",
    "400,Bad Request: SOMETHING_NEW,bad_request"
  })
  void refusalIsFinalAndSaysWhy(int status, String description, String reason) {
    assertThat(refused(status, description)).isEqualTo(Rejected.because(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "400,Bad Request: not enough rights to send text messages to the chat",
    "400,Bad Request: have no rights to send a message",
    "400,Bad Request: CHAT_WRITE_FORBIDDEN",
    "403,Forbidden: something that only an administrator can change"
  })
  void missingRightsAreForTheOperator(int status, String description) {
    assertThat(refused(status, description)).isEqualTo(new Rejected(Reasons.NOT_PERMITTED, true));
  }

  @Test
  void refusedTokenAndForeignListenersHoldTheAccount() {
    assertThat(refused(401, "Unauthorized")).isEqualTo(new Misconfigured(Reasons.UNAUTHORIZED));
    assertThat(refused(404, "Not Found")).isEqualTo(new Misconfigured(Reasons.UNAUTHORIZED));
    assertThat(refused(409, "Conflict: terminated by other getUpdates request"))
        .isEqualTo(new Misconfigured(Reasons.CONFLICT));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void failureOfTelegramLeavesItOpenWhatHappened(int status) {
    assertThat(TelegramAnswers.classify(answer(status, "<html>Bad Gateway</html>")))
        .isEqualTo(new Unconfirmed(Reasons.PLATFORM_ERROR));
  }

  @Test
  void listenerIsToldWhatToDo() {
    // When
    RuntimeException webhook =
        TelegramAnswers.streamFailure(
            answer(
                409,
                "{\"description\":\"Conflict: can't use getUpdates method while webhook is active\"}"));
    RuntimeException other =
        TelegramAnswers.streamFailure(
            answer(409, "{\"description\":\"Conflict: terminated by other getUpdates request\"}"));
    RuntimeException throttled =
        TelegramAnswers.streamFailure(answer(429, "{\"parameters\":{\"retry_after\":4}}"));

    // Then
    assertThat(((StreamFailure) webhook).kind()).isEqualTo(StreamFailure.Kind.CONFLICT);
    assertThat(webhook).hasMessageContaining("./milena telegram delete-webhook");
    assertThat(other).hasMessageContaining("Somebody else");
    assertThat(((StreamFailure) throttled).retryAfter()).hasSeconds(4);
    assertThat(TelegramAnswers.streamFailure(answer(502, ""))).isNotInstanceOf(StreamFailure.class);
  }
}
