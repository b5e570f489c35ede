package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAnswerTest {
  private static ApiAnswer saying(String retryAfter) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("retry-after", retryAfter);
    return new ApiAnswer(429, headers, Buffer.buffer());
  }

  @ParameterizedTest
  @CsvSource({"7,PT7S", "' 30 ',PT30S", "0,PT1S", "999999999,P1D"})
  void waitIsAsLongAsItSaysWithinReason(String said, Duration wait) {
    assertThat(saying(said).retryAfter()).hasValue(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", "Fri, 31 Dec 1999 23:59:59 GMT", "12345678901"})
  void anythingElseSaysNothing(String said) {
    assertThat(saying(said).retryAfter()).isEmpty();
  }

  @Test
  void mostAnswersAskForNothing() {
    assertThat(new ApiAnswer(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer()).retryAfter())
        .isEmpty();
  }
}
