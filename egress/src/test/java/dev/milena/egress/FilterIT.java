package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A deployment that serves some accounts, beside others that serve the rest. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(FilterIT.Mine.class)
class FilterIT {
  private static final String FILTER = FakePlatform.KEY + "/mine*";

  /** Accounts whose name says that they are ours. */
  public static class Mine implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("milena.accounts.filter", FILTER);
    }
  }

  @Inject Post post;
  @Inject FakePlatform platform;

  /** Whether all that was ever sent to the partition of this account is committed. */
  private static boolean isAllDone(AccountRef account) {
    TopicPartition partition =
        new TopicPartition(
            Topics.outbound(account.platform(), Priority.REPLY),
            TopicPartitioner.partitionOf(account, 2));
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestKafka.shared().bootstrapServers()))) {
      OffsetAndMetadata offset =
          admin
              .listConsumerGroupOffsets("milena-egress-" + FILTER)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(partition);
      long end =
          admin
              .listOffsets(Map.of(partition, OffsetSpec.latest()))
              .partitionResult(partition)
              .get()
              .offset();
      return offset != null && offset.offset() == end;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void commandsOfOthersArePassedOverAndThoseBehindThemAreDelivered() {
    AccountRef mine = new AccountRef(FakePlatform.KEY, TestKafka.randomName("mine"));
    post.publish(mine, 1, Post.settings());
    AccountRef theirs = stranger(TopicPartitioner.partitionOf(mine, 2));
    String chat = Post.conversation();
    Command before = post.send(mine, chat, "before");
    post.awaitLast(before, Result.DELIVERED);
    Command passedOver = post.send(theirs, Post.conversation(), "theirs");
    Command after = post.send(mine, chat, "after");
    post.awaitLast(after, Result.DELIVERED);
    Post.soon().until(() -> isAllDone(mine));
    assertThat(platform.texts(chat)).containsExactly("before", "after");
    assertThat(platform.callsOf(theirs.name())).isEmpty();
    assertThat(post.results(passedOver)).isEmpty();
    assertThat(post.parked(passedOver.id())).isEmpty();
  }

  /** An account of others whose commands come by the same partition. */
  private static AccountRef stranger(int number) {
    AccountRef ref;
    do {
      ref = new AccountRef(FakePlatform.KEY, TestKafka.randomName("theirs"));
    } while (TopicPartitioner.partitionOf(ref, 2) != number);
    return ref;
  }
}
