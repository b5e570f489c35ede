package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.bus.Erased;
import dev.milena.bus.ErasedTable;
import dev.milena.bus.KeyedHash;
import dev.milena.bus.Records;
import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery;
import dev.milena.model.Delivery.Result;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
class DeliveryIT {
  @Inject Post post;
  @Inject FakePlatform platform;
  @Inject ErasedTable erased;
  @Inject KeyedHash hash;

  @Test
  void commandIsDeliveredAndWrittenDown() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    Command command = post.send(account, chat, "hello with button");
    Delivery done = post.awaitLast(command, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("hello with button");
    assertThat(post.results(command)).containsExactly(Result.STARTED, Result.DELIVERED);
    assertThat(done.messageIds()).hasSize(1);
    assertThat(done.degraded()).containsExactly("buttons: numbered list");
    assertThat(done.cause()).contains("event-1");
    assertThat(done.attempt()).isEqualTo(1);
    assertThat(done.step()).isEqualTo(1);
    assertThat(done.steps()).isEqualTo(1);
  }

  @Test
  void whatGoesBackToBeforeAnErasureIsNotSaidAnyMore() {
    // Given
    AccountRef account = post.open();
    String chat = Post.conversation();
    Command old = Post.command(account, chat, "old");
    Instant at = Instant.now();
    post.append(ErasedTable.toRecord(Erased.name(hash, old.key()), at));
    Post.soon().until(() -> erased.now().covers(old.key(), at));

    // When
    post.append(caused(old, at));
    Command fresh = Post.command(account, chat, "fresh");
    post.append(caused(fresh, at.plusMillis(1)));

    // Then
    post.awaitLast(fresh, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("fresh");
    assertThat(post.deliveries(old)).isEmpty();
  }

  private static ProducerRecord<String, byte[]> caused(Command command, Instant at) {
    ProducerRecord<String, byte[]> record = Post.record(command);
    Records.setAttribute(record.headers(), Records.CAUSED_AT, at.toString());
    return record;
  }

  @Test
  void repeatableCallsAreNotAnnounced() {
    AccountRef account = post.open(Post.settings().put("repeatable", true));
    Command command = post.send(account, Post.conversation(), "hello");
    post.awaitLast(command, Result.DELIVERED);
    assertThat(post.results(command)).containsExactly(Result.DELIVERED);
  }

  @Test
  void orderHoldsAcrossRetries() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(
        chat,
        new DeliveryResult.Unreached("no_connection"),
        new DeliveryResult.Unreached("no_connection"),
        DeliveryResult.Delivered.as("m1"),
        new DeliveryResult.Unreached("no_connection"));
    post.send(account, chat, "1");
    post.send(account, chat, "2");
    Command last = post.send(account, chat, "3");
    post.awaitLast(last, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("1", "1", "1", "2", "2", "3");
  }

  @Test
  void slowDownAtPartThreeRepeatsPartThreeOnly() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(
        chat,
        DeliveryResult.Delivered.as("m1"),
        DeliveryResult.Delivered.as("m2"),
        new DeliveryResult.Throttled(
            java.time.Duration.ofMillis(300), DeliveryResult.Scope.CONVERSATION),
        DeliveryResult.Delivered.as("m3"),
        DeliveryResult.Delivered.as("m4"));
    Command command = post.send(account, chat, "a|b|c|d");
    Post.soon().until(() -> platform.calls(chat).size() == 5);
    assertThat(platform.texts(chat)).containsExactly("a", "b", "c", "c", "d");
    Post.soon()
        .until(
            () -> post.deliveries(command).stream().flatMap(d -> d.messageIds().stream()).toList(),
            List.of("m1", "m2", "m3", "m4")::equals);
  }

  @Test
  void whatEarlierStepsBroughtIsGivenToLaterOnes() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(
        chat, new DeliveryResult.Delivered(List.of(), java.util.Map.of("upload", "u1")));
    Command command = post.send(account, chat, "upload|send");
    Post.soon()
        .until(() -> post.results(command).stream().filter(Result.DELIVERED::equals).count() == 2);
    assertThat(platform.calls(chat).getLast().earlier()).containsEntry("upload", "u1");
  }

  @Test
  void rejectedCommandEndsAndTheNextGoesOn() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(chat, DeliveryResult.Rejected.because("recipient_unreachable"));
    Command rejected = post.send(account, chat, "a|b");
    Command next = post.send(account, chat, "c");
    post.awaitLast(next, Result.DELIVERED);
    assertThat(post.awaitLast(rejected, Result.REJECTED).reason())
        .contains("recipient_unreachable");
    assertThat(platform.texts(chat)).containsExactly("a", "c");
  }

  @Test
  void whatThePlatformCannotDoIsRejectedWithoutCall() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    Command command = post.send(account, chat, "refuse me");
    assertThat(post.awaitLast(command, Result.REJECTED).reason()).contains("unsupported");
    assertThat(platform.calls(chat)).isEmpty();
  }

  @Test
  void unreadableFormattingIsSentPlainOnce() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(chat, DeliveryResult.Rejected.because("unreadable_formatting"));
    Command command = post.send(account, chat, "*bold");
    post.awaitLast(command, Result.DELIVERED);
    assertThat(platform.texts(chat)).containsExactly("*bold", "bold");
  }

  @Test
  void plainTextThatIsRefusedToo_isRejected() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    platform.script(
        chat,
        DeliveryResult.Rejected.because("unreadable_formatting"),
        DeliveryResult.Rejected.because("unreadable_formatting"));
    Command command = post.send(account, chat, "*bold");
    post.awaitLast(command, Result.REJECTED);
    assertThat(platform.texts(chat)).containsExactly("*bold", "bold");
  }

  @Test
  void movedChatIsFollowedOnce() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    String moved = Post.conversation();
    platform.script(chat, new DeliveryResult.Readdressed(moved));
    Command command = post.send(account, chat, "hello");
    Delivery done = post.awaitLast(command, Result.DELIVERED);
    assertThat(post.awaitLast(command, Result.READDRESSED).conversation()).contains(moved);
    assertThat(done.to().conversation()).isEqualTo(moved);
    assertThat(platform.texts(moved)).containsExactly("hello");
  }

  @Test
  void chatThatMovesForeverIsParked() {
    AccountRef account = post.open();
    String chat = Post.conversation();
    String moved = Post.conversation();
    platform.script(chat, new DeliveryResult.Readdressed(moved));
    platform.script(moved, new DeliveryResult.Readdressed(chat));
    Command command = post.send(account, chat, "hello");
    post.awaitLast(command, Result.PARKED);
  }
}
