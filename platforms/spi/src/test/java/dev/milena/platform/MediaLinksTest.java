package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.model.Sealer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaLinksTest {
  private static final AccountRef ACCOUNT = new AccountRef("carrier", "support");
  private static final Instant EXPIRES = Instant.ofEpochSecond(2_000_000_000L);
  private static final Instant BEFORE = EXPIRES.minusSeconds(1);

  private final String key = key();
  private final MediaLinks links = links(key);

  private static String key() {
    byte[] key = new byte[32];
    ThreadLocalRandom.current().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static MediaLinks links(String... keys) {
    return new MediaLinks(new Sealer(List.of(keys)));
  }

  private static Attachment file() {
    return Attachment.of(AttachmentType.IMAGE)
        .id("AgACAgIAAxkBAAIB-handle_of/a=file")
        .name("secret plan 👋.png")
        .mime("image/png")
        .sizeBytes(123L)
        .build();
  }

  @Test
  void tokenGivesBackWhatItWasMadeOf() {
    // When
    MediaLinks.Opening opening = links.open(links.token(ACCOUNT, file(), EXPIRES), BEFORE);

    // Then
    assertThat(opening)
        .isEqualTo(
            new MediaLinks.Opening.Valid(
                new MediaLinks.Link(ACCOUNT, file().from(ACCOUNT), EXPIRES)));
  }

  @Test
  void fileWithoutDetailsIsFine() {
    // Given
    Attachment bare = Attachment.of(AttachmentType.FILE).id("1").build();

    // When
    MediaLinks.Opening opening = links.open(links.token(ACCOUNT, bare, EXPIRES), BEFORE);

    // Then
    assertThat(((MediaLinks.Opening.Valid) opening).link().file()).isEqualTo(bare.from(ACCOUNT));
  }

  @Test
  void addressIsPlainAndHidesTheFile() {
    // When
    String url = links.url("https://hub.example.com/", ACCOUNT, file(), EXPIRES);

    // Then
    assertThat(url).matches("https://hub\\.example\\.com/media/[A-Za-z0-9_-]{1,400}");
    byte[] inside = Base64.getUrlDecoder().decode(url.substring(url.lastIndexOf('/') + 1));
    assertThat(new String(inside, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("secret", "AgAC", "support");
  }

  @Test
  void tokenOpensUntilItExpiresAndNoLonger() {
    // Given
    String token = links.token(ACCOUNT, file(), EXPIRES);

    // Then
    assertThat(links.open(token, EXPIRES)).isInstanceOf(MediaLinks.Opening.Valid.class);
    assertThat(links.open(token, EXPIRES.plusSeconds(1)))
        .isEqualTo(new MediaLinks.Opening.Expired());
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    // Given
    String token = links.token(ACCOUNT, file(), EXPIRES);

    for (int i = 0; i < token.length(); i++) {
      // When
      char other = token.charAt(i) == 'A' ? 'E' : 'A';
      String changed = token.substring(0, i) + other + token.substring(i + 1);

      // Then
      assertThat(links.open(changed, BEFORE))
          .as("character %d", i)
          .isEqualTo(new MediaLinks.Opening.Forged());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "not base64 !", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "../../etc/passwd"})
  void whatIsNoTokenIsForged(String token) {
    assertThat(links.open(token, BEFORE)).isEqualTo(new MediaLinks.Opening.Forged());
  }

  @Test
  void veryLongTokenIsForgedWithoutALook() {
    assertThat(links.open("A".repeat(10_000_000), BEFORE))
        .isEqualTo(new MediaLinks.Opening.Forged());
  }

  @Test
  void anotherKeyOpensNothing() {
    assertThat(links(key()).open(links.token(ACCOUNT, file(), EXPIRES), BEFORE))
        .isEqualTo(new MediaLinks.Opening.Forged());
  }

  @Test
  void keyBeforeTheCurrentOneStillOpens() {
    assertThat(links(key(), key).open(links.token(ACCOUNT, file(), EXPIRES), BEFORE))
        .isInstanceOf(MediaLinks.Opening.Valid.class);
  }

  @Test
  void sealedCredentialIsNoToken() {
    // Given
    Sealer sealer = new Sealer(List.of(key));
    Sealer.Sealed credential =
        sealer.seal("[\"carrier\",\"support\"]".getBytes(), "carrier/support@1");
    byte[] nonce = Base64.getDecoder().decode(credential.nonce());
    byte[] bytes = Base64.getDecoder().decode(credential.bytes());
    byte[] all =
        java.nio.ByteBuffer.allocate(4 + nonce.length + bytes.length)
            .put(java.util.HexFormat.of().parseHex(credential.key()))
            .put(nonce)
            .put(bytes)
            .array();

    // When
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(all);

    // Then
    assertThat(links.open(token, BEFORE)).isEqualTo(new MediaLinks.Opening.Forged());
  }

  @Test
  void longNameIsCutButKeepsItsEnd() {
    // Given
    Attachment file =
        Attachment.of(AttachmentType.FILE).id("1").name("n".repeat(5000) + ".pdf").build();

    // When
    MediaLinks.Opening opening = links.open(links.token(ACCOUNT, file, EXPIRES), BEFORE);

    // Then
    String name = ((MediaLinks.Opening.Valid) opening).link().file().name().orElseThrow();
    assertThat(name).hasSize(100).endsWith("n.pdf");
  }

  @Test
  void handleThatNoAddressCanHoldIsRefused() {
    Attachment file = Attachment.of(AttachmentType.FILE).id("x".repeat(4000)).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> links.token(ACCOUNT, file, EXPIRES))
        .withMessageNotContaining("xxxx");
  }

  @Test
  void fileWithoutHandleIsRefused() {
    Attachment file = Attachment.of(AttachmentType.FILE).url("https://example.com").build();
    assertThatIllegalArgumentException().isThrownBy(() -> links.token(ACCOUNT, file, EXPIRES));
  }
}
