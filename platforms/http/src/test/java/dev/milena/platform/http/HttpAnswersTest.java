package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Misconfigured;
import dev.milena.platform.DeliveryResult.Rejected;
import dev.milena.platform.DeliveryResult.Scope;
import dev.milena.platform.DeliveryResult.Throttled;
import dev.milena.platform.DeliveryResult.Unconfirmed;
import dev.milena.platform.Reasons;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HttpAnswersTest {
  private static DeliveryResult classify(int status, String... headers) {
    MultiMap named = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      named.add(headers[i], headers[i + 1]);
    }
    return HttpAnswers.classify(new ApiAnswer(status, named, Buffer.buffer()));
  }

  @Test
  void everyStatusMeansSomething() {
    for (int status : new int[] {200, 201, 202, 204}) {
      assertThat(classify(status)).isEqualTo(DeliveryResult.Delivered.unnamed());
    }
    assertThat(classify(301)).isEqualTo(new Misconfigured(Reasons.ADDRESS_NOT_ALLOWED));
    assertThat(classify(400)).isEqualTo(Rejected.because(Reasons.BAD_REQUEST));
    assertThat(classify(401)).isEqualTo(new Misconfigured(Reasons.UNAUTHORIZED));
    assertThat(classify(404)).isEqualTo(Rejected.because(Reasons.CONVERSATION_GONE));
    assertThat(classify(408)).isEqualTo(new Unconfirmed(Reasons.PLATFORM_ERROR));
    assertThat(classify(410)).isEqualTo(new Misconfigured(Reasons.UNAUTHORIZED));
    assertThat(classify(413)).isEqualTo(Rejected.because(Reasons.TOO_LARGE));
    assertThat(classify(502)).isEqualTo(new Unconfirmed(Reasons.PLATFORM_ERROR));
    assertThat(IntStream.range(200, 600).mapToObj(HttpAnswersTest::classify)).doesNotContainNull();
  }

  @Test
  void waitIsAsLongAsTheServiceAsksWithinReason() {
    assertThat(classify(429, "Retry-After", "7"))
        .isEqualTo(new Throttled(Duration.ofSeconds(7), Scope.ACCOUNT));
    assertThat(classify(503, "retry-after", "999999999"))
        .isEqualTo(new Throttled(Duration.ofHours(1), Scope.ACCOUNT));
    assertThat(classify(429, "Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"))
        .isEqualTo(new Throttled(Duration.ofSeconds(5), Scope.ACCOUNT));
    assertThat(classify(503)).isEqualTo(new Unconfirmed(Reasons.PLATFORM_ERROR));
  }
}
