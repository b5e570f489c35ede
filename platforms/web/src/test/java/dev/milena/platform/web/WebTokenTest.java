package dev.milena.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what the account's secret has signed, and not what is over, names a visitor. */
class WebTokenTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);

  /** Made by Node's crypto: {@code anna}, until 1800000000. */
  private static final String OF_NODE =
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
          + ".eyJzdWIiOiJhbm5hIiwibmFtZSI6IkFubmEiLCJleHAiOjE4MDAwMDAwMDAsImlhdCI6MTcwMDAwMDAwMH0"
          + ".afDPy85TIXZYQomALv8O5uT3EdeaRCu1FlykDeM7wvc";

  /** The same secret has signed it, but it says {@code "alg":"none"}. */
  private static final String OF_NO_ALGORITHM =
      "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIiwiZXhwIjoxODAwMDAwMDAwfQ"
          + ".yA7VUli3SUtAnxMEK0OKf8oYQ6VCyPWX6IoqihIfl74";

  private static WebAccount site(String secret, String previous) {
    return WebAccount.of(
        new Account(
            new AccountRef(WebPlatform.KEY, "site"),
            1,
            Json.mapper()
                .createObjectNode()
                .put("secret", secret)
                .put("previous-secret", previous)));
  }

  private static Optional<WebVisitor> read(String token) {
    return WebToken.read(site(SECRET, null), token, NOW);
  }

  @Test
  void tokenOfAnotherLibraryIsRead() {
    // When
    WebVisitor visitor = read(OF_NODE).orElseThrow();

    // Then
    assertThat(visitor.id()).isEqualTo("anna");
    assertThat(visitor.name()).hasValue("Anna");
    assertThat(visitor.until()).isEqualTo(Instant.ofEpochSecond(1_800_000_000));
  }

  @Test
  void ownTokenIsRead() {
    // When
    String token = WebToken.sign(SECRET, "борис", Optional.empty(), NOW.plusSeconds(1));

    // Then
    assertThat(read(token)).map(WebVisitor::id).hasValue("борис");
  }

  @Test
  void tokenIsOverAtItsEnd() {
    assertThat(read(WebToken.sign(SECRET, "anna", Optional.empty(), NOW))).isEmpty();
  }

  @Test
  void secretBeforeIsGoodAsLongAsItStands() {
    // Given
    String token = WebToken.sign(OTHER, "anna", Optional.empty(), NOW.plusSeconds(9));

    // When / Then
    assertThat(read(token)).isEmpty();
    assertThat(WebToken.read(site(SECRET, OTHER), token, NOW)).isPresent();
  }

  @Test
  void algorithmIsNotTheTokensToChoose() {
    assertThat(read(OF_NO_ALGORITHM)).isEmpty();
  }

  @Test
  void noCharacterOfATokenCanBeChanged() {
    for (int i = 0; i < OF_NODE.length() - 1; i++) {
      String changed =
          OF_NODE.substring(0, i)
              + (OF_NODE.charAt(i) == 'A' ? 'B' : 'A')
              + OF_NODE.substring(i + 1);
      assertThat(read(changed)).as("changed at " + i).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "eyJhbGciOiJIUzI1NiJ9..", "ä.ö.ü"})
  void whatIsNoTokenNamesNobody(String token) {
    assertThat(read(token)).isEmpty();
  }

  @Test
  void shortSecretIsRefusedInWords() {
    org.assertj.core.api.Assertions.assertThatExceptionOfType(Json.UnreadableException.class)
        .isThrownBy(() -> site("short", null))
        .withMessageContaining("'secret' must be at least 32 characters");
  }
}
