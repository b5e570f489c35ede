package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.bus.Records;
import dev.milena.bus.TopicPartitioner;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.CommandIds;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Envelopes;
import dev.milena.model.ParkedOrder;
import dev.milena.model.Topics;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What an operator wants done with parked commands is done in their conversation's lane. */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class ParkedOrdersIT {
  private static final DeliveryResult UNANSWERED = new DeliveryResult.Unconfirmed("no_answer");

  @Inject Post post;
  @Inject FakePlatform platform;

  private AccountRef cautious() {
    return post.open(Post.settings().put("unknown", "park"));
  }

  /** A command that was set aside since nobody knows what became of its call. */
  private Command parked(AccountRef account, String chat, String text) {
    platform.script(chat, UNANSWERED);
    Command command = post.send(account, chat, text);
    post.awaitLast(command, Result.PARKED);
    return command;
  }

  private ParkedOrder order(Command command, String key, int replay, ParkedOrder.Type type) {
    return order(post, command, key, replay, type);
  }

  private static ParkedOrder order(
      Post post, Command command, String key, int replay, ParkedOrder.Type type) {
    Post.soon().until(() -> post.parked(key).isPresent());
    ConsumerRecord<String, byte[]> record = post.parked(key).orElseThrow();
    return new ParkedOrder(
        CommandIds.of(key, 0, type.word(), command.key()),
        type,
        command.to(),
        Instant.now(),
        command.id(),
        key,
        record.partition(),
        record.offset(),
        replay);
  }

  private ParkedOrder replay(Command command) {
    return order(command, command.id(), 1, ParkedOrder.Type.REPLAY);
  }

  /** What an operator's wish to have a parked command sent becomes. */
  static ProducerRecord<String, byte[]> replayOf(Post post, Command command) {
    return record(command, order(post, command, command.id(), 1, ParkedOrder.Type.REPLAY));
  }

  private static ProducerRecord<String, byte[]> record(Command command, ParkedOrder order) {
    return Records.toRecord(
        Topics.outbound(command.to().platform(), command.priority()),
        order.key(),
        Envelopes.wrap(order));
  }

  private void give(Command command, ParkedOrder order) {
    post.append(record(command, order));
  }

  @Test
  void parkedCommandGoesBeforeTheNewerOnesThatWait() {
    AccountRef account = cautious();
    String chat = Post.conversation();
    Command parked = parked(account, chat, "parked");
    platform.script(
        chat,
        new DeliveryResult.Throttled(Duration.ofSeconds(3), DeliveryResult.Scope.CONVERSATION));
    Command carried = post.send(account, chat, "carried");
    post.awaitLast(carried, Result.THROTTLED);
    Command waiting = post.send(account, chat, "waiting");

    give(parked, replay(parked));
    Command newer = post.send(account, chat, "newer");

    post.awaitLast(newer, Result.DELIVERED);
    post.awaitLast(waiting, Result.DELIVERED);
    assertThat(platform.texts(chat))
        .containsExactly("parked", "carried", "carried", "parked", "waiting", "newer");
    assertThat(post.results(parked)).endsWith(Result.REPLAYED, Result.STARTED, Result.DELIVERED);
    Post.soon().until(() -> post.isUnparked(parked.id()));
  }

  @Test
  void severalOrdersAreCarriedOutInTheirOrder() {
    AccountRef account = cautious();
    String chat = Post.conversation();
    Command first = parked(account, chat, "1");
    Command second = parked(account, chat, "2");
    Command third = parked(account, chat, "3");

    give(first, replay(first));
    give(second, replay(second));
    give(third, replay(third));
    post.awaitLast(post.send(account, chat, "newer"), Result.DELIVERED);

    assertThat(platform.texts(chat)).containsExactly("1", "2", "3", "1", "2", "3", "newer");
  }

  @Test
  void orderThatComesTwiceIsCarriedOutOnce() {
    AccountRef account = cautious();
    String chat = Post.conversation();
    Command parked = parked(account, chat, "parked");
    ParkedOrder order = replay(parked);

    give(parked, order);
    give(parked, order);
    post.awaitLast(post.send(account, chat, "newer"), Result.DELIVERED);
    give(parked, order);
    post.awaitLast(post.send(account, chat, "newest"), Result.DELIVERED);

    assertThat(platform.texts(chat)).containsExactly("parked", "parked", "newer", "newest");
  }

  @Test
  void stepsThatAreDoneAreNotDoneAgain() {
    AccountRef account = cautious();
    String chat = Post.conversation();
    platform.script(chat, DeliveryResult.Delivered.as("m/1"), UNANSWERED);
    Command command = post.send(account, chat, "a|b|c");
    post.awaitLast(command, Result.PARKED);

    give(command, replay(command));
    post.awaitLast(post.send(account, chat, "newer"), Result.DELIVERED);

    assertThat(platform.texts(chat)).containsExactly("a", "b", "b", "c", "newer");
    assertThat(Records.find(post.parked(command.id()).orElseThrow().headers(), "ce_done"))
        .contains("1/m%2F1");
  }

  @Test
  void whatFailsAgainIsParkedAgainAsARecordOfItsOwn() {
    AccountRef account = cautious();
    String chat = Post.conversation();
    Command command = parked(account, chat, "parked");
    String again = command.id() + "#1";
    platform.script(chat, UNANSWERED);

    give(command, replay(command));
    Post.soon().until(() -> post.parked(again).isPresent() && post.isUnparked(command.id()));
    give(command, order(command, again, 2, ParkedOrder.Type.REPLAY));
    Post.soon().until(() -> post.isUnparked(again));

    assertThat(platform.texts(chat)).containsExactly("parked", "parked", "parked");
    assertThat(post.results(command)).endsWith(Result.DELIVERED);
    assertThat(Records.find(post.parked(again).orElseThrow().headers(), "ce_indoubt"))
        .contains("true");
  }

  @Test
  void droppedCommandIsNeverSent() {
    AccountRef account = cautious();
    String chat = Post.conversation();
    Command parked = parked(account, chat, "parked");

    give(parked, order(parked, parked.id(), 0, ParkedOrder.Type.DROP));

    assertThat(post.awaitLast(parked, Result.REJECTED).reason()).contains("dropped");
    Post.soon().until(() -> post.isUnparked(parked.id()));
    post.awaitLast(post.send(account, chat, "newer"), Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("parked", "newer");
  }

  @Test
  void orderForAHeldAccountWaitsWithIt() {
    AccountRef account = cautious();
    String chat = Post.conversation();
    Command parked = parked(account, chat, "parked");
    platform.script(chat, new DeliveryResult.Misconfigured("unauthorized"));

    give(parked, replay(parked));
    post.awaitLast(parked, Result.MISCONFIGURED);
    assertThat(post.isUnparked(parked.id())).isFalse();
    post.publish(account, 2, Post.settings().put("token", "mended"));

    post.awaitLast(parked, Result.DELIVERED);
    Post.soon().until(() -> post.isUnparked(parked.id()));
    assertThat(platform.texts(chat)).containsExactly("parked", "parked", "parked");
  }

  /**
   * A call before it that never ends keeps the commits back: so the new owner also reads the
   * command itself once more.
   */
  @Test
  void newOwnerGoesOnWithAnOrderThatTheOneBeforeHadBegun() {
    Map<Integer, AccountRef> accounts = oneOfEachNumber();
    accounts
        .values()
        .forEach(account -> {
          String silent = Post.conversation();
          platform.scriptCall(silent, call -> Uni.createFrom().nothing());
          post.send(account, silent, "stuck");
          Post.soon().until(() -> !platform.calls(silent).isEmpty());
        });
    Map<Integer, String> chats = Map.of(0, Post.conversation(), 1, Post.conversation());
    Map<Integer, Command> parked = new HashMap<>();
    accounts.forEach((number, account) -> {
      String chat = chats.get(number);
      platform.script(chat, DeliveryResult.Delivered.as("m1"));
      parked.put(number, parked(account, chat, "a|b|c"));
      platform.script(chat, DeliveryResult.Delivered.as("m2"));
      platform.scriptCall(chat, call -> Uni.createFrom().nothing());
    });

    parked.values().forEach(command -> give(command, replay(command)));
    chats.values().forEach(chat -> Post.soon().until(() -> platform.calls(chat).size() == 4));
    int moved;
    try (Rival rival = Rival.arrives()) {
      moved = rival.numbers().iterator().next();
    }
    Command command = parked.get(moved);
    String again = command.id() + "#1";
    Post.soon().until(() -> post.parked(again).isPresent());
    give(command, order(command, again, 2, ParkedOrder.Type.REPLAY));
    Post.soon().until(() -> post.isUnparked(again));

    assertThat(platform.texts(chats.get(moved))).containsExactly("a", "b", "b", "c", "c");
    Post.soon().until(() -> post.isUnparked(command.id()));
  }

  @Test
  void nothingGoesBetweenThePartsOfAMessageThatTheOwnerBeforeHadBegun() {
    Map<Integer, AccountRef> accounts = oneOfEachNumber();
    Map<Integer, String> chats = Map.of(0, Post.conversation(), 1, Post.conversation());
    Map<Integer, Command> parked = new HashMap<>();
    accounts.forEach((number, account) -> {
      String chat = chats.get(number);
      parked.put(number, parked(account, chat, "parked"));
      platform.script(
          chat,
          DeliveryResult.Delivered.as("m1"),
          new DeliveryResult.Throttled(Duration.ofSeconds(8), DeliveryResult.Scope.CONVERSATION));
      post.send(account, chat, "a|b");
      post.send(account, chat, "waiting");
    });
    chats.values().forEach(chat -> Post.soon().until(() -> platform.calls(chat).size() == 3));
    parked.values().forEach(command -> give(command, replay(command)));
    int moved;
    try (Rival rival = Rival.arrives()) {
      moved = rival.numbers().iterator().next();
    }
    Post.soon().until(() -> platform.texts(chats.get(moved)).contains("waiting"));

    assertThat(platform.texts(chats.get(moved)))
        .containsExactly("parked", "a", "b", "b", "parked", "waiting");
  }

  private Map<Integer, AccountRef> oneOfEachNumber() {
    Map<Integer, AccountRef> accounts = new HashMap<>();
    while (accounts.size() < 2) {
      AccountRef account = cautious();
      accounts.putIfAbsent(TopicPartitioner.partitionOf(account, 2), account);
    }
    return accounts;
  }

  @Test
  void orderWhoseTextIsGoneHoldsUpNobody() {
    AccountRef account = cautious();
    String chat = Post.conversation();
    Command never = Post.command(account, chat, "never");
    ParkedOrder order =
        new ParkedOrder(
            CommandIds.of(never.id(), 0, "replay", never.key()),
            ParkedOrder.Type.REPLAY,
            never.to(),
            Instant.now(),
            never.id(),
            never.id(),
            TopicPartitioner.partitionOf(account, 2),
            Long.MAX_VALUE / 2,
            1);

    give(never, order);
    post.awaitLast(post.send(account, chat, "newer"), Result.DELIVERED);

    assertThat(platform.texts(chat)).containsExactly("newer");
    Post.soon().until(() -> post.isUnparked(never.id()));
  }
}
