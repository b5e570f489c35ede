package dev.milena.platform.whatsappqr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.EventStream.StreamFailure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppQrAnswersTest {
  private static DeliveryResult classify(int status, String body) {
    return WhatsAppQrAnswers.classify(
        new ApiAnswer(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"message_id\":\"3EB0A\"} | Delivered[messageIds=[3EB0A], brought={}]",
        "200 | {} | Delivered[messageIds=[], brought={}]",
        "400 | {} | Rejected[reason=bad_request, operatorNeeded=false]",
        "401 | {} | Misconfigured[reason=unauthorized]",
        "409 | {} | Throttled[retryAfter=PT30S, scope=ACCOUNT]",
        "413 | {} | Rejected[reason=too_large, operatorNeeded=false]",
        "422 | {\"code\":\"463\"} | Rejected[reason=not_permitted, operatorNeeded=true]",
        "422 | {\"code\":\"404\"} | Rejected[reason=recipient_unreachable, operatorNeeded=false]",
        "429 | {} | Throttled[retryAfter=PT5S, scope=CONVERSATION]",
        "502 | <html> | Unconfirmed[reason=platform_error]",
        "503 | {\"error\":\"not_open\"} | Throttled[retryAfter=PT5S, scope=ACCOUNT]",
        "503 | a proxy's own words | Unconfirmed[reason=platform_error]",
        "504 | {} | Unconfirmed[reason=no_answer]"
      })
  void answerSaysWhatIsKnown(int status, String body, String result) {
    assertThat(classify(status, body)).hasToString(result);
  }

  private static void check(String events) {
    WhatsAppQrAnswers.check(
        Json.tree(events.getBytes(StandardCharsets.UTF_8)),
        WhatsAppQrAccount.of(WhatsAppQrFixtures.ACCOUNT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"needs_pairing", "logged_out", "replaced", "banned", "refused"})
  void whoListensIsToldWhatToDo(String state) {
    assertThatExceptionOfType(StreamFailure.class)
        .isThrownBy(() -> check("{\"state\":\"" + state + "\",\"events\":[]}"))
        .matches(f -> f.kind() == StreamFailure.Kind.THROTTLED)
        .withMessage(WhatsAppQrAnswers.todo(state));
  }

  @Test
  void otherNumberIsNotListenedTo() {
    assertThatExceptionOfType(StreamFailure.class)
        .isThrownBy(() -> check("{\"state\":\"open\",\"number\":\"4915550009009\",\"events\":[]}"))
        .matches(f -> f.kind() == StreamFailure.Kind.MISCONFIGURED)
        .withMessageNotContaining("4915550009009");
  }

  @Test
  void whatIsThereIsTakenWhateverTheState() {
    check("{\"state\":\"replaced\",\"number\":\"15550001111\",\"events\":[{}]}");
  }
}
