package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordAnswersTest {
  private static ApiAnswer answer(int status, String body, String... headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1]);
    }
    return new ApiAnswer(status, all, Buffer.buffer(body));
  }

  private static DeliveryResult classify(int status, int code) {
    return DiscordAnswers.classify(answer(status, "{\"code\":" + code + ",\"message\":\"no\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "400,50035,bad_request,false",
    "403,50001,not_permitted,true",
    "403,50013,not_permitted,true",
    "403,0,not_permitted,true",
    "404,10003,conversation_gone,false",
    "404,10008,message_gone,false",
    "403,50005,message_gone,false",
    "403,50007,recipient_unreachable,false",
    "404,10062,too_late,false",
    "404,10015,too_late,false",
    "400,10014,unsupported,false",
    "400,50045,too_large,false",
    "413,40005,too_large,false"
  })
  void codeSaysWhyItWasNotDone(int status, int code, String reason, boolean operator) {
    assertThat(classify(status, code)).isEqualTo(new Rejected(reason, operator));
  }

  @ParameterizedTest
  @CsvSource({"401,0", "401,50014", "403,40333"})
  void refusedTokenHoldsTheAccount(int status, int code) {
    assertThat(classify(status, code)).isEqualTo(new Misconfigured(Reasons.UNAUTHORIZED));
  }

  @Test
  void whatWasAcknowledgedBeforeIsDone() {
    assertThat(classify(400, 40060)).isEqualTo(Delivered.unnamed());
  }

  @Test
  void messageThatWasMadeIsNamed() {
    assertThat(DiscordAnswers.classify(answer(200, "{\"id\":\"13\"}")))
        .isEqualTo(Delivered.as("13"));
    assertThat(DiscordAnswers.classify(answer(204, ""))).isEqualTo(Delivered.unnamed());
  }

  @Test
  void failureOfDiscordLeavesOpenWhatWasDone() {
    assertThat(DiscordAnswers.classify(answer(502, "<html>")))
        .isEqualTo(new Unconfirmed(Reasons.PLATFORM_ERROR));
  }

  @Test
  void waitIsAsLongAsDiscordSays() {
    assertThat(DiscordAnswers.classify(answer(429, "{\"retry_after\":1.337,\"global\":false}")))
        .isEqualTo(new Throttled(Duration.ofMillis(1337), Scope.CONVERSATION));
    assertThat(DiscordAnswers.classify(answer(429, "{\"retry_after\":2,\"global\":true}")))
        .isEqualTo(new Throttled(Duration.ofSeconds(2), Scope.ACCOUNT));
    assertThat(DiscordAnswers.classify(answer(429, "<html>", "Retry-After", "65")))
        .isEqualTo(new Throttled(Duration.ofSeconds(65), Scope.CONVERSATION));
    assertThat(classify(429, 20016)).isInstanceOf(Throttled.class);
    assertThat(classify(400, 20016)).isInstanceOf(Throttled.class);
  }

  @Test
  void limitThatIsUsedUpHoldsOnlyWhatSharesIt() {
    // Given
    AtomicLong clock = new AtomicLong();
    DiscordBuckets buckets = new DiscordBuckets(clock::get);
    DiscordAccount settings = DiscordAccount.of(DiscordPlans.ACCOUNT);
    String base = settings.baseUrl().toString();
    var here = DiscordCall.setting("POST", "/channels/1/messages").request(settings);
    var there = DiscordCall.setting("POST", "/channels/2/messages").request(settings);
    var other = DiscordCall.setting("POST", "/channels/1/typing").request(settings);

    // When
    buckets.learn(
        DiscordPlans.REF,
        here,
        base,
        answer(
            200,
            "{}",
            "X-RateLimit-Remaining",
            "0",
            "X-RateLimit-Reset-After",
            "1.5",
            "X-RateLimit-Bucket",
            "abc"));

    // Then
    assertThat(buckets.closed(DiscordPlans.REF, here, base)).hasValue(Duration.ofMillis(1500));
    assertThat(buckets.closed(DiscordPlans.REF, there, base)).isEmpty();
    assertThat(buckets.closed(DiscordPlans.REF, other, base)).isEmpty();
    clock.addAndGet(Duration.ofMillis(1500).toNanos());
    assertThat(buckets.closed(DiscordPlans.REF, here, base)).isEmpty();
  }

  @Test
  void tooManyRefusalsStopEverythingBeforeTheAddressIsShutOut() {
    // Given
    AtomicLong clock = new AtomicLong();
    DiscordBuckets buckets = new DiscordBuckets(clock::get);
    DiscordAccount settings = DiscordAccount.of(DiscordPlans.ACCOUNT);
    var call = DiscordCall.setting("POST", "/channels/1/messages").request(settings);

    // When
    for (int i = 0; i < 5000; i++) {
      buckets.learn(
          DiscordPlans.REF, call, settings.baseUrl().toString(), answer(403, "{\"code\":50001}"));
    }

    // Then
    assertThat(buckets.shunned()).hasValue(Duration.ofMinutes(10));
    clock.addAndGet(Duration.ofMinutes(10).toNanos() + 1);
    assertThat(buckets.shunned()).isEmpty();
  }
}
