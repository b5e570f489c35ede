package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Envelopes;
import dev.milena.model.Topics;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a platform can tell what became of a call, nothing is doubled and nobody is asked. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class ReconcileIT {
  private static final DeliveryResult SILENCE = new DeliveryResult.Unconfirmed("no_answer");

  @Inject Post post;
  @Inject FakePlatform platform;

  private static Uni<Reconciliation> says(Reconciliation finding) {
    return Uni.createFrom().item(finding);
  }

  private static Uni<Reconciliation> done(String messageId) {
    return says(new Reconciliation.Done(DeliveryResult.Delivered.as(messageId)));
  }

  @Test
  void callThatThePlatformRemembersIsNotMadeAgain() {
    AccountRef account = post.open(Post.settings().put("unknown", "park"));
    String chat = Post.conversation();
    platform.script(chat, SILENCE);
    platform.find(chat, done("m1"));
    Command command = post.send(account, chat, "hello");
    Delivery delivery = post.awaitLast(command, Result.DELIVERED);
    assertThat(delivery.messageIds()).containsExactly("m1");
    assertThat(platform.texts(chat)).containsExactly("hello");
  }

  @Test
  void callThatThePlatformNeverSawIsMadeAgainWhateverTheAccountSays() {
    AccountRef account = post.open(Post.settings().put("unknown", "park"));
    String chat = Post.conversation();
    platform.script(chat, SILENCE);
    platform.find(chat, says(new Reconciliation.NotDone()));
    Command command = post.send(account, chat, "hello");
    post.awaitLast(command, Result.DELIVERED);
    assertThat(post.results(command))
        .containsExactly(Result.STARTED, Result.UNREACHED, Result.STARTED, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("hello", "hello");
  }

  @Test
  void platformThatIsSilentAboutItIsAskedAgainAndNotCalled() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(chat, SILENCE);
    for (int i = 0; i < 6; i++) {
      platform.find(chat, Uni.createFrom().failure(new IllegalStateException("no answer")));
    }
    platform.find(chat, done("m1"));
    Command command = post.send(account, chat, "hello");
    post.awaitLast(command, Result.DELIVERED);
    assertThat(platform.sought(chat)).isEqualTo(7);
    assertThat(platform.texts(chat)).containsExactly("hello");
  }

  @Test
  void harmlessCallIsRepeatedWithoutLookingForIt() {
    AccountRef account = post.open(Post.settings().put("repeatable", true));
    String chat = Post.conversation();
    platform.script(chat, SILENCE);
    Command command = post.send(account, chat, "hello");
    post.awaitLast(command, Result.DELIVERED);
    assertThat(platform.sought(chat)).isZero();
  }

  /** What the router writes when the platform tells of a message that names the call. */
  private void tell(Command command, String messageId) {
    Delivery seen =
        new Delivery(
            command.id(),
            1,
            1,
            command.to(),
            Result.SEEN,
            Optional.empty(),
            Optional.empty(),
            List.of(messageId),
            0,
            Instant.now(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    post.append(Records.toRecord(Topics.DELIVERIES, seen.key(), Envelopes.wrap(seen)));
  }

  private AccountRef telling(String howLong) {
    return post.open(Post.settings().put("unknown", "park").put("tells-within", howLong));
  }

  @Test
  void callThatThePlatformTellsOfByItselfIsNotMadeAgain() {
    AccountRef account = telling("1h");
    String chat = Post.conversation();
    platform.script(chat, SILENCE);
    Command command = post.send(account, chat, "hello");
    post.awaitLast(command, Result.UNCONFIRMED);
    tell(command, "m1");
    Delivery delivery = post.awaitLast(command, Result.DELIVERED);
    assertThat(delivery.messageIds()).containsExactly("m1");
    assertThat(platform.texts(chat)).containsExactly("hello");
  }

  @Test
  void whatWasToldWhileTheAnswerWasWaitedForSettlesTheCallAtOnce() {
    AccountRef account = telling("1h");
    String chat = Post.conversation();
    Command command = Post.command(account, chat, "hello");
    platform.scriptCall(
        chat,
        call ->
            Uni.createFrom()
                .item(() -> {
                  tell(command, "m1");
                  return SILENCE;
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
    post.send(command);
    post.awaitLast(command, Result.DELIVERED);
    assertThat(post.results(command))
        .containsExactly(Result.STARTED, Result.SEEN, Result.DELIVERED);
  }

  @Test
  void whenNothingIsToldInTimeTheAccountSays() {
    AccountRef account = telling("1ms");
    String chat = Post.conversation();
    platform.script(chat, SILENCE);
    Command command = post.send(account, chat, "hello");
    post.awaitLast(command, Result.PARKED);
    assertThat(platform.texts(chat)).containsExactly("hello");
  }
}
