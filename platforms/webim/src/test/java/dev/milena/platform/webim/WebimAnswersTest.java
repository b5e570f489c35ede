package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reasons;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebimAnswersTest {
  private final OutboundMapping mapping = OutboundMapping.DEFAULT;

  @Test
  void okIsDeliveredAndNamesNothing() {
    assertThat(read(mapping, 200, "{\"result\":\"ok\"}"))
        .isEqualTo(DeliveryResult.Delivered.unnamed());
    assertThat(read(mapping, 201, "")).isEqualTo(DeliveryResult.Delivered.unnamed());
  }

  @Test
  void messageIdIsTakenWhereTheMappingPointsToIt() {
    OutboundMapping other =
        outbound("/channel/outbound/success/message-id", "[\"/message/id\",\"/id\"]");

    assertThat(read(other, 200, "{\"id\":15}"))
        .isEqualTo(new DeliveryResult.Delivered(List.of("15"), Map.of()));
  }

  @Test
  void errorInsideA200IsAnError() {
    assertThat(
            read(mapping, 200, "{\"error\":\"message-too-long\",\"desc\":\"words of somebody\"}"))
        .isEqualTo(DeliveryResult.Rejected.because(Reasons.BAD_REQUEST));
    assertThat(read(mapping, 200, "{\"error\":\"chat-not-found\",\"desc\":\"-\"}"))
        .isEqualTo(DeliveryResult.Rejected.because(Reasons.CONVERSATION_GONE));
  }

  @Test
  void codeThatTheMappingCallsRetryableIsTriedAgain() {
    OutboundMapping other = outbound("/channel/outbound/errors/retryable", "\"try-later\"");

    assertThat(read(other, 200, "{\"error\":\"try-later\"}"))
        .isEqualTo(
            new DeliveryResult.Throttled(Duration.ofSeconds(5), DeliveryResult.Scope.CONVERSATION));
    assertThat(read(other, 400, "{\"error\":\"try-later\"}"))
        .isInstanceOf(DeliveryResult.Throttled.class);
    assertThat(read(other, 200, "{\"error\":\"never\"}"))
        .isInstanceOf(DeliveryResult.Rejected.class);
  }

  @Test
  void codeThatTheMappingCallsGoneIsGone() {
    OutboundMapping other = outbound("/channel/outbound/errors/gone", "[\"no-visitor\"]");

    assertThat(read(other, 400, "{\"error\":\"no-visitor\"}"))
        .isEqualTo(DeliveryResult.Rejected.because(Reasons.CONVERSATION_GONE));
  }

  @Test
  void refusedCredentialsHoldTheAccount() {
    assertThat(read(mapping, 401, ""))
        .isEqualTo(new DeliveryResult.Misconfigured(Reasons.UNAUTHORIZED));
    assertThat(read(mapping, 403, "{}"))
        .isEqualTo(new DeliveryResult.Misconfigured(Reasons.UNAUTHORIZED));
  }

  @Test
  void slowDownIsObeyedForAsLongAsWebimSays() {
    assertThat(read(mapping, 429, "", "Retry-After", "7"))
        .isEqualTo(
            new DeliveryResult.Throttled(Duration.ofSeconds(7), DeliveryResult.Scope.ACCOUNT));
    assertThat(read(mapping, 429, "", "Retry-After", "soon"))
        .isEqualTo(
            new DeliveryResult.Throttled(Duration.ofSeconds(5), DeliveryResult.Scope.ACCOUNT));
  }

  @Test
  void failureOfTheServerLeavesEverythingOpen() {
    assertThat(read(mapping, 502, "<html>"))
        .isEqualTo(new DeliveryResult.Unconfirmed(Reasons.PLATFORM_ERROR));
  }

  @Test
  void otherRefusalsAreFinal() {
    assertThat(read(mapping, 404, ""))
        .isEqualTo(DeliveryResult.Rejected.because(Reasons.CONVERSATION_GONE));
    assertThat(read(mapping, 413, ""))
        .isEqualTo(DeliveryResult.Rejected.because(Reasons.TOO_LARGE));
    assertThat(read(mapping, 400, "{}"))
        .isEqualTo(DeliveryResult.Rejected.because(Reasons.BAD_REQUEST));
  }

  @Test
  void statusThatTheMappingDoesNotKnowNeedsAPerson() {
    assertThat(read(mapping, 302, ""))
        .isEqualTo(new DeliveryResult.Rejected(Reasons.BAD_REQUEST, true));
    assertThat(read(mapping, 204, ""))
        .isEqualTo(new DeliveryResult.Rejected(Reasons.BAD_REQUEST, true));
  }

  private static OutboundMapping outbound(String pointer, String value) {
    Account account = Accounts.channel(pointer, value);
    return WebimSettings.of(account).channel().outbound();
  }

  private static DeliveryResult read(
      OutboundMapping mapping, int status, String body, String... header) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (header.length == 2) {
      headers.add(header[0], header[1]);
    }
    return WebimAnswers.read(mapping, new ApiAnswer(status, headers, Buffer.buffer(body)));
  }
}
