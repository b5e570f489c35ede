package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Priority;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** More than fits into memory (300 texts in these tests), and who goes first. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class LoadIT {
  @Inject Post post;
  @Inject FakePlatform platform;

  @Test
  void tenTimesTheBoundIsDeliveredInOrder() {
    AccountRef account = post.open(Post.settings().put("repeatable", true));
    List<String> chats = IntStream.range(0, 20).mapToObj(i -> Post.conversation()).toList();
    chats.forEach(c ->
        platform.script(
            c,
            new DeliveryResult.Throttled(
                Duration.ofSeconds(3), DeliveryResult.Scope.CONVERSATION)));
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      commands.add(Post.command(account, chats.get(i % 20), "" + i / 20));
    }
    post.sendAll(commands);
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> chats.stream().allMatch(c -> platform.calls(c).size() == 151));
    List<String> expected = IntStream.range(0, 150).mapToObj(Integer::toString).toList();
    chats.forEach(c -> assertThat(platform.texts(c).subList(1, 151)).isEqualTo(expected));
  }

  @Test
  void replyOvertakesTwoThousandBulkMessages() {
    AccountRef account = post.open(Post.settings().put("repeatable", true).put("per-second", 50));
    List<Command> bulk =
        IntStream.range(0, 2000)
            .mapToObj(i ->
                Post.command(
                    account,
                    Post.conversation(),
                    Action.Send.of(Content.plain("bulk")),
                    Priority.BULK))
            .toList();
    post.sendAll(bulk);
    Post.soon().until(() -> platform.callsOf(account.name()).size() > 10);
    long sent = System.nanoTime();
    String chat = Post.conversation();
    Command reply = post.send(account, chat, "reply");
    post.awaitLast(reply, Result.DELIVERED);
    assertThat(Duration.ofNanos(platform.calls(chat).getFirst().nanos() - sent))
        .isLessThan(Duration.ofSeconds(2));
    assertThat(platform.callsOf(account.name()).size()).isLessThan(500);

    post.publish(account, 2, Post.settings().put("repeatable", true));
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> platform.callsOf(account.name()).size() == 2001);
  }

  @Test
  void oneAccountThatDoesNotAnswerDelaysNoOther() {
    AccountRef broken = post.open();
    AccountRef sound = post.open();
    List<Command> stuck =
        IntStream.range(0, 200)
            .mapToObj(i -> Post.command(broken, Post.conversation(), "stuck"))
            .toList();
    stuck.forEach(c ->
        platform.scriptCall(
            c.to().conversation(), call -> io.smallrye.mutiny.Uni.createFrom().nothing()));
    post.sendAll(stuck);
    Post.soon().until(() -> platform.callsOf(broken.name()).size() >= 64);
    long before = System.nanoTime();
    Command command = post.send(sound, Post.conversation(), "hello");
    post.awaitLast(command, Result.DELIVERED);
    long took = platform.callsOf(sound.name()).getFirst().nanos() - before;
    assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(2));
  }
}
