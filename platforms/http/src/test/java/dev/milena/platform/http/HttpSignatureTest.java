package dev.milena.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSignatureTest {
  /** The vector that the libraries of Standard Webhooks are tested with. */
  private static final byte[] KEY =
      HttpSignature.key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "secret");

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant THEN = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static final byte[] OTHER =
      HttpSignature.key("b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXIhISE=", "secret");

  @Test
  void publishedVectorIsSignedAndBelieved() {
    assertThat(HttpSignature.by(List.of(KEY), ID, THEN, BODY)).isEqualTo(SIGNATURE);
    assertThat(check(List.of(KEY), SIGNATURE, THEN)).isEqualTo(HttpSignature.Verdict.GOOD);
  }

  @Test
  void whileASecretIsChangedEitherSideMayKnowEither() {
    String both = HttpSignature.by(List.of(OTHER, KEY), ID, THEN, BODY);

    assertThat(both.split(" ")).hasSize(2).contains(SIGNATURE);
    assertThat(check(List.of(KEY), both, THEN)).isEqualTo(HttpSignature.Verdict.GOOD);
    assertThat(check(List.of(OTHER), both, THEN)).isEqualTo(HttpSignature.Verdict.GOOD);
    assertThat(check(List.of(OTHER, KEY), SIGNATURE, THEN)).isEqualTo(HttpSignature.Verdict.GOOD);
    assertThat(check(List.of(OTHER), SIGNATURE, THEN)).isEqualTo(HttpSignature.Verdict.WRONG);
  }

  @Test
  void signatureIsGoodForFiveMinutesEitherWay() {
    for (int minutes : new int[] {-5, 0, 5}) {
      assertThat(check(List.of(KEY), SIGNATURE, THEN.plus(Duration.ofMinutes(minutes))))
          .isEqualTo(HttpSignature.Verdict.GOOD);
    }
    for (int seconds : new int[] {-301, 301}) {
      assertThat(check(List.of(KEY), SIGNATURE, THEN.plusSeconds(seconds)))
          .isEqualTo(HttpSignature.Verdict.STALE);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "v1",
        "v1,",
        "v1,%",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
      })
  void anythingElseIsWrong(String signature) {
    assertThat(check(List.of(KEY), signature, THEN)).isEqualTo(HttpSignature.Verdict.WRONG);
  }

  @Test
  void everythingThatIsSignedCounts() {
    assertThat(check(ID + "x", seconds(), SIGNATURE, BODY)).isEqualTo(HttpSignature.Verdict.WRONG);
    assertThat(check(ID, "1614265331", SIGNATURE, BODY)).isEqualTo(HttpSignature.Verdict.WRONG);
    assertThat(check(ID, "+1614265330", SIGNATURE, BODY)).isEqualTo(HttpSignature.Verdict.WRONG);
    assertThat(check(ID, "9".repeat(40), SIGNATURE, BODY)).isEqualTo(HttpSignature.Verdict.WRONG);
    assertThat(check(null, seconds(), SIGNATURE, BODY)).isEqualTo(HttpSignature.Verdict.WRONG);
    assertThat(check(ID, null, SIGNATURE, BODY)).isEqualTo(HttpSignature.Verdict.WRONG);
    assertThat(check(ID, seconds(), SIGNATURE, new byte[0])).isEqualTo(HttpSignature.Verdict.WRONG);
  }

  @Test
  void oneOfManySignaturesIsEnoughButNotOfAnyNumber() {
    assertThat(check(ID, seconds(), "v1,AAAA ".repeat(15) + SIGNATURE, BODY))
        .isEqualTo(HttpSignature.Verdict.GOOD);
    assertThat(check(ID, seconds(), "v1,AAAA ".repeat(16) + SIGNATURE, BODY))
        .isEqualTo(HttpSignature.Verdict.WRONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_%%%", "not base64 at all"})
  void secretThatIsNoneIsRefusedWithoutBeingSaid(String secret) {
    assertThatThrownBy(() -> HttpSignature.key(secret, "previous-secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'previous-secret'")
        .hasMessageContaining("openssl")
        .hasMessageNotContaining("c2hvcnQ");
  }

  private static String seconds() {
    return HttpSignature.seconds(THEN);
  }

  private static HttpSignature.Verdict check(List<byte[]> keys, String signature, Instant at) {
    return HttpSignature.check(keys, ID, seconds(), signature, BODY, at);
  }

  private static HttpSignature.Verdict check(
      String id, String timestamp, String signature, byte[] body) {
    return HttpSignature.check(List.of(KEY), id, timestamp, signature, body, THEN);
  }
}
