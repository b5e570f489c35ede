package dev.milena.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Priority;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Parts that are said in a few lines. */
class SmallPartsTest {
  @Test
  void offsetsComeOutInTheirOrder() {
    Offsets offsets = new Offsets();
    for (long i = 10; i < 40; i++) {
      offsets.addLast(i);
    }
    offsets.addFirst(9);
    assertThat(offsets.first(3)).containsExactly(9, 10, 11);
    for (long i = 9; i < 40; i++) {
      assertThat(offsets.removeFirst()).isEqualTo(i);
    }
    assertThat(offsets.isEmpty()).isTrue();
    assertThat(offsets.first(3)).isEmpty();
  }

  @Test
  void budgetBoundsBytesAndCommands() {
    Budget budget = new Budget(100, 2);
    assertThat(budget.take(60)).isTrue();
    assertThat(budget.take(60)).isFalse();
    assertThat(budget.take(40)).isTrue();
    assertThat(budget.take(0)).isFalse();
    budget.giveBack(60);
    assertThat(budget.take(60)).isTrue();
    assertThat(budget.bytes()).isEqualTo(100);
    assertThat(budget.commands()).isEqualTo(2);
  }

  @Test
  void leaseEndsBeforeTheSessionDoes() {
    AtomicLong now = new AtomicLong();
    Lease lease = new Lease(Duration.ofSeconds(20), now::get);
    assertThat(lease.isHeld()).isFalse();
    lease.renewed(0);
    assertThat(lease.isHeld()).isTrue();
    now.set(Duration.ofSeconds(19).toNanos());
    assertThat(lease.isHeld()).isTrue();
    now.set(Duration.ofSeconds(19).toNanos() + 1);
    assertThat(lease.isHeld()).isFalse();
    lease.renewed(-1);
    assertThat(lease.isHeld()).as("an older proof changes nothing").isFalse();
    lease.renewed(1);
    assertThat(lease.isHeld()).isTrue();
  }

  @Test
  void slotsAreToldWhenOneComesFree() {
    Slots slots = new Slots(1);
    AtomicLong told = new AtomicLong();
    assertThat(slots.tryTake()).isTrue();
    assertThat(slots.tryTake()).isFalse();
    slots.whenFree(this, told::incrementAndGet);
    assertThat(told).hasValue(0);
    slots.giveBack();
    slots.giveBack();
    assertThat(told).hasValue(1);
  }

  @Test
  void topicSaysPlatformAndClass() {
    assertThat(Berth.Cargo.of("milena.outbound.some-chat.bulk"))
        .contains(new Berth.Cargo("some-chat", Priority.BULK));
    assertThat(Berth.Cargo.of("milena.outbound.bulk")).isEmpty();
    assertThat(Berth.Cargo.of("milena.outbound.some-chat.urgent")).isEmpty();
    assertThat(Berth.Cargo.of("milena.events")).isEmpty();
  }
}
