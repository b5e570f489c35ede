package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception.Cause;
import dev.milena.platform.Reception.Refused;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSignatureTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String TIMESTAMP = "1767225600";
  private static final Instant THEN = Instant.ofEpochSecond(1767225600L);
  private static final String BODY =
      "token=FAKE&team_id=T0001&command=%2Fweather&text=94070&user_id=U0001&channel_id=C0001";
  private static final String SIGNATURE =
      "v0=04bb59da68fbba0d901d323967af11e5613202ff62071086ee4764c2f8e2d69d";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          token=FAKE&team_id=T0001&command=%2Fweather&text=94070&user_id=U0001&channel_id=C0001 | v0=04bb59da68fbba0d901d323967af11e5613202ff62071086ee4764c2f8e2d69d
          {"token":"FAKE","challenge":"abc123","type":"url_verification"} | v0=6e721ae3c3b009a1def971f137d716984ddbe36feaa9947286082260b55067ae
          payload=%7B%22type%22%3A%22block_actions%22%2C%22text%22%3A%22%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82%22%7D | v0=9c1fc953975a55b04728a32dfca64b863eea35360e7f3daf224844208826c0ac
          {"type":"event_callback","event_id":"Ev0001","event":{"type":"message","text":"привет 👋"}} | v0=bbdcb507e0a4719c2da93f7d26911e37f7acac01e2f3367a07f37b164494de6b
          """)
  void signatureIsThatOfTheBytesOnTheWire(String body, String signature) {
    assertThat(SlackSignature.sign(SECRET, TIMESTAMP, body.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(signature);
    assertThat(refusal(body, TIMESTAMP, signature, THEN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v0=04bb59da68fbba0d901d323967af11e5613202ff62071086ee4764c2f8e2d69e",
        "v0=04bb59da68fbba0d901d323967af11e5613202ff62071086ee4764c2f8e2d6",
        "04bb59da68fbba0d901d323967af11e5613202ff62071086ee4764c2f8e2d69d",
        "v1=04bb59da68fbba0d901d323967af11e5613202ff62071086ee4764c2f8e2d69d",
        "V0=04BB59DA68FBBA0D901D323967AF11E5613202FF62071086EE4764C2F8E2D69D",
        "v0=",
        ""
      })
  void wrongOrTruncatedSignatureIsRefused(String signature) {
    assertThat(refusal(BODY, TIMESTAMP, signature, THEN))
        .map(Refused::cause)
        .hasValue(Cause.UNAUTHENTICATED);
  }

  @Test
  void changedBodyOrTimeIsRefused() {
    assertThat(refusal(BODY + "&text=1", TIMESTAMP, SIGNATURE, THEN)).isPresent();
    assertThat(refusal(BODY, "1767225601", SIGNATURE, THEN)).isPresent();
    assertThat(refusal(BODY, "1767225600.0", SIGNATURE, THEN)).isPresent();
    assertThat(refusal(BODY, "", SIGNATURE, THEN)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 86_400})
  void callThatIsBroughtAgainLaterIsStale(long seconds) {
    assertThat(refusal(BODY, TIMESTAMP, SIGNATURE, THEN.plusSeconds(seconds)))
        .map(Refused::cause)
        .hasValue(Cause.STALE);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 0, 300})
  void clocksMayDifferByFiveMinutes(long seconds) {
    assertThat(refusal(BODY, TIMESTAMP, SIGNATURE, THEN.plus(Duration.ofSeconds(seconds))))
        .isEmpty();
  }

  @Test
  void callWithoutSignatureIsRefused() {
    InboundRequest bare = request(BODY, MultiMap.caseInsensitiveMultiMap(), THEN);

    assertThat(SlackSignature.refusal(SECRET, bare))
        .map(Refused::cause)
        .hasValue(Cause.UNAUTHENTICATED);
  }

  private static Optional<Refused> refusal(
      String body, String timestamp, String signature, Instant at) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add(SlackSignature.TIMESTAMP, timestamp)
            .add(SlackSignature.SIGNATURE, signature);
    return SlackSignature.refusal(SECRET, request(body, headers, at));
  }

  private static InboundRequest request(String body, MultiMap headers, Instant at) {
    return new InboundRequest(
        "POST", "", headers, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), at);
  }
}
