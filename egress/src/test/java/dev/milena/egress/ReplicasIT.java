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
  private static final int MESSAGES = 25;
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
    assertThat(chats.keySet()).allSatisfy(chat -> {
      assertThat(platform.texts(chat)).isEqualTo(expected);
      assertThat(violations(platform.calls(chat), PER_SECOND_IN_A_CHAT)).isEmpty();
    });
    assertThat(accounts)
        .allSatisfy(account ->
            assertThat(violations(platform.callsOf(account.name()), PER_SECOND)).isEmpty());
  }

  /**
   * Calls that came too early: in any stretch of time there may be as many as the limit lets
   * through in it, and one to begin with.
   */
  private static List<String> violations(List<FakePlatform.Call> calls, int perSecond) {
    List<Long> at = calls.stream().map(FakePlatform.Call::nanos).sorted().toList();
    List<String> found = new ArrayList<>();
    for (int from = 0; from < at.size(); from++) {
      for (int to = from + 1; to < at.size(); to++) {
        double seconds = (at.get(to) - at.get(from)) / 1e9;
        if (to - from > seconds * perSecond + 1) {
          found.add("%d calls after %.3f s".formatted(to - from, seconds));
        }
      }
    }
    return found;
  }

  @Test
  void whatTheNewOwnerIsToldToWaitIsTheAccountsAlone() {
    List<AccountRef> accounts = accounts();
    Duration asked = Duration.ofSeconds(6);
    AccountRef told = accounts.getFirst();
    AccountRef neighbour = accounts.get(1);
    String chat = Post.conversation();
    platform.script(chat, new DeliveryResult.Throttled(asked, DeliveryResult.Scope.ACCOUNT));
    Command first = post.send(told, chat, "first");
    post.awaitLast(first, Result.THROTTLED);
    try (Replica.Member other = replica.arrives()) {
      assertThat(other.numbers()).hasSize(1);
      Command waits = post.send(told, Post.conversation(), "waits");
      Command beside = post.send(neighbour, Post.conversation(), "beside");
      post.awaitLast(beside, Result.DELIVERED);
      assertThat(platform.callsOf(told.name())).hasSize(1);
      post.awaitLast(waits, Result.DELIVERED);
    }
    List<FakePlatform.Call> calls = platform.callsOf(told.name());
    assertThat(calls.stream().skip(1))
        .allSatisfy(call ->
            assertThat(Duration.ofNanos(call.nanos() - calls.getFirst().nanos()))
                .isGreaterThanOrEqualTo(asked.minusMillis(200)));
  }
}
