package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of accounts whose owner is gone without a word, in the middle of a call. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class KillIT {
  private static final int PARTITIONS = 2;

  /** Long enough for a new owner on a busy machine to come while a call may still be under way. */
  private static final Duration LONG_CALL = Duration.ofSeconds(30);

  private static final Duration USUAL_CALL = Duration.ofSeconds(5);

  @Inject Post post;
  @Inject FakePlatform platform;
  @Inject Replica replica;

  private Replica.Member owner;

  /** Topics are made by the first command. */
  @BeforeEach
  void secondOwner() {
    post.awaitLast(post.send(post.open(), Post.conversation(), "hello"), Result.DELIVERED);
    owner = replica.arrives();
    platform.callsMayTake(LONG_CALL);
  }

  @AfterEach
  void oneOwner() {
    platform.callsMayTake(USUAL_CALL);
    owner.close();
  }

  /** In time for a new owner that has waited for the end of a call. */
  private static ConditionFactory inTime() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }

  /** An account of the second owner. */
  private AccountRef account(ObjectNode settings) {
    return Stream.generate(() -> post.open(settings))
        .filter(ref -> owner.numbers().contains(TopicPartitioner.partitionOf(ref, PARTITIONS)))
        .findFirst()
        .orElseThrow();
  }

  private List<FakePlatform.Call> calls(String chat, int number) {
    inTime().until(() -> platform.calls(chat).size() >= number);
    return platform.calls(chat);
  }

  private static Instant overBy(Delivery started) {
    return started.at().plusMillis(started.withinMs().orElseThrow());
  }

  /** A call that has begun and is not answered. */
  private record Begun(String chat, Command command, Delivery started) {
    Instant overBy() {
      return KillIT.overBy(started);
    }
  }

  private Begun begin(AccountRef account, Uni<DeliveryResult> answer) {
    String chat = Post.conversation();
    platform.scriptCall(chat, call -> answer);
    Command command = post.send(account, chat, "first");
    calls(chat, 1);
    return new Begun(chat, command, post.awaitLast(command, Result.STARTED));
  }

  @Test
  void onlyTheConversationOfACallThatMayBeUnderWayWaitsForItsEnd() {
    // Given
    AccountRef account = account(Post.settings());
    AccountRef neighbour = account(Post.settings());
    Begun upload = begin(account, Uni.createFrom().nothing());
    Command behind = post.send(account, upload.chat(), "second");

    // When
    owner.dies();
    Command beside = post.send(account, Post.conversation(), "hello");
    Command other = post.send(neighbour, Post.conversation(), "hello");

    // Then
    inTime().until(() -> Stream.of(beside, other).allMatch(this::isDelivered));
    assertThat(Stream.of(beside, other).map(c -> post.awaitLast(c, Result.STARTED).at()))
        .allSatisfy(at -> assertThat(at).isBefore(upload.overBy()));
    inTime().until(() -> isDelivered(behind));
    assertThat(platform.texts(upload.chat())).containsExactly("first", "first", "second");
    assertThat(post.awaitLast(upload.command(), Result.STARTED).at())
        .isAfterOrEqualTo(upload.overBy());
  }

  @Test
  void whatAnOwnerOutOfTouchStillBringsToItsEndIsNotDoneAgain() {
    // Given
    AccountRef account = account(Post.settings());
    CompletableFuture<DeliveryResult> answer = new CompletableFuture<>();
    Begun upload = begin(account, Uni.createFrom().completionStage(answer));
    Command behind = post.send(account, upload.chat(), "second");

    // When
    owner.losesTouch();
    Command beside = post.send(account, Post.conversation(), "hello");
    inTime().until(() -> isDelivered(beside));
    answer.complete(DeliveryResult.Delivered.as("m1"));

    // Then
    inTime().until(() -> isDelivered(behind));
    assertThat(platform.texts(upload.chat())).containsExactly("first", "second");
    assertThat(post.results(upload.command())).containsExactly(Result.STARTED, Result.DELIVERED);
    assertThat(post.awaitLast(behind, Result.STARTED).at()).isAfterOrEqualTo(upload.overBy());
  }

  @Test
  void callsThatMayBeRepeatedEndWithTheLeaseAndHoldUpNobody() {
    // Given
    AccountRef account = account(Post.settings().put("repeatable", true));
    String chat = Post.conversation();
    CompletableFuture<DeliveryResult> answer = new CompletableFuture<>();
    platform.scriptCall(chat, call -> Uni.createFrom().completionStage(answer));
    Command first = post.send(account, chat, "first");
    Command behind = post.send(account, chat, "second");
    long begun = calls(chat, 1).getFirst().nanos();

    // When
    owner.losesTouch();

    // Then
    inTime().until(() -> isDelivered(first) && isDelivered(behind));
    assertThat(answer).as("the call of the owner before").isCancelled();
    assertThat(platform.texts(chat)).containsExactly("first", "first", "second");
    assertThat(Duration.ofNanos(platform.calls(chat).get(1).nanos() - begun)).isLessThan(LONG_CALL);
  }

  private boolean isDelivered(Command command) {
    return post.results(command).contains(Result.DELIVERED);
  }
}
