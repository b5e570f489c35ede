package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.DeliveryResult.Unreached;
import dev.milena.platform.Reasons;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackAnswersTest {
  private static DeliveryResult classify(int status, String body, Map<String, String> headers) {
    return SlackAnswers.classify(
        new ApiAnswer(
            status, MultiMap.caseInsensitiveMultiMap().addAll(headers), Buffer.buffer(body)));
  }

  private static DeliveryResult refused(String error) {
    return classify(200, "{\"ok\":false,\"error\":\"" + error + "\"}", Map.of());
  }

  @Test
  void messageIsNamedByItsTs() {
    assertThat(
            classify(
                200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.2\",\"message\":{}}", Map.of()))
        .isEqualTo(Delivered.as("1.2"));
    assertThat(classify(200, "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"1.2\"}", Map.of()))
        .as("a deletion names what is gone")
        .isEqualTo(Delivered.unnamed());
  }

  @Test
  void whatIsSoAlreadyIsDone() {
    assertThat(refused("already_reacted")).isEqualTo(Delivered.unnamed());
    assertThat(refused("no_reaction")).isEqualTo(Delivered.unnamed());
  }

  @ParameterizedTest
  @CsvSource({
    "channel_not_found, conversation_gone, false",
    "is_archived, conversation_gone, false",
    "message_not_found, message_gone, false",
    "edit_window_closed, message_gone, false",
    "restricted_action_thread_locked, message_gone, false",
    "user_not_in_channel, recipient_unreachable, false",
    "msg_too_long, too_large, false",
    "msg_blocks_too_long, too_large, false",
    "invalid_blocks, unreadable_formatting, false",
    "invalid_name, unsupported, false",
    "expired_trigger_id, too_late, false",
    "invalid_arguments, bad_request, false",
    "error_of_tomorrow, bad_request, false",
    "not_in_channel, not_permitted, true",
    "missing_scope, not_permitted, true",
    "restricted_action_read_only_channel, not_permitted, true"
  })
  void refusalIsARefusalAlthoughTheStatusIsFine(String error, String reason, boolean operator) {
    assertThat(refused(error)).isEqualTo(new Rejected(reason, operator));
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_auth", "token_revoked", "account_inactive", "not_authed"})
  void refusedCredentialsHoldTheAccount(String error) {
    assertThat(refused(error)).isEqualTo(new Misconfigured(Reasons.UNAUTHORIZED));
  }

  @Test
  void slowDownIsToldByStatusAndByWord() {
    assertThat(classify(429, "", Map.of("Retry-After", "30")))
        .isEqualTo(new Throttled(Duration.ofSeconds(30), DeliveryResult.Scope.CONVERSATION));
    assertThat(refused("rate_limited")).isInstanceOf(Throttled.class);
    assertThat(
            classify(200, "{\"ok\":false,\"error\":\"ratelimited\"}", Map.of("retry-after", "7")))
        .isEqualTo(new Throttled(Duration.ofSeconds(7), DeliveryResult.Scope.CONVERSATION));
  }

  @Test
  void failureOfSlackSaysWhetherSomethingWasDone() {
    assertThat(refused("service_unavailable")).isInstanceOf(Unreached.class);
    assertThat(refused("fatal_error")).isInstanceOf(Unconfirmed.class);
    assertThat(classify(503, "<html>", Map.of())).isInstanceOf(Unconfirmed.class);
  }

  @Test
  void uploadBringsItsAddressAndTheBytesAreTaken() {
    DeliveryResult slot =
        classify(
            200,
            "{\"ok\":true,\"upload_url\":\"https://files.slack.com/u\",\"file_id\":\"F1\"}",
            Map.of());

    assertThat(((Delivered) slot).brought())
        .isEqualTo(Map.of("upload_url", "https://files.slack.com/u", "file_id", "F1"));
    assertThat(classify(200, "OK - 123", Map.of())).isEqualTo(Delivered.unnamed());
  }

  @Test
  void fileIsSeenWhenItIsShown() {
    assertThat(classify(200, "{\"ok\":true,\"file\":{\"id\":\"F1\",\"shares\":{}}}", Map.of()))
        .isEqualTo(new Unconfirmed(Reasons.NO_ANSWER));
    assertThat(
            classify(
                200,
                "{\"ok\":true,\"file\":{\"shares\":{\"private\":{\"G1\":[{\"ts\":\"1.2\"}]}}}}",
                Map.of()))
        .isEqualTo(Delivered.as("1.2"));
  }

  @ParameterizedTest
  @CsvSource({"404, used_url", "404, expired_url", "404, something else"})
  void addressForAnswersThatIsUsedUpIsTooLate(int status, String body) {
    assertThat(classify(status, body, Map.of())).isEqualTo(Rejected.because(Reasons.TOO_LATE));
  }
}
