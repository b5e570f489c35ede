package dev.milena.platform.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Account;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Json;
import dev.milena.platform.ApiAnswer;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.InboundRequest;
import dev.milena.platform.Media;
import dev.milena.platform.Reception;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, and what happens when they do. */
class TelegramWebhookTest {
  private static final String SECRET = "hub_test-SECRET_0001";

  private final AtomicInteger asked = new AtomicInteger();

  /** Telegram with one answer, to getMe. */
  private final class Named implements ApiClient {
    @Override
    public Uni<ApiAnswer> send(ApiRequest request, Map<String, String> values, Duration timeout) {
      asked.incrementAndGet();
      assertThat(request.url()).endsWith("/bot{token}/getMe");
      return Uni.createFrom()
          .item(
              new ApiAnswer(
                  200,
                  MultiMap.caseInsensitiveMultiMap(),
                  Buffer.buffer(
                      "{\"ok\":true,\"result\":{\"id\":7770001,\"username\":\"hub_test_bot\"}}")));
    }

    @Override
    public Uni<Media.Opened> open(
        ApiRequest request, Map<String, String> values, Duration timeout) {
      throw new AssertionError("No file is needed");
    }

    @Override
    public Uni<Media.Opened> openForeign(String url, Duration timeout) {
      throw new AssertionError("No file is needed");
    }
  }

  private final TelegramWebhook webhook = new TelegramWebhook(new TelegramUsernames(new Named()));

  private Reception receive(Account account, String header, String fixture) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (header != null) {
      headers.add("x-telegram-bot-api-secret-token", header);
    }
    Buffer body = Buffer.buffer(Json.bytes(TelegramFixtures.update(fixture)));
    return webhook
        .receive(
            account,
            new InboundRequest(
                "POST",
                "",
                headers,
                MultiMap.caseInsensitiveMultiMap(),
                body,
                TelegramFixtures.RECEIVED))
        .await()
        .indefinitely();
  }

  private static Account guarded() {
    return TelegramFixtures.account("webhook-secret", SECRET, "mode", "webhook");
  }

  private static Event event(Reception reception) {
    return ((Reception.Accepted) reception).translation().events().getFirst();
  }

  @Test
  void rightSecretIsTakenWhateverTheCaseOfItsHeader() {
    // When
    Reception reception = receive(guarded(), SECRET, "message_text");

    // Then
    assertThat(event(reception).id()).isEqualTo("telegram/7770001/5000000001/42/created");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hub_test-SECRET_0002", " hub_test-SECRET_0001 ", "", "HUB_TEST-SECRET_0001"})
  void anyOtherSecretIsRefused(String secret) {
    // When
    Reception reception = receive(guarded(), secret, "message_text");

    // Then
    assertThat(((Reception.Refused) reception).cause()).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(reception.toString()).doesNotContain(SECRET);
  }

  @Test
  void missingSecretIsRefused() {
    assertThat(((Reception.Refused) receive(guarded(), null, "message_text")).cause())
        .isEqualTo(Reception.Cause.UNAUTHENTICATED);
  }

  @Test
  void accountWithoutASecretRefusesEverybodyAndSaysWhatToDo() {
    // When
    Reception.Refused refused =
        (Reception.Refused)
            receive(TelegramFixtures.account("mode", "webhook"), SECRET, "message_text");

    // Then
    assertThat(refused.cause()).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(refused.explanation()).contains("webhook-secret", "./milena telegram set-webhook");
  }

  @Test
  void ownNameIsAskedForOnceAndOnlyWhenACommandNamesABot() {
    // When
    Reception text = receive(guarded(), SECRET, "message_text");
    int before = asked.get();
    Reception forUs = receive(guarded(), SECRET, "message_command_for_us");
    Reception forAnother = receive(guarded(), SECRET, "message_command_for_another_bot");

    // Then
    assertThat(text).isInstanceOf(Reception.Accepted.class);
    assertThat(before).isZero();
    assertThat(asked).hasValue(1);
    assertThat(((Happening.MessageCreated) event(forUs).what()).command()).isPresent();
    assertThat(((Happening.MessageCreated) event(forAnother).what()).command()).isEmpty();
  }

  @Test
  void knownKindWithoutAnEventIsStillTaken() {
    // When
    Reception.Accepted accepted = (Reception.Accepted) receive(guarded(), SECRET, "message_pinned");

    // Then
    assertThat(accepted.translation().events()).isEmpty();
    assertThat(accepted.translation().hasUnknown()).isFalse();
    assertThat(accepted.reply().status()).isEqualTo(200);
  }
}
