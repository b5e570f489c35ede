package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.backing.testing.TestKafka;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Action;
import dev.milena.model.Command;
import dev.milena.model.Delivery.Result;
import dev.milena.model.Priority;
import dev.milena.model.Topics;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Waiting is not parking: what only has to wait keeps its place, what can never be done is set
 * aside alone.
 */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class WaitingIT {
  @Inject Post post;
  @Inject FakePlatform platform;

  @Test
  void refusedAccountIsHeldUntilItsRecordChanges() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    String other = Post.conversation();
    platform.script(chat, new DeliveryResult.Misconfigured("unauthorized"));
    Command first = post.send(account, chat, "first");
    post.awaitLast(first, Result.MISCONFIGURED);
    Command second = post.send(account, other, "second");
    Command stranger = post.send(post.open(), Post.conversation(), "elsewhere");
    post.awaitLast(stranger, Result.DELIVERED);
    assertThat(platform.calls(other)).isEmpty();
    assertThat(platform.calls(chat)).hasSize(1);

    post.publish(account, 2, Post.settings().put("token", "mended"));

    post.awaitLast(first, Result.DELIVERED);
    post.awaitLast(second, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("first", "first");
  }

  @Test
  void unreadableSettingsHoldTheAccountToo() {
    AccountRef account = post.open(Post.settings().put("per-second", "many"));
    String chat = Post.conversation();
    Command command = post.send(account, chat, "hello");
    assertThat(post.awaitLast(command, Result.MISCONFIGURED).reason()).contains("settings");
    assertThat(platform.calls(chat)).isEmpty();
    post.publish(account, 2, Post.settings());
    post.awaitLast(command, Result.DELIVERED);
  }

  @Test
  void commandsForAnAccountThatComesLaterWaitForIt() {
    AccountRef account = new AccountRef(FakePlatform.KEY, TestKafka.randomName("late"));
    post.open();
    String chat = Post.conversation();
    post.send(account, chat, "1");
    Command last = post.send(account, chat, "2");
    post.publish(account, 1, Post.settings());
    post.awaitLast(last, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("1", "2");
  }

  @Test
  void commandsForAnAccountThatNeverComesAreParked() {
    AccountRef account = new AccountRef(FakePlatform.KEY, TestKafka.randomName("never"));
    post.open();
    Command command = post.send(account, Post.conversation(), "hello");
    assertThat(post.awaitLast(command, Result.PARKED).reason()).contains("unknown_account");
    ConsumerRecord<String, byte[]> parked =
        Post.soon().until(() -> post.parked(command.id()), o -> o.isPresent()).orElseThrow();
    assertThat(parked.value()).isEqualTo(Post.record(command).value());
    assertThat(Records.find(parked.headers(), "ce_type"))
        .contains("dev.milena.command.message.send");
    assertThat(Records.find(parked.headers(), "ce_cause")).contains("unknown_account");
    assertThat(Records.find(parked.headers(), "ce_firstseen")).map(Instant::parse).isPresent();
    assertThat(parked.headers().headers("__smallrye_generationId")).isEmpty();
  }

  @Test
  void unknownTypeOfCommandIsParkedAndItsConversationGoesOn() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    Command unknown =
        post.send(
            Post.command(account, chat, new Action.Unknown("message.frobnicate"), Priority.REPLY));
    Command next = post.send(account, chat, "next");
    post.awaitLast(next, Result.DELIVERED);
    assertThat(post.awaitLast(unknown, Result.PARKED).reason()).contains("unknown_type");
  }

  @Test
  void whatIsNoCommandIsParkedAndItsConversationGoesOn() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    Command next = Post.command(account, chat, "next");
    ProducerRecord<String, byte[]> nonsense =
        new ProducerRecord<>(
            Topics.outbound(FakePlatform.KEY, Priority.REPLY),
            next.key(),
            "{".getBytes(StandardCharsets.UTF_8));
    String id = "nonsense-" + chat;
    nonsense.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
    post.append(nonsense);
    post.send(next);
    post.awaitLast(next, Result.DELIVERED);
    Post.soon().until(() -> post.parked(id).isPresent());
  }

  @Test
  void commandWhoseNamesAreEndlessIsParkedAndItsConversationGoesOn() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    Command endless = Post.command(account, Post.conversation() + "x".repeat(400_000), "never");
    Command next = Post.command(account, chat, "next");
    ProducerRecord<String, byte[]> whole = Post.record(endless);
    post.append(
        new ProducerRecord<>(
            whole.topic(), null, null, next.key(), whole.value(), whole.headers()));
    post.send(next);
    post.awaitLast(next, Result.DELIVERED);
    Post.soon().until(() -> post.parked(endless.id()).isPresent());
    assertThat(platform.texts(chat)).containsExactly("next");
  }

  @Test
  void defectOfAConnectorParksOneCommandOnly() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.scriptCall(
        chat,
        call -> {
          throw new IllegalStateException("a defect that quotes somebody");
        });
    Command call = post.send(account, chat, "fails in the call");
    Command plan = post.send(account, chat, "break me");
    Command next = post.send(account, chat, "next");
    post.awaitLast(next, Result.DELIVERED);
    assertThat(post.awaitLast(call, Result.PARKED).reason()).contains("defect");
    assertThat(post.awaitLast(plan, Result.PARKED).reason()).contains("defect");
  }

  @Test
  void whatHasNotBegunByItsDeadlineExpires() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(
        chat,
        new DeliveryResult.Throttled(Duration.ofSeconds(3), DeliveryResult.Scope.CONVERSATION));
    Command late = Post.dueBy(Post.command(account, chat, "late"), Instant.now().plusSeconds(1));
    post.send(late);
    Command next = post.send(account, chat, "next");
    assertThat(post.awaitLast(late, Result.EXPIRED).reason()).contains("deadline");
    post.awaitLast(next, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("late", "next");
  }

  @Test
  void whatHasBegunIsFinishedInSpiteOfItsDeadline() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(
        chat,
        DeliveryResult.Delivered.as("m1"),
        new DeliveryResult.Throttled(Duration.ofSeconds(3), DeliveryResult.Scope.CONVERSATION));
    Command command = Post.dueBy(Post.command(account, chat, "a|b"), Instant.now().plusSeconds(2));
    post.send(command);
    Post.soon().until(() -> platform.texts(chat).equals(java.util.List.of("a", "b", "b")));
    assertThat(post.results(command)).doesNotContain(Result.EXPIRED);
  }

  @Test
  void whatIsInDoubtIsNotMadeAgainAfterItsDeadline() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    DeliveryResult failed = new DeliveryResult.Unconfirmed("platform_error");
    platform.scriptCall(
        chat, call -> Uni.createFrom().item(failed).onItem().delayIt().by(Duration.ofSeconds(4)));
    Command late = Post.dueBy(Post.command(account, chat, "late"), Instant.now().plusSeconds(3));
    post.send(late);
    Command next = post.send(account, chat, "next");
    assertThat(post.awaitLast(late, Result.EXPIRED).reason()).contains("deadline");
    post.awaitLast(next, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("late", "next");
  }

  @Test
  void unansweredCallIsMadeAgainAFewTimesAndThenParked() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    DeliveryResult unanswered = new DeliveryResult.Unconfirmed("no_answer");
    platform.script(chat, unanswered, unanswered, unanswered, unanswered);
    Command command = post.send(account, chat, "hello");
    Command next = post.send(account, chat, "next");
    post.awaitLast(command, Result.PARKED);
    post.awaitLast(next, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("hello", "hello", "hello", "hello", "next");
  }

  @Test
  void unansweredCallIsParkedWhereTheAccountSaysSo() {
    AccountRef account = post.open(Post.settings().put("unknown", "park"));
    String chat = Post.conversation();
    platform.script(chat, new DeliveryResult.Unconfirmed("no_answer"));
    Command command = post.send(account, chat, "hello");
    Command next = post.send(account, chat, "next");
    post.awaitLast(next, Result.DELIVERED);
    assertThat(post.awaitLast(command, Result.PARKED).reason()).contains("no_answer");
    assertThat(platform.texts(chat)).containsExactly("hello", "next");
  }

  @Test
  void unansweredCallThatIsRepeatableIsRepeatedWhateverTheAccountSays() {
    AccountRef account = post.open(Post.settings().put("unknown", "park").put("repeatable", true));
    String chat = Post.conversation();
    platform.script(chat, new DeliveryResult.Unconfirmed("no_answer"));
    Command command = post.send(account, chat, "hello");
    post.awaitLast(command, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("hello", "hello");
  }
}
