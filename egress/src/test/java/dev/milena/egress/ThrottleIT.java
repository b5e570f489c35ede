package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery.Result;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.DeliveryResult.Scope;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class ThrottleIT {
  private static final Duration ASKED = Duration.ofSeconds(2);

  @Inject Post post;
  @Inject FakePlatform platform;

  @Test
  void throttledConversationWaitsAsLongAsAskedAndDelaysNobody() {
    AccountRef account = post.open();
    String slow = Post.conversation();
    String other = Post.conversation();
    platform.script(slow, new DeliveryResult.Throttled(ASKED, Scope.CONVERSATION));
    Command first = post.send(account, slow, "first");
    Command second = post.send(account, slow, "second");
    post.awaitLast(first, Result.THROTTLED);
    Command elsewhere = post.send(account, other, "elsewhere");
    post.awaitLast(elsewhere, Result.DELIVERED);
    assertThat(platform.texts(slow)).containsExactly("first");
    post.awaitLast(second, Result.DELIVERED);
    assertThat(platform.texts(slow)).containsExactly("first", "first", "second");
    assertThat(between(platform.calls(slow), 0, 1)).isGreaterThanOrEqualTo(ASKED);
    assertThat(between(platform.calls(slow), 0, 1)).isLessThan(ASKED.multipliedBy(2));
    assertThat(post.awaitLast(first, Result.THROTTLED).retryAfterMs()).contains(ASKED.toMillis());
  }

  @Test
  void throttledAccountWaitsAsAWholeAndDelaysNoOther() {
    AccountRef account = post.open();
    AccountRef other = post.open();
    String chat = Post.conversation();
    String sibling = Post.conversation();
    platform.script(chat, new DeliveryResult.Throttled(ASKED, Scope.ACCOUNT));
    Command first = post.send(account, chat, "first");
    post.awaitLast(first, Result.THROTTLED);
    Command waits = post.send(account, sibling, "waits");
    Command elsewhere = post.send(other, Post.conversation(), "elsewhere");
    post.awaitLast(elsewhere, Result.DELIVERED);
    assertThat(platform.calls(sibling)).isEmpty();
    post.awaitLast(waits, Result.DELIVERED);
    long waited =
        platform.calls(sibling).getFirst().nanos() - platform.calls(chat).getFirst().nanos();
    assertThat(Duration.ofNanos(waited)).isGreaterThanOrEqualTo(ASKED);
  }

  @Test
  void limitsAreKeptBeforeThePlatformComplains() {
    AccountRef account = post.open(Post.settings().put("per-second", 20));
    List<Command> commands =
        IntStream.range(0, 41)
            .mapToObj(i -> Post.command(account, Post.conversation(), "n" + i))
            .toList();
    post.sendAll(commands);
    Post.soon().until(() -> platform.callsOf(account.name()).size() == 41);
    // Two seconds; how near to it a busy machine comes is not asked, PacingTest knows the rate.
    assertThat(between(platform.callsOf(account.name()), 0, 40))
        .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(10));
  }

  @Test
  void limitOfAConversationHoldsBackOnlyThat() {
    AccountRef account = post.open(Post.settings().put("chat-per-second", 2));
    String busy = Post.conversation();
    List<Command> commands =
        IntStream.range(0, 4).mapToObj(i -> Post.command(account, busy, "n" + i)).toList();
    post.sendAll(commands);
    Command elsewhere = post.send(account, Post.conversation(), "elsewhere");
    post.awaitLast(elsewhere, Result.DELIVERED);
    assertThat(platform.calls(busy)).hasSizeLessThan(4);
    post.awaitLast(commands.getLast(), Result.DELIVERED);
    assertThat(platform.texts(busy)).containsExactly("n0", "n1", "n2", "n3");
    assertThat(between(platform.calls(busy), 0, 3)).isGreaterThanOrEqualTo(Duration.ofMillis(1400));
  }

  private static Duration between(List<FakePlatform.Call> calls, int from, int to) {
    return Duration.ofNanos(calls.get(to).nanos() - calls.get(from).nanos());
  }
}
