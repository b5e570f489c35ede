package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery.Result;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nothing waits for longer than its text is kept. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(HorizonIT.Near.class)
class HorizonIT {
  /** Three seconds instead of most of a day. */
  public static class Near implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("milena.egress.horizon", "3s");
    }
  }

  @Inject Post post;
  @Inject FakePlatform platform;

  @Test
  void whatWaitsForAMendedAccountForTooLongIsParked() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(chat, new DeliveryResult.Misconfigured("unauthorized"));
    Command command = post.send(account, chat, "hello");
    assertThat(post.awaitLast(command, Result.PARKED).reason()).contains("horizon");
    assertThat(platform.calls(chat)).hasSize(1);
    Post.soon().until(() -> post.parked(command.id()).isPresent());
  }

  @Test
  void whatThePlatformStopsForTooLongIsParkedAndItsConversationFollows() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(
        chat, new DeliveryResult.Throttled(Duration.ofHours(1), DeliveryResult.Scope.CONVERSATION));
    Command first = post.send(account, chat, "first");
    Command second = post.send(account, chat, "second");
    post.awaitLast(first, Result.PARKED);
    post.awaitLast(second, Result.PARKED);
    assertThat(platform.calls(chat)).hasSize(1);
  }

  @Test
  void platformThatStaysAwayIsTriedUntilThen() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    DeliveryResult away = new DeliveryResult.Unreached("no_connection");
    for (int i = 0; i < 100; i++) {
      platform.script(chat, away);
    }
    Command command = post.send(account, chat, "hello");
    assertThat(post.awaitLast(command, Result.PARKED).attempt()).isGreaterThan(5);
  }
}
