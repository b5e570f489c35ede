package dev.milena.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealerTest {
  private static final byte[] PLAIN = "{\"token\":\"hunter2\"}".getBytes(UTF_8);

  private final String key = randomKey();
  private final Sealer sealer = new Sealer(List.of(key));

  static String randomKey() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void whatIsSealedOpensForWhatItBelongsTo() {
    // Given
    Sealer.Sealed sealed = sealer.seal(PLAIN, "telegram/support@3");

    // When / Then
    assertThat(sealer.open(sealed, "telegram/support@3")).isEqualTo(PLAIN);
    assertThat(sealed.toString()).doesNotContain("hunter2");
  }

  @Test
  void sealCannotBeMovedToAnotherAccountOrVersion() {
    // Given
    Sealer.Sealed sealed = sealer.seal(PLAIN, "telegram/support@3");

    // When / Then
    assertThatThrownBy(() -> sealer.open(sealed, "telegram/support@4"))
        .isInstanceOf(Sealer.CannotOpenException.class)
        .hasMessageContaining("telegram/support@4");
  }

  @Test
  void changedBytesDoNotOpen() {
    // Given
    Sealer.Sealed sealed = sealer.seal(PLAIN, "x");
    byte[] bytes = Base64.getDecoder().decode(sealed.bytes());
    bytes[0] ^= 1;
    Sealer.Sealed changed =
        new Sealer.Sealed(sealed.key(), sealed.nonce(), Base64.getEncoder().encodeToString(bytes));

    // When / Then
    assertThatThrownBy(() -> sealer.open(changed, "x"))
        .isInstanceOf(Sealer.CannotOpenException.class);
  }

  @Test
  void sameBytesNeverSealTheSame() {
    assertThat(sealer.seal(PLAIN, "x")).isNotEqualTo(sealer.seal(PLAIN, "x"));
  }

  @Test
  void afterAChangeOfKeysTheOldSealsStillOpenAndNewOnesUseTheNewKey() {
    // Given
    Sealer.Sealed old = sealer.seal(PLAIN, "x");
    String next = randomKey();

    // When
    Sealer both = new Sealer(List.of(next, key));

    // Then
    assertThat(both.open(old, "x")).isEqualTo(PLAIN);
    assertThat(new Sealer(List.of(next)).open(both.seal(PLAIN, "x"), "x")).isEqualTo(PLAIN);
  }

  @Test
  void foreignKeyIsToldById() {
    // Given
    Sealer.Sealed foreign = new Sealer(List.of(randomKey())).seal(PLAIN, "x");

    // When / Then
    assertThatThrownBy(() -> sealer.open(foreign, "x"))
        .isInstanceOf(Sealer.CannotOpenException.class)
        .hasMessageContaining(foreign.key())
        .hasMessageNotContaining(key);
  }

  @Test
  void keysThatAreNoneAreRefusedWithoutQuotingThem() {
    assertThatThrownBy(() -> new Sealer(List.of())).hasMessageContaining("milena.sealing-key");
    assertThatThrownBy(() -> new Sealer(List.of("not base64 at all!")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("not base64 at all");
    assertThatThrownBy(() -> new Sealer(List.of("c2hvcnQ=")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 bytes")
        .hasMessageNotContaining("c2hvcnQ");
  }

  @Test
  void accountRecordSealsItsSettingsAndOpensThemAgain() {
    // Given
    AccountRef ref = new AccountRef("telegram", "support");
    AccountRecord record =
        AccountRecord.of(
            ref,
            3,
            AccountRecord.Source.FILE,
            Json.mapper().createObjectNode().put("token", "hunter2"),
            sealer);

    // When
    String json = new String(Json.bytes(record), UTF_8);
    AccountRecord read = Json.read(Json.tree(json.getBytes(UTF_8)), AccountRecord.class);

    // Then
    assertThat(json).doesNotContain("hunter2");
    assertThat(read).isEqualTo(record);
    assertThat(read.open(sealer).orElseThrow().settings().path("token").asText())
        .isEqualTo("hunter2");
    assertThat(read.open(sealer).orElseThrow().toString()).doesNotContain("hunter2");
  }

  @Test
  void deletedAccountHasNothingToOpen() {
    // Given
    AccountRecord gone =
        AccountRecord.deleted(new AccountRef("a", "b"), 4, AccountRecord.Source.API);

    // When / Then
    assertThat(gone.open(sealer)).isEmpty();
    assertThat(Json.read(Json.tree(Json.bytes(gone)), AccountRecord.class)).isEqualTo(gone);
  }
}
