package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Command;
import dev.milena.model.Delivery.Result;
import dev.milena.platform.DeliveryResult;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A platform fails for hours, and nobody has to do anything about it. A thousandth of the pauses:
 * what lasts for three hours outside lasts for eleven seconds here.
 */
@QuarkusTest
@QuarkusTestResource(KafkaForTests.class)
@TestProfile(PlatformOutageIT.Fast.class)
class PlatformOutageIT {
  private static final int RESENDS_MAX = 8;
  private static final int CHATS = 30;

  /** As many calls as find out about it in one and a half hours. */
  private static final int TRIALS = 100;

  /** One call a minute. */
  private static final int TRIALS_OF_THREE_HOURS = 180;

  /** For each chat in the outage of three hours. */
  private static final int MESSAGES = 5;

  /** Calls a second that the platform allows. */
  private static final int LIMIT = 50;

  private static final int SAMPLES = 100;

  /** What a busy machine adds; who waits for the outage waits for the eleven seconds of it. */
  private static final Duration NOISE = Duration.ofMillis(500);

  /** A millisecond for a second. */
  public static class Fast implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "milena.egress.retry.first",
          "1ms",
          "milena.egress.retry.longest",
          "60ms",
          "milena.egress.resends-max",
          Integer.toString(RESENDS_MAX));
    }
  }

  @Inject Post post;
  @Inject FakePlatform platform;

  static Stream<DeliveryResult> failures() {
    return Stream.of(
        new DeliveryResult.Unreached("no_connection"),
        new DeliveryResult.Unconfirmed("platform_error"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void outageParksNothingAndEverythingGoesOutInOrderAfterIt(DeliveryResult failure) {
    AccountRef broken = post.open();
    AccountRef sound = post.open();
    platform.fail(broken, failure);
    List<String> chats = IntStream.range(0, CHATS).mapToObj(i -> Post.conversation()).toList();
    List<Command> commands = new ArrayList<>();
    for (String text : List.of("1", "2")) {
      chats.forEach(chat -> commands.add(Post.command(broken, chat, text)));
    }
    post.sendAll(commands);
    Post.soon().until(() -> platform.callsOf(broken.name()).size() >= TRIALS);
    Command elsewhere = post.send(sound, Post.conversation(), "elsewhere");
    post.awaitLast(elsewhere, Result.DELIVERED);

    platform.recover(broken);

    commands.forEach(command -> post.awaitLast(command, Result.DELIVERED));
    assertThat(commands)
        .allSatisfy(command ->
            assertThat(post.results(command)).doesNotContain(Result.PARKED, Result.EXPIRED));
    assertThat(chats)
        .allSatisfy(chat -> {
          List<String> texts = platform.texts(chat);
          assertThat(texts).isSorted().endsWith("2");
          assertThat(texts.stream().filter("2"::equals)).hasSize(1);
        });
    if (failure instanceof DeliveryResult.Unconfirmed) {
      assertThat(chats)
          .allSatisfy(
              chat -> assertThat(platform.texts(chat)).hasSizeLessThanOrEqualTo(RESENDS_MAX + 2));
    }
  }

  @Test
  void threeHoursDelayNobodyElseAndWhatWaitedGoesInOrderWithinTheLimit() {
    AccountRef broken = post.open(Post.settings().put("per-second", LIMIT));
    AccountRef sound = post.open();
    p99(sound, () -> true); // The first ones meet cold code.
    Duration before = p99(sound, () -> true);
    platform.fail(broken, new DeliveryResult.Unreached("no_connection"));
    List<String> chats = IntStream.range(0, CHATS).mapToObj(i -> Post.conversation()).toList();
    List<Command> commands =
        IntStream.range(0, MESSAGES)
            .boxed()
            .flatMap(n -> chats.stream().map(chat -> Post.command(broken, chat, "n" + (10 + n))))
            .toList();
    post.sendAll(commands);

    Duration during =
        p99(sound, () -> platform.callsOf(broken.name()).size() >= TRIALS_OF_THREE_HOURS);
    int tried = platform.callsOf(broken.name()).size();
    platform.recover(broken);

    commands.forEach(command -> post.awaitLast(command, Result.DELIVERED));
    List<FakePlatform.Call> after =
        platform.callsOf(broken.name()).subList(tried, platform.callsOf(broken.name()).size());
    System.out.printf(
        "p99 of others: %d ms before, %d ms during; %d calls in the outage, %d after it%n",
        before.toMillis(), during.toMillis(), tried, after.size());
    assertThat(during.toMillis()).isLessThan(before.toMillis() * 11 / 10 + NOISE.toMillis());
    assertThat(tried).isLessThan(2 * TRIALS_OF_THREE_HOURS);
    assertThat(FakePlatform.tooMany(after, LIMIT)).isEmpty();
    assertThat(chats)
        .allSatisfy(
            chat -> assertThat(platform.texts(chat)).isSorted().endsWith("n" + (9 + MESSAGES)));
    assertThat(commands)
        .allSatisfy(command ->
            assertThat(post.results(command))
                .doesNotContain(Result.PARKED, Result.EXPIRED, Result.REJECTED)
                .containsOnlyOnce(Result.DELIVERED));
  }

  /** From Kafka to the call, one message after another, until enough is known and that is true. */
  private Duration p99(AccountRef account, BooleanSupplier enough) {
    List<Duration> took = new ArrayList<>();
    while (took.size() < SAMPLES || !enough.getAsBoolean()) {
      String chat = Post.conversation();
      long sent = System.nanoTime();
      post.send(account, chat, "elsewhere");
      Post.soon().until(() -> !platform.calls(chat).isEmpty());
      took.add(Duration.ofNanos(platform.calls(chat).getFirst().nanos() - sent));
    }
    return took.stream().sorted().toList().get(took.size() * 99 / 100);
  }

  @Test
  void whatWasNotTriedBeforeTheOutageIsNotDoubledByIt() {
    AccountRef account = post.open();
    platform.fail(account, new DeliveryResult.Unconfirmed("platform_error"));
    IntStream.range(0, CHATS).forEach(i -> post.send(account, Post.conversation(), "early"));
    Post.soon().until(() -> platform.callsOf(account.name()).size() >= CHATS / 2);
    List<String> chats = IntStream.range(0, CHATS).mapToObj(i -> Post.conversation()).toList();
    List<Command> later = chats.stream().map(c -> Post.command(account, c, "later")).toList();
    post.sendAll(later);
    int before = platform.callsOf(account.name()).size();
    Post.soon().until(() -> platform.callsOf(account.name()).size() > before + 2);
    platform.recover(account);
    later.forEach(command -> post.awaitLast(command, Result.DELIVERED));
    long atOnce = chats.stream().filter(chat -> platform.texts(chat).size() == 1).count();
    assertThat(atOnce).isGreaterThan(CHATS / 2);
  }
}
