package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Content;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.model.MessageRef;
import dev.milena.model.Priority;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Reconciliation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a new owner of a partition makes of what the one before has left. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class TakeOverIT {
  private static final int PARTITIONS = 2;

  @Inject Post post;
  @Inject FakePlatform platform;

  /** One chat on an account of each partition number: it is not known which will move. */
  private record Chat(AccountRef account, String id) {}

  private static int number(AccountRef account) {
    return TopicPartitioner.partitionOf(account, PARTITIONS);
  }

  private Map<Integer, Chat> chats() {
    return bothNumbers(Post.settings());
  }

  private Map<Integer, Chat> bothNumbers(ObjectNode settings) {
    Map<Integer, Chat> found = new HashMap<>();
    while (found.size() < PARTITIONS) {
      AccountRef ref = post.open(settings);
      found.putIfAbsent(number(ref), new Chat(ref, Post.conversation()));
    }
    return found;
  }

  private Map<Integer, Command> sendAll(Map<Integer, Chat> chats, String text) {
    return chats.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e -> post.send(e.getValue().account(), e.getValue().id(), text)));
  }

  /** Lets another member come and go; the number that moved there and back. */
  private static int moved() {
    try (Rival rival = Rival.arrives()) {
      return rival.numbers().iterator().next();
    }
  }

  private static Uni<DeliveryResult> never() {
    return Uni.createFrom().nothing();
  }

  @Test
  void callThatWasBegunAndNotWrittenDownIsMadeOnceMore() {
    Map<Integer, Chat> chats = chats();
    chats.values().forEach(chat -> platform.scriptCall(chat.id(), call -> never()));
    Map<Integer, Command> commands = sendAll(chats, "hello");
    chats.values().forEach(chat -> Post.soon().until(() -> !platform.calls(chat.id()).isEmpty()));
    int moved = moved();
    Delivery done = post.awaitLast(commands.get(moved), Result.DELIVERED);
    assertThat(platform.texts(chats.get(moved).id())).containsExactly("hello", "hello");
    assertThat(done.attempt()).isEqualTo(2);
    assertThat(post.deliveries(commands.get(moved)))
        .anyMatch(d ->
            d.result() == Result.UNCONFIRMED
                && d.reason().filter("taken_over"::equals).isPresent());
  }

  @Test
  void callThatWasBegunIsLookedForWhereThePlatformCanTell() {
    Map<Integer, Chat> chats = bothNumbers(Post.settings().put("unknown", "park"));
    chats
        .values()
        .forEach(chat -> {
          platform.scriptCall(chat.id(), call -> never());
          platform.find(
              chat.id(),
              Uni.createFrom().item(new Reconciliation.Done(DeliveryResult.Delivered.as("m1"))));
        });
    Map<Integer, Command> commands = sendAll(chats, "hello");
    chats.values().forEach(chat -> Post.soon().until(() -> !platform.calls(chat.id()).isEmpty()));
    int moved = moved();
    Delivery done = post.awaitLast(commands.get(moved), Result.DELIVERED);
    assertThat(done.messageIds()).containsExactly("m1");
    assertThat(platform.texts(chats.get(moved).id())).containsExactly("hello");
  }

  @Test
  void callThatWasBegunAndNotWrittenDownIsParkedWhereTheAccountSaysSo() {
    Map<Integer, Chat> chats = bothNumbers(Post.settings().put("unknown", "park"));
    chats.values().forEach(chat -> platform.scriptCall(chat.id(), call -> never()));
    Map<Integer, Command> commands = sendAll(chats, "hello");
    Map<Integer, Command> next = sendAll(chats, "next");
    chats.values().forEach(chat -> Post.soon().until(() -> !platform.calls(chat.id()).isEmpty()));
    int moved = moved();
    post.awaitLast(next.get(moved), Result.DELIVERED);
    assertThat(post.awaitLast(commands.get(moved), Result.PARKED).reason()).contains("taken_over");
    assertThat(platform.texts(chats.get(moved).id())).containsExactly("hello", "next");
  }

  @Test
  void whatIsDoneIsNotDoneAgainAndWhatThePlatformAskedForIsKept() {
    Duration asked = Duration.ofSeconds(8);
    Map<Integer, Chat> chats = chats();
    chats
        .values()
        .forEach(chat ->
            platform.script(
                chat.id(), new DeliveryResult.Throttled(asked, DeliveryResult.Scope.CONVERSATION)));
    Map<Integer, Command> waits = sendAll(chats, "waits");
    waits.values().forEach(command -> post.awaitLast(command, Result.THROTTLED));
    Map<Integer, String> others = Map.of(0, Post.conversation(), 1, Post.conversation());
    List<Command> done =
        Stream.of(0, 1).map(n -> post.send(chats.get(n).account(), others.get(n), "done")).toList();
    done.forEach(command -> post.awaitLast(command, Result.DELIVERED));

    int moved = moved();

    post.awaitLast(waits.get(moved), Result.DELIVERED);
    Chat chat = chats.get(moved);
    assertThat(platform.texts(others.get(moved))).containsExactly("done");
    assertThat(platform.texts(chat.id())).containsExactly("waits", "waits");
    List<FakePlatform.Call> calls = platform.calls(chat.id());
    assertThat(Duration.ofNanos(calls.get(1).nanos() - calls.get(0).nanos()))
        .isGreaterThanOrEqualTo(asked.minusMillis(100));
  }

  @Test
  void stepsGoOnWhereTheOwnerBeforeStopped() {
    Map<Integer, Chat> chats = chats();
    chats
        .values()
        .forEach(chat -> {
          platform.script(chat.id(), DeliveryResult.Delivered.as("m1"));
          platform.scriptCall(chat.id(), call -> never());
        });
    Map<Integer, Command> commands = sendAll(chats, "a|b|c");
    chats.values().forEach(chat -> Post.soon().until(() -> platform.calls(chat.id()).size() == 2));
    int moved = moved();
    Post.soon().until(() -> platform.calls(chats.get(moved).id()).size() == 4);
    assertThat(platform.texts(chats.get(moved).id())).containsExactly("a", "b", "b", "c");
    Post.soon()
        .until(() ->
            post.results(commands.get(moved)).stream().filter(Result.DELIVERED::equals).count()
                == 3);
  }

  @Test
  void preparationsWithoutATraceAreMadeAgain() {
    Map<Integer, Chat> chats = bothNumbers(Post.settings().put("repeatable", true));
    chats
        .values()
        .forEach(chat -> {
          platform.script(
              chat.id(), new DeliveryResult.Delivered(List.of(), Map.of("upload", "u1")));
          platform.scriptCall(chat.id(), call -> never());
          platform.script(
              chat.id(), new DeliveryResult.Delivered(List.of(), Map.of("upload", "u2")));
        });
    sendAll(chats, "upload|send");
    chats.values().forEach(chat -> Post.soon().until(() -> platform.calls(chat.id()).size() == 2));
    int moved = moved();
    String chat = chats.get(moved).id();
    Post.soon().until(() -> platform.calls(chat).size() == 4);
    assertThat(platform.texts(chat)).containsExactly("upload", "send", "upload", "send");
    assertThat(platform.calls(chat).getLast().earlier()).containsEntry("upload", "u2");
  }

  @Test
  void commandThatTheRouterSendsAgainIsFoundAmongTheDeliveries() {
    Map<Integer, Chat> chats = chats();
    Instant before = Instant.now();
    Map<Integer, Command> commands = sendAll(chats, "hello");
    commands.values().forEach(command -> post.awaitLast(command, Result.DELIVERED));
    post.send(Post.again(commands.get(0), before));
    int moved = moved();
    commands.values().forEach(command -> post.send(Post.again(command, before)));
    Map<Integer, Command> next = sendAll(chats, "next");
    next.values().forEach(command -> post.awaitLast(command, Result.DELIVERED));
    assertThat(moved).isBetween(0, 1);
    chats
        .values()
        .forEach(chat -> assertThat(platform.texts(chat.id())).containsExactly("hello", "next"));
  }

  @Test
  void messageOfTheOwnerBeforeCanStillBeNamed() {
    Map<Integer, Chat> chats = chats();
    chats.values().forEach(chat -> platform.script(chat.id(), DeliveryResult.Delivered.as("m1")));
    Map<Integer, Command> sent = sendAll(chats, "hello");
    sent.values().forEach(command -> post.awaitLast(command, Result.DELIVERED));
    int moved = moved();
    Action edit =
        new Action.Edit(new MessageRef.SentBy(sent.get(moved).id()), Content.plain("bye"));
    Chat chat = chats.get(moved);
    post.awaitLast(
        post.send(Post.command(chat.account(), chat.id(), edit, Priority.REPLY)), Result.DELIVERED);
    assertThat(platform.texts(chat.id())).containsExactly("hello", "bye in m1");
  }

  @Test
  void callUnderWayIsFinishedBeforeThePartitionGoes() {
    Map<Integer, Chat> chats = chats();
    chats
        .values()
        .forEach(chat ->
            platform.scriptCall(
                chat.id(),
                call ->
                    Uni.createFrom()
                        .<DeliveryResult>item(DeliveryResult.Delivered.as("m1"))
                        .onItem()
                        .delayIt()
                        .by(Duration.ofMillis(1500))));
    Map<Integer, Command> commands = sendAll(chats, "hello");
    chats.values().forEach(chat -> Post.soon().until(() -> !platform.calls(chat.id()).isEmpty()));
    int moved = moved();
    Map<Integer, Command> next = sendAll(chats, "next");
    post.awaitLast(next.get(moved), Result.DELIVERED);
    assertThat(post.results(commands.get(moved))).containsExactly(Result.STARTED, Result.DELIVERED);
    assertThat(platform.texts(chats.get(moved).id())).containsExactly("hello", "next");
  }
}
