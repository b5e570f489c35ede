package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
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
}
