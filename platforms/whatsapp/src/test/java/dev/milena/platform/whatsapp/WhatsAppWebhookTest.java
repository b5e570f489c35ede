package dev.milena.platform.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.Posted;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls is known by a signature over the bytes as they came, and by a token when asked. */
class WhatsAppWebhookTest {
  private static final String SECRET = "fake_app_secret_0123456789abcdef";

  private final WhatsAppWebhook webhook = new WhatsAppWebhook();

  private static ObjectNode settings() {
    return WhatsAppFixtures.settings()
        .put("app-secret", SECRET)
        .put("verify-token", "fake-verify-token");
  }

  private Reception receive(ObjectNode settings, InboundRequest request) {
    return webhook
        .receive(WhatsAppFixtures.account(settings), request)
        .await()
        .atMost(Duration.ofSeconds(1));
  }

  private static InboundRequest posted(String body, String signature) {
    return Posted.now(body.getBytes(StandardCharsets.UTF_8), WhatsAppSignature.HEADER, signature);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[]}]}|18dd6a2441ba1d20b5cbb5ec2f1c9d3594d0efe79a10adb8c5a8e65d9f0841b4",
        "{\"object\":\"whatsapp_business_account\",\"note\":\"\\u00e4\\u20ac \\ud83d\\ude00\"}|a085cfc62a9b3b23e2c455bdd0ebab4a8bb1b485a6a91f341e980e4dcea013cb",
        "{\"object\":\"whatsapp_business_account\",\"note\":\"ä€ 😀\"}|fe3768fb73d93ff27eae9a2fee390045104d613f30c41cfe431ed378b6bc7c2e"
      })
  void signatureIsOverTheBytesAndNotOverWhatTheyMean(String body, String signature) {
    assertThat(WhatsAppSignature.sign(SECRET, body.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("sha256=" + signature);
    assertThat(WhatsAppSignature.refusal(List.of(SECRET), posted(body, "sha256=" + signature)))
        .isEmpty();
  }

  @Test
  void signedNotificationIsTaken() {
    // Given
    byte[] body = WhatsAppFixtures.bytes("message_text");

    // When
    Reception reception =
        receive(
            settings(),
            Posted.now(body, WhatsAppSignature.HEADER, WhatsAppSignature.sign(SECRET, body)));

    // Then
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    assertThat(((Reception.Accepted) reception).translation().events()).hasSize(1);
  }

  @Test
  void formerSecretHoldsWhileItIsExchanged() {
    // Given
    byte[] body = WhatsAppFixtures.bytes("message_text");
    InboundRequest request =
        Posted.now(body, WhatsAppSignature.HEADER, WhatsAppSignature.sign(SECRET, body));
    ObjectNode exchanging =
        settings().put("app-secret", "the new one").put("former-app-secret", SECRET);

    // When / Then
    assertThat(receive(exchanging, request)).isInstanceOf(Reception.Accepted.class);
    assertThat(receive(settings().put("app-secret", "the new one"), request))
        .isInstanceOf(Reception.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256=", "sha1=00", "18dd6a2441ba1d20", "sha256=SHOUTED"})
  void otherSignatureIsRefused(String signature) {
    // When
    Reception reception = receive(settings(), posted("{\"object\":\"x\",\"entry\":[]}", signature));

    // Then
    assertThat(((Reception.Refused) reception).cause()).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(webhook.refusal().status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void accountWithoutASecretTakesNothing(String secret) {
    // Given
    ObjectNode without = settings().put("app-secret", secret);

    // When / Then
    assertThat(receive(without, posted("{}", WhatsAppSignature.sign(SECRET, new byte[0]))))
        .isInstanceOf(Reception.Refused.class);
  }

  private static InboundRequest asked(String mode, String token, String challenge) {
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    query.add("hub.mode", mode).add("hub.verify_token", token).add("hub.challenge", challenge);
    return new InboundRequest(
        "GET",
        "",
        MultiMap.caseInsensitiveMultiMap(),
        query,
        Buffer.buffer(),
        WhatsAppFixtures.RECEIVED);
  }

  @Test
  void questionWithOurTokenIsAnsweredWithItsChallenge() {
    // When
    Reception reception =
        receive(settings(), asked("subscribe", "fake-verify-token", "1158201444"));

    // Then
    Reception.Answered answered = (Reception.Answered) reception;
    assertThat(answered.reply().status()).isEqualTo(200);
    assertThat(answered.reply().body()).hasToString("1158201444");
    assertThat(answered.reply().headers()).containsEntry("content-type", "text/plain");
  }

  @ParameterizedTest
  @CsvSource({"subscribe,nope", "subscribe,''", "unsubscribe,fake-verify-token"})
  void anyOtherQuestionIsRefused(String mode, String token) {
    assertThat(receive(settings(), asked(mode, token, "1"))).isInstanceOf(Reception.Refused.class);
  }

  @Test
  void accountWithoutAVerifyTokenAnswersNobody() {
    // Given
    ObjectNode without = settings();
    without.remove("verify-token");

    // When / Then
    assertThat(receive(without, asked("subscribe", "", "1"))).isInstanceOf(Reception.Refused.class);
  }

  @Test
  void threeMegabytesAreTakenForAWeek() {
    assertThat(webhook.bodyBytesMax()).isEqualTo(3 * 1024 * 1024);
    assertThat(webhook.redelivery().horizon()).isEqualTo(Duration.ofDays(7));
  }
}
