package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery.Result;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Limits belong to accounts, however many processes send. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class ReplicasIT {
  private static final int PARTITIONS = 2;
  private static final int PER_SECOND = 40;
  private static final int PER_SECOND_IN_A_CHAT = 5;
  private static final int CHATS = 12;
  private static final int MESSAGES = 15;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Inject Post post;
  @Inject FakePlatform platform;
  @Inject Replica replica;

  /** Two accounts on each partition number. */
  private List<AccountRef> accounts() {
    Map<Integer, List<AccountRef>> found = new ConcurrentHashMap<>();
    while (found.size() < PARTITIONS || found.values().stream().anyMatch(refs -> refs.size() < 2)) {
      AccountRef ref =
          post.open(
              Post.settings()
                  .put("repeatable", true)
                  .put("per-second", PER_SECOND)
                  .put("chat-per-second", PER_SECOND_IN_A_CHAT));
      found
          .computeIfAbsent(TopicPartitioner.partitionOf(ref, PARTITIONS), n -> new ArrayList<>())
          .add(ref);
    }
    return found.values().stream().flatMap(refs -> refs.subList(0, 2).stream()).toList();
  }

  private long made(List<AccountRef> accounts) {
    return accounts.stream().mapToLong(a -> platform.callsOf(a.name()).size()).sum();
  }

  @Test
  void limitsHoldWhileAccountsGoToAnotherOwnerAndBack() {
    List<AccountRef> accounts = accounts();
    List<Command> commands = new ArrayList<>();
    Map<String, AccountRef> chats = new ConcurrentHashMap<>();
    for (AccountRef account : accounts) {
      for (int i = 0; i < CHATS; i++) {
        chats.put(Post.conversation(), account);
      }
    }
    for (int n = 0; n < MESSAGES; n++) {
      int number = 100 + n;
      chats.forEach(
          (chat, account) -> commands.add(Post.command(account, chat, Integer.toString(number))));
    }
    post.sendAll(commands);
    Post.soon().until(() -> made(accounts) > commands.size() / 5);
    try (Replica.Member other = replica.arrives()) {
      assertThat(other.numbers()).hasSize(1);
      long then = made(accounts);
      Post.soon().until(() -> made(accounts) > then + commands.size() / 5);
    }
    Awaitility.await().atMost(PATIENCE).until(() -> made(accounts) >= commands.size());
    commands.forEach(command -> post.awaitLast(command, Result.DELIVERED));

    List<String> expected =
        IntStream.range(0, MESSAGES).mapToObj(n -> Integer.toString(100 + n)).toList();
    assertThat(chats.keySet())
        .allSatisfy(chat -> {
          assertThat(platform.texts(chat)).isEqualTo(expected);
          assertThat(FakePlatform.tooMany(platform.calls(chat), PER_SECOND_IN_A_CHAT)).isEmpty();
        });
    assertThat(accounts)
        .allSatisfy(account ->
            assertThat(FakePlatform.tooMany(platform.callsOf(account.name()), PER_SECOND))
                .isEmpty());
  }

  @Test
  void waitThatTheOwnerBeforeWasToldIsKeptForThatAccountAndNoOther() {
    Duration asked = Duration.ofSeconds(8);
    List<AccountRef> accounts = accounts();
    List<AccountRef> told = List.of(accounts.get(0), accounts.get(2));
    List<AccountRef> neighbours = List.of(accounts.get(1), accounts.get(3));
    told.forEach(account -> {
      String chat = Post.conversation();
      platform.script(chat, new DeliveryResult.Throttled(asked, DeliveryResult.Scope.ACCOUNT));
      post.awaitLast(post.send(account, chat, "first"), Result.THROTTLED);
    });
    try (Replica.Member other = replica.arrives()) {
      assertThat(other.numbers()).hasSize(1);
      List<Command> wait = send(told);
      send(neighbours).forEach(command -> post.awaitLast(command, Result.DELIVERED));
      wait.forEach(command -> post.awaitLast(command, Result.DELIVERED));
    }
    assertThat(told)
        .allSatisfy(account -> {
          List<FakePlatform.Call> calls = platform.callsOf(account.name());
          assertThat(calls).hasSize(3);
          assertThat(Duration.ofNanos(calls.get(1).nanos() - calls.getFirst().nanos()))
              .isGreaterThanOrEqualTo(asked.minusMillis(100));
        });
    assertThat(neighbours)
        .allSatisfy(account ->
            assertThat(platform.callsOf(account.name()).getFirst().nanos())
                .isLessThan(platform.callsOf(told.getFirst().name()).get(1).nanos()));
  }

  private List<Command> send(List<AccountRef> accounts) {
    return accounts.stream().map(a -> post.send(a, Post.conversation(), "hello")).toList();
  }
}
