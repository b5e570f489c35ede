package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Kafka's side of it: what is committed, and what happens while Kafka is away. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class CommitIT {
  @Inject Post post;
  @Inject FakePlatform platform;

  private static TopicPartition partition(AccountRef account, Priority priority) {
    return new TopicPartition(
        Topics.outbound(account.platform(), priority), TopicPartitioner.partitionOf(account, 2));
  }

  private static long committed(TopicPartition partition) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
      var offset =
          admin
              .listConsumerGroupOffsets("milena-egress")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(partition);
      return offset == null ? 0 : offset.offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long end(TopicPartition partition) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void onlyWhatIsDoneIsCommittedAndThatWithinASecondOrTwo() {
    AccountRef account = post.open();
    String slow = Post.conversation();
    platform.script(
        slow,
        new DeliveryResult.Throttled(Duration.ofSeconds(4), DeliveryResult.Scope.CONVERSATION));
    TopicPartition partition = partition(account, Priority.REPLY);
    Command waits = post.send(account, slow, "waits");
    post.awaitLast(waits, Result.THROTTLED);
    Command done = post.send(account, Post.conversation(), "done");
    post.awaitLast(done, Result.DELIVERED);
    long end = end(partition);
    Post.soon().until(() -> committed(partition) == end - 2);
    post.awaitLast(waits, Result.DELIVERED);
    Post.soon().until(() -> committed(partition) == end);
  }

  @Test
  void limitsHoldWhenAllThatWaitedForKafkaMayGoOn() {
    int perSecond = 10;
    AccountRef account = post.open(Post.settings().put("per-second", perSecond));
    List<Command> commands =
        IntStream.range(0, 40)
            .mapToObj(i -> Post.command(account, Post.conversation(), "hello"))
            .toList();
    post.sendAll(commands);
    Post.soon().until(() -> platform.callsOf(account.name()).size() >= 3);
    awayForThreeSeconds();
    commands.forEach(command -> post.awaitLast(command, Result.DELIVERED));
    assertThat(FakePlatform.tooMany(platform.callsOf(account.name()), perSecond)).isEmpty();
  }

  private static void awayForThreeSeconds() {
    TestKafka.shared().stop();
    try {
      long stopped = System.nanoTime();
      Post.soon().until(() -> System.nanoTime() - stopped > Duration.ofSeconds(3).toNanos());
    } finally {
      TestKafka.shared().start();
    }
  }

  @Test
  void callThatEndsWhileKafkaIsAwayIsWrittenDownWhenItIsBack() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.scriptCall(
        chat,
        call ->
            Uni.createFrom()
                .<DeliveryResult>item(DeliveryResult.Delivered.as("m1"))
                .onItem()
                .delayIt()
                .by(Duration.ofSeconds(1)));
    Command command = post.send(account, chat, "hello");
    Post.soon().until(() -> !platform.calls(chat).isEmpty());
    awayForThreeSeconds();
    post.awaitLast(command, Result.DELIVERED);
    Command next = post.send(account, chat, "next");
    post.awaitLast(next, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("hello", "next");
  }
}
