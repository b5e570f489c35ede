package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MattermostSignatureTest {
  private static final String SECRET = "fake-context-secret";
  private static final MattermostSignature CLAIM =
      new MattermostSignature("4yr9s5u1btgi7pnr3kqz8wde6a", "deploy", "42", 1_760_003_600L);

  @Test
  void signatureIsTheOneThatAnybodyWouldCompute() {
    // When
    String signature = CLAIM.by(SECRET);

    // Then
    assertThat(signature)
        .isEqualTo("62e4793d79ceb8357560b15db09721dbd62a902f2685d8aba09a6683f810e6b8");
    assertThat(CLAIM.isRight(signature, SECRET)).isTrue();
  }

  @Test
  void signatureHoldsForNothingElse() {
    // Given
    String signature = CLAIM.by(SECRET);

    // Then
    assertThat(new MattermostSignature("another", "deploy", "42", 1_760_003_600L))
        .matches(c -> !c.isRight(signature, SECRET), "in another channel");
    assertThat(new MattermostSignature(CLAIM.channel(), "delete", "42", 1_760_003_600L))
        .matches(c -> !c.isRight(signature, SECRET), "for another button");
    assertThat(new MattermostSignature(CLAIM.channel(), "deploy", "43", 1_760_003_600L))
        .matches(c -> !c.isRight(signature, SECRET), "with another value");
    assertThat(new MattermostSignature(CLAIM.channel(), "deploy", "42", 1_760_003_601L))
        .matches(c -> !c.isRight(signature, SECRET), "for longer");
    assertThat(CLAIM.isRight(signature, SECRET + "2")).isFalse();
    assertThat(CLAIM.isRight(signature.substring(1), SECRET)).isFalse();
    assertThat(CLAIM.isRight("", SECRET)).isFalse();
  }

  @Test
  void signatureEndsAtItsSecond() {
    // Then
    assertThat(CLAIM.holdsAt(Instant.ofEpochSecond(1_760_003_599L))).isTrue();
    assertThat(CLAIM.holdsAt(Instant.ofEpochSecond(1_760_003_600L))).isFalse();
  }
}
