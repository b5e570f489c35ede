package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
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

/** The code decides, whatever the status and the words are. */
class WhatsAppAnswersTest {
  private static DeliveryResult read(int status, String body) {
    return WhatsAppAnswers.classify(
        new ApiAnswer(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body)));
  }

  private static DeliveryResult error(int code) {
    return read(400, "{\"error\":{\"message\":\"x\",\"code\":" + code + "}}");
  }

  @Test
  void messageHasANameUploadAHandleAndAReceiptNeither() {
    assertThat(read(200, "{\"messages\":[{\"id\":\"wamid.A\"}]}"))
        .isEqualTo(DeliveryResult.Delivered.as("wamid.A"));
    assertThat(read(200, "{\"id\":\"42\"}"))
        .isEqualTo(new DeliveryResult.Delivered(List.of(), Map.of("media", "42")));
    assertThat(read(200, "{\"success\":true}")).isEqualTo(DeliveryResult.Delivered.unnamed());
  }

  @ParameterizedTest
  @CsvSource({
    "131056,CONVERSATION,6",
    "130429,ACCOUNT,1",
    "4,ACCOUNT,60",
    "80007,ACCOUNT,60",
    "131057,ACCOUNT,60",
    "131048,ACCOUNT,1800"
  })
  void limitsSayHowFarTheyReach(int code, DeliveryResult.Scope scope, long seconds) {
    assertThat(error(code))
        .isEqualTo(new DeliveryResult.Throttled(Duration.ofSeconds(seconds), scope));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 10, 190, 200, 299, 368, 131005, 131031, 131042, 131045, 133010})
  void refusedNumbersAreHeld(int code) {
    assertThat(error(code)).isInstanceOf(DeliveryResult.Misconfigured.class);
  }

  @ParameterizedTest
  @CsvSource({
    "131047,window_closed",
    "131026,recipient_unreachable",
    "131050,recipient_unreachable",
    "130472,recipient_unreachable",
    "131051,unsupported",
    "131053,file_unavailable",
    "100,bad_request",
    "424242,bad_request"
  })
  void whatCannotBeSentSaysWhy(int code, String reason) {
    assertThat(error(code)).isEqualTo(DeliveryResult.Rejected.because(reason));
  }

  @Test
  void templatesNeedSomebody() {
    assertThat(error(132001)).isEqualTo(new DeliveryResult.Rejected(Reasons.NOT_PERMITTED, true));
  }

  @Test
  void failuresAreNotBelievedEitherWay() {
    assertThat(error(131016)).isInstanceOf(DeliveryResult.Unreached.class);
    assertThat(error(131000)).isInstanceOf(DeliveryResult.Unconfirmed.class);
    assertThat(read(502, "<html>")).isInstanceOf(DeliveryResult.Unconfirmed.class);
    assertThat(read(413, "")).isEqualTo(DeliveryResult.Rejected.because(Reasons.TOO_LARGE));
    assertThat(read(429, "")).isInstanceOf(DeliveryResult.Throttled.class);
  }
}
