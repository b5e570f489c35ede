package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.AccountRef;
import dev.milena.model.Priority;
import dev.milena.platform.Toll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits hold where the platform counts: a call arrives at some time between its beginning and its
 * answer, and calls that were held up arrive together.
 */
class ArrivalsTest {
  private static final AccountRef DESK = new AccountRef("fake", "desk");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PLAYED = Duration.ofMinutes(2);

  private final FakeTime time = new FakeTime();
  private final Lease lease = new Lease(Duration.ofMinutes(10), time::nanos);
  private final Pacing pacing =
      new Pacing(
          time,
          new Pacing.Settings(
              64,
              10_000,
              platform -> new Slots(1000),
              time,
              new Backoff(SECOND, 2, SECOND, 0, () -> 0.5),
              account -> {}),
          lease);
  private final Map<Toll, List<Long>> arrivals = new HashMap<>();
  private final Wishes wishes = new Wishes();
  private long made;

  /** How a call goes. */
  private record Way(Duration there, Duration answer) {
    static Way of(long thereNanos, long backNanos) {
      return new Way(Duration.ofNanos(thereNanos), Duration.ofNanos(thereNanos + backNanos));
    }
  }

  /** A conversation that always has something more to say. */
  private void talk(String chat, Priority priority, List<Toll> tolls, Supplier<Way> ways) {
    pacing.request(
        wishes.turn(
            DESK,
            chat,
            priority,
            tolls,
            turn -> {
              Way way = ways.get();
              time.after(way.there(), () -> arrived(tolls));
              time.after(
                  way.answer(),
                  () -> {
                    made++;
                    pacing.over(turn);
                    pacing.done(turn);
                    talk(chat, priority, tolls, ways);
                  });
            }));
  }

  private void arrived(List<Toll> tolls) {
    tolls.forEach(toll -> arrivals.computeIfAbsent(toll, t -> new ArrayList<>()).add(time.nanos()));
  }

  private void play() {
    lease.renewed(time.nanos());
    for (long second = 0; second < PLAYED.toSeconds(); second++) {
      time.pass(SECOND);
      pacing.tidy();
    }
  }

  private static Duration between(Random dice, int fromMillis, int toMillis) {
    return Duration.ofMillis(dice.nextInt(fromMillis, toMillis + 1));
  }

  /**
   * Mostly quick; now and then the line is held up, and all that is on its way arrives together.
   */
  private Supplier<Way> line(Random dice) {
    return new Supplier<>() {
      private long heldUpUntil = Long.MIN_VALUE;

      @Override
      public Way get() {
        long now = time.nanos();
        if (heldUpUntil < now && dice.nextInt(40) == 0) {
          heldUpUntil = now + between(dice, 100, 4000).toNanos();
        }
        long there = between(dice, 1, 60).toNanos();
        long back = between(dice, 0, 60).toNanos();
        return Way.of(Math.max(there, heldUpUntil - now), back);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noStretchOfTimeSeesMoreThanTheLimitHoweverLongCallsAreOnTheirWay(long seed) {
    // Given
    Random dice = new Random(seed);
    Toll account =
        new Toll("account", dice.nextInt(5, 50), between(dice, 500, 2000), dice.nextInt(1, 6));
    Supplier<Way> line = line(dice);
    for (int i = 0; i < 40; i++) {
      int permits = dice.nextInt(1, 4);
      Toll chat =
          new Toll("chat/" + i, permits, between(dice, 1000, 6000), dice.nextInt(1, permits + 1));
      for (Priority priority : Priority.values()) {
        talk("chat" + i, priority, List.of(account, chat), line);
      }
    }

    // When
    play();

    // Then
    assertThat(arrivals).hasSize(41);
    assertThat(arrivals)
        .allSatisfy((toll, at) -> {
          for (int i = toll.permits(); i < at.size(); i++) {
            assertThat(Duration.ofNanos(at.get(i) - at.get(i - toll.permits())))
                .as("%s", toll)
                .isGreaterThanOrEqualTo(toll.per());
          }
        });
  }

  @Test
  void limitOfAnAccountCostsLittleMoreThanItself() {
    // Given
    Toll account = new Toll("account", 30, SECOND, 3);
    for (int i = 0; i < 100; i++) {
      talk("chat" + i, Priority.REPLY, List.of(account), () -> Way.of(10_000_000, 10_000_000));
    }

    // When
    play();

    // Then
    assertThat(made / (PLAYED.toSeconds() - 1)).isEqualTo(29);
  }

  @Test
  void oneASecondCostsTheRoundTrip() {
    // Given
    Toll chat = new Toll("chat/a", 1, SECOND, 1);
    talk("a", Priority.REPLY, List.of(chat), () -> Way.of(50_000_000, 50_000_000));

    // When
    play();

    // Then
    assertThat(made).isBetween(107L, 109L);
  }
}
