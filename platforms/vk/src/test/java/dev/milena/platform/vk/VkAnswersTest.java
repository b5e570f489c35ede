package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Delivered;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.Reasons;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers mean. */
class VkAnswersTest {
  private static DeliveryResult classify(int status, String body) {
    return VkAnswers.classify(
        new ApiAnswer(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body)));
  }

  private static DeliveryResult error(int code) {
    return classify(
        200, "{\"error\":{\"error_code\":" + code + ",\"error_msg\":\"In VK's words\"}}");
  }

  @Test
  void sentMessageIsNamedByItsNumberInTheConversation() {
    assertThat(
            classify(
                200,
                "{\"response\":[{\"peer_id\":1,\"message_id\":0,\"conversation_message_id\":7}]}"))
        .isEqualTo(Delivered.as("7"));
    assertThat(classify(200, "{\"response\":0}")).isEqualTo(Delivered.unnamed());
    assertThat(classify(200, "{\"response\":1}")).isEqualTo(Delivered.unnamed());
  }

  @Test
  void refusalOfTheOnlyRecipientIsARefusal() {
    assertThat(
            classify(
                200,
                "{\"response\":[{\"peer_id\":1,\"message_id\":0,\"error\":{\"code\":901,\"description\":\"No\"}}]}"))
        .isEqualTo(Rejected.because(Reasons.RECIPIENT_UNREACHABLE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 13})
  void whatFailedInsideVkMayHaveBeenDone(int code) {
    assertThat(error(code)).isInstanceOf(Unconfirmed.class);
  }

  @Test
  void slowDownReachesAsFarAsItIsMeant() {
    assertThat(error(6)).isEqualTo(new Throttled(Duration.ofSeconds(1), Scope.ACCOUNT));
    assertThat(error(9)).isEqualTo(new Throttled(Duration.ofMinutes(1), Scope.CONVERSATION));
    assertThat(error(29)).isEqualTo(new Throttled(Duration.ofHours(1), Scope.ACCOUNT));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 27, 28, 1117})
  void refusedTokenHoldsTheAccount(int code) {
    assertThat(error(code)).isEqualTo(new Misconfigured(Reasons.UNAUTHORIZED));
  }

  @ParameterizedTest
  @CsvSource({
    "7, not_permitted, true",
    "8, bad_request, false",
    "14, not_permitted, false",
    "15, not_permitted, false",
    "17, not_permitted, false",
    "100, bad_request, false",
    "113, recipient_unreachable, false",
    "900, recipient_unreachable, false",
    "902, recipient_unreachable, false",
    "909, message_gone, false",
    "911, bad_request, false",
    "912, not_permitted, true",
    "914, too_large, false",
    "917, conversation_gone, true",
    "920, message_gone, false",
    "925, not_permitted, true",
    "927, conversation_gone, true",
    "936, recipient_unreachable, false",
    "945, conversation_gone, true",
    "1009, unsupported, false",
    "99999, bad_request, false"
  })
  void refusalsSayWhetherSomebodyCanHelp(int code, String reason, boolean operator) {
    assertThat(error(code)).isEqualTo(new Rejected(reason, operator));
  }

  @Test
  void wordOfTheTokenMakesABadRequestABadToken() {
    assertThat(
            classify(
                200,
                "{\"error\":{\"error_code\":8,\"error_msg\":\"Invalid request: no access_token passed\"}}"))
        .isInstanceOf(Misconfigured.class);
  }

  @Test
  void silenceOfTheHouseIsNoAnswer() {
    assertThat(classify(502, "<html>")).isInstanceOf(Unconfirmed.class);
    assertThat(classify(200, "<html>")).isInstanceOf(Unconfirmed.class);
    assertThat(classify(413, "")).isEqualTo(Rejected.because(Reasons.TOO_LARGE));
  }

  @Test
  void uploadsBringWhatLaterStepsNeed() {
    assertThat(classify(200, "{\"response\":{\"upload_url\":\"https://u.example\"}}"))
        .isEqualTo(new Delivered(List.of(), Map.of("upload_url", "https://u.example")));
    assertThat(classify(200, "{\"server\":42,\"photo\":\"[{x}]\",\"hash\":\"h\"}"))
        .isEqualTo(new Delivered(List.of(), Map.of("server", "42", "photo", "[{x}]", "hash", "h")));
    assertThat(classify(200, "{\"server\":42,\"photo\":\"[]\",\"hash\":\"h\"}"))
        .isEqualTo(Rejected.because(Reasons.FILE_UNAVAILABLE));
    assertThat(classify(200, "{\"response\":[{\"id\":5,\"owner_id\":-7,\"access_key\":\"k\"}]}"))
        .isEqualTo(new Delivered(List.of(), Map.of("attachment", "photo-7_5_k")));
    assertThat(
            classify(
                200,
                "{\"response\":{\"type\":\"audio_message\",\"audio_message\":{\"id\":5,\"owner_id\":-7}}}"))
        .isEqualTo(new Delivered(List.of(), Map.of("attachment", "doc-7_5")));
    assertThat(classify(200, "{\"error\":\"ERR_UPLOAD_BAD_FILE\"}"))
        .isEqualTo(Rejected.because(Reasons.FILE_UNAVAILABLE));
  }

  @Test
  void packedCallsAreToldApart() {
    // When
    List<DeliveryResult> results =
        VkAnswers.unpacked(
            Json.tree(
                """
                {"response":[[{"peer_id":1,"conversation_message_id":7}],false,1,false],
                 "execute_errors":[{"method":"messages.send","error_code":914,"error_msg":"x"},
                                   {"method":"messages.edit","error_code":909,"error_msg":"x"}]}\
                """
                    .getBytes(StandardCharsets.UTF_8)),
            4);
    // Then
    assertThat(results)
        .containsExactly(
            Delivered.as("7"),
            Rejected.because(Reasons.TOO_LARGE),
            Delivered.unnamed(),
            Rejected.because(Reasons.MESSAGE_GONE));
  }

  @Test
  void packedCallsOfWhichVkSaysTooLittleAreInDoubt() {
    assertThat(VkAnswers.unpacked(Json.mapper().createObjectNode().put("response", 1), 2))
        .hasSize(2)
        .allMatch(Unconfirmed.class::isInstance);
  }
}
