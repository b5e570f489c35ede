package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.platform.Media;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.PlatformSimulator.OfferedFile;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that people sent. */
class TelegramMediaTest {
  private static final AccountRef REF = new AccountRef("telegram", "media");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TelegramSimulator simulator = new TelegramSimulator();
  private final Vertx vertx = Vertx.vertx();
  private final TelegramMedia media = new TelegramMedia(LoopbackHttp.client(vertx));
  private final Account account = new Account(REF, 1, simulator.open(REF, "http://127.0.0.1:1"));

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Handles count up from one. */
  private Attachment offered(byte[] bytes) {
    simulator.sendFile(
        REF, "5000000001", new OfferedFile("a b.pdf", "application/pdf", bytes, Optional.empty()));
    return Attachment.of(AttachmentType.FILE)
        .id("SIMFILE1")
        .name("a b.pdf")
        .mime("application/pdf")
        .build();
  }

  @Test
  void fileFlowsWithWhatTheMessageSaidOfIt() {
    // Given
    Attachment file = offered(new byte[123_456]);

    // When
    Media.Opened opened = media.open(account, file).await().atMost(PATIENCE);

    // Then
    long bytes =
        opened.bytes().map(Buffer::length).collect().asList().await().atMost(PATIENCE).stream()
            .mapToLong(i -> i)
            .sum();
    assertThat(bytes).isEqualTo(123_456);
    assertThat(opened.mime()).hasValue("application/pdf");
    assertThat(opened.name()).hasValue("a b.pdf");
  }

  @Test
  void unknownHandleIsUnavailable() {
    // Given
    Attachment file = Attachment.of(AttachmentType.FILE).id("GONE").build();

    // Then
    assertThatThrownBy(() -> media.open(account, file).await().atMost(PATIENCE))
        .isInstanceOf(Media.UnavailableException.class)
        .message()
        .doesNotContain(simulator.tokens().toList());
  }

  @Test
  void fileThatTelegramDoesNotGiveOutIsNotAskedFor() {
    // Given
    Account cloud = TelegramFixtures.account();
    Attachment file =
        Attachment.of(AttachmentType.FILE).id("LARGE").sizeBytes(20L * 1024 * 1024 + 1).build();

    // Then
    assertThatThrownBy(() -> media.open(cloud, file).await().atMost(PATIENCE))
        .isInstanceOf(Media.UnavailableException.class)
        .hasMessageContaining("20 MiB");
  }

  @ParameterizedTest
  @CsvSource({
    "documents/file_1.pdf,documents/file_1.pdf",
    "/var/lib/bot-api/7:abc/documents/file_1.pdf,documents/file_1.pdf",
    "/somewhere/else.pdf,somewhere/else.pdf"
  })
  void placeOnAServersDiskIsFoundBelowTheToken(String path, String relative) {
    assertThat(TelegramMedia.relative(path, "7:abc")).isEqualTo(relative);
  }
}
