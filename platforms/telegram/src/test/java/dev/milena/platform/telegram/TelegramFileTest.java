package dev.milena.platform.telegram;

import static dev.milena.platform.telegram.TelegramCommandsToPlan.files;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.lent;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.method;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.pub;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.send;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.steps;
import static dev.milena.platform.telegram.TelegramCommandsToPlan.uploads;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Attachment;
import dev.milena.model.AttachmentType;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As what a file is sent, and how its bytes get there. */
class TelegramFileTest {
  private static Step step(Account account, Attachment file) {
    return steps(account, send(files("", file))).steps().getFirst();
  }

  private static Step step(Attachment file) {
    return step(TelegramFixtures.account(), file);
  }

  private static boolean isUploaded(Step step) {
    return !uploads(step).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE,image/png,sendPhoto",
    "IMAGE,image/gif,sendAnimation",
    "IMAGE,image/svg+xml,sendDocument",
    "VIDEO,video/mp4,sendVideo",
    "AUDIO,audio/mpeg,sendAudio",
    "VOICE,audio/ogg,sendVoice",
    "VIDEO_NOTE,video/mp4,sendVideoNote",
    "ANIMATION,video/mp4,sendAnimation",
    "FILE,application/pdf,sendDocument",
    "STICKER,image/webp,sendSticker",
    "STICKER,image/png,sendPhoto"
  })
  void kindDecidesTheMethod(AttachmentType type, String mime, String method) {
    assertThat(method(step(pub(type, mime, 100)).request())).isEqualTo(method);
  }

  @Test
  void pictureThatIsTooLargeForAPhotoIsADocument() {
    assertThat(method(step(pub(AttachmentType.IMAGE, "image/png", 11_000_000)).request()))
        .isEqualTo("sendDocument");
  }

  @ParameterizedTest
  @CsvSource({
    "https://files.example.com/a.png,false",
    "http://files.example.com/a.png,true",
    "https://files.example.com:8443/a.png,true",
    "https://10.0.0.7/a.png,true",
    "https://minio.internal/a.png,true",
    "https://localhost/a.png,true",
    "https://hub.example.com/media/TOKEN,true"
  })
  void onlyWhatTelegramCanReachIsLeftToIt(String url, boolean uploaded) {
    // Given
    Attachment file =
        Attachment.of(AttachmentType.IMAGE).url(url).mime("image/png").sizeBytes(100L).build();

    // Then
    assertThat(isUploaded(step(file))).isEqualTo(uploaded);
  }

  @ParameterizedTest
  @CsvSource({
    "IMAGE,image/png,5242880,false",
    "IMAGE,image/png,5242881,true",
    "VIDEO,video/mp4,20971520,false",
    "VIDEO,video/mp4,20971521,true",
    "FILE,application/pdf,100,false",
    "FILE,text/plain,100,true",
    "VIDEO_NOTE,video/mp4,100,true"
  })
  void onlyWhatTelegramFetchesIsLeftToIt(
      AttachmentType type, String mime, long size, boolean uploaded) {
    assertThat(isUploaded(step(pub(type, mime, size)))).isEqualTo(uploaded);
  }

  @Test
  void fileOfUnknownSizeIsCarried() {
    // Given
    Attachment file =
        Attachment.of(AttachmentType.IMAGE)
            .url("https://files.example.com/a.png")
            .mime("image/png")
            .build();

    // Then
    assertThat(isUploaded(step(file))).isTrue();
  }

  @Test
  void settingDecidesWhereItIsSaid() {
    assertThat(
            isUploaded(
                step(
                    TelegramFixtures.account("media", "bytes"),
                    pub(AttachmentType.IMAGE, "image/png", 1))))
        .isTrue();
    assertThat(
            isUploaded(
                step(
                    TelegramFixtures.account("media", "url"), lent(AttachmentType.IMAGE, "a.png"))))
        .isFalse();
  }

  @Test
  void uploadIsBoundedAndCalledByItsName() {
    // When
    ApiRequest.FilePart part = uploads(step(lent(AttachmentType.FILE, "offer.pdf"))).getFirst();

    // Then
    assertThat(part.field()).isEqualTo("document");
    assertThat(part.name()).isEqualTo("offer.pdf");
    assertThat(part.bytesMax()).isEqualTo(50L * 1024 * 1024);
    assertThat(uploads(step(lent(AttachmentType.IMAGE, "a.png"))).getFirst().bytesMax())
        .isEqualTo(10L * 1024 * 1024);
    assertThat(
            uploads(
                    step(
                        TelegramFixtures.account("base-url", "http://bot-api:8081"),
                        lent(AttachmentType.FILE, "f")))
                .getFirst()
                .bytesMax())
        .isEqualTo(2000L * 1024 * 1024);
  }

  @Test
  void handleIsOnlyGoodForTheAccountThatHasIt() {
    // Given
    Attachment file =
        Attachment.of(AttachmentType.FILE)
            .id("HANDLE")
            .url("https://hub.example.com/media/T")
            .build();

    // Then
    assertThat(isUploaded(step(file.from(TelegramFixtures.REF)))).isFalse();
    assertThat(isUploaded(step(file.from(new AccountRef("telegram", "another"))))).isTrue();
  }
}
