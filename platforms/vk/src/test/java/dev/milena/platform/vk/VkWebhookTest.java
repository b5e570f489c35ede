package dev.milena.platform.vk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.platform.Reception;
import dev.milena.platform.testkit.LoopbackHttp;
import dev.milena.platform.testkit.Posted;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may call, and what they are told. */
class VkWebhookTest {
  private static final String SECRET = "FAKE_secret_0123";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final VkSimulator simulator = new VkSimulator(1, InstantSource.system());
  private final VkWebhook webhook =
      new VkWebhook(LoopbackHttp.client(vertx), new VkNames(LoopbackHttp.client(vertx)));
  private final Account account =
      VkFixtures.account(
          "secret", SECRET, "confirmation", "fa4ec0de", "names-within", "0s", "mode", "webhook");

  @AfterEach
  void close() {
    simulator.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Reception receive(Account by, ObjectNode body) {
    return webhook.receive(by, Posted.now(Json.bytes(body))).await().atMost(PATIENCE);
  }

  private static void assertRefused(Reception reception, String why) {
    assertThat(reception).isInstanceOf(Reception.Refused.class);
    Reception.Refused refused = (Reception.Refused) reception;
    assertThat(refused.cause()).isEqualTo(Reception.Cause.UNAUTHENTICATED);
    assertThat(refused.explanation()).contains(why).doesNotContain(SECRET);
  }

  private static void assertAnswered(Reception reception, String text) {
    assertThat(reception).isInstanceOf(Reception.Answered.class);
    Reception.Answered answered = (Reception.Answered) reception;
    assertThat(answered.reply().status()).isEqualTo(200);
    assertThat(answered.reply().body().toString()).isEqualTo(text);
    assertThat(answered.reply().headers()).containsEntry("content-type", "text/plain");
  }

  @Test
  void addressIsConfirmedWithTheCodeAndNothingElse() {
    assertAnswered(
        receive(account, VkFixtures.body("confirmation").put("secret", SECRET)), "fa4ec0de");
    assertAnswered(receive(account, VkFixtures.body("confirmation")), "fa4ec0de");
    assertRefused(
        receive(account, VkFixtures.body("confirmation").put("secret", "wrong")), "another secret");
  }

  @Test
  void codeIsAskedForWhereNobodyWroteItDown() {
    // Given
    AccountRef ref = new AccountRef("vk", "confirming");
    Account asking = new Account(ref, 1, simulator.open(ref, "http://127.0.0.1:1"));
    ObjectNode body =
        VkFixtures.body("confirmation")
            .put("group_id", Long.parseLong(VkAccount.of(asking).groupId()));
    // When
    Reception reception = receive(asking, body);
    // Then
    assertAnswered(reception, "c" + VkAccount.of(asking).groupId().hashCode());
  }

  @Test
  void eventIsAnsweredOkAndNothingElse() {
    // When
    Reception reception = receive(account, VkFixtures.body("message_text").put("secret", SECRET));
    // Then
    assertThat(reception).isInstanceOf(Reception.Accepted.class);
    Reception.Accepted accepted = (Reception.Accepted) reception;
    assertThat(accepted.translation().events()).hasSize(1);
    assertThat(accepted.reply().body().toString()).isEqualTo("ok");
  }

  @Test
  void whoeverDoesNotKnowTheSecretIsForbidden() {
    assertRefused(receive(account, VkFixtures.body("message_text")), "no secret");
    assertRefused(
        receive(account, VkFixtures.body("message_text").put("secret", "FAKE_secret_0124")),
        "another secret");
    assertThat(webhook.refusal().status()).isEqualTo(403);
  }

  @Test
  void eventOfAnotherCommunityIsNotTaken() {
    assertRefused(
        receive(
            account,
            VkFixtures.body("message_text").put("secret", SECRET).put("group_id", 218_700_002)),
        "another community");
  }

  @Test
  void accountWithoutSecretTakesNoEvents() {
    assertRefused(
        receive(
            VkFixtures.account("confirmation", "fa4ec0de"),
            VkFixtures.body("message_text").put("secret", "")),
        "has no secret");
  }
}
