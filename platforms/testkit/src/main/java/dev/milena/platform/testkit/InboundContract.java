package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Event;
import org.junit.jupiter.api.Test;

/**
 * What the hub relies on when a platform calls it. A platform's test inherits this and says how its
 * wire looks.
 */
public abstract class InboundContract extends InboundFuzz {
  @Test
  void redeliveredInputYieldsSameEventId() {
    // Given
    String conversation = rig.openConversation();

    // When
    rig.simulator().redeliverLast(rig.ref(), conversation);

    // Then
    await().atMost(Rig.PATIENCE).until(() -> messages(conversation).size() == 2);
    long different = messages(conversation).stream().map(Event::id).distinct().count();
    assertThat(different).isEqualTo(rig.harness().namesMessages() ? 1 : 2);
  }

  @Test
  void inputOfADuplicatingPlatformYieldsSameEventId() {
    // Given
    String conversation = rig.harness().newConversation();
    rig.simulator().fail(new PlatformSimulator.Fault.Duplicate(1));

    // When
    rig.simulator().write(rig.ref(), conversation, TEXT);

    // Then
    await().atMost(Rig.PATIENCE).until(() -> messages(conversation).size() == 2);
    long different = messages(conversation).stream().map(Event::id).distinct().count();
    assertThat(different).isEqualTo(rig.harness().namesMessages() ? 1 : 2);
  }

  @Test
  void refusedInputComesAgainAsFarAsThePlatformRepeats() {
    // Given
    String conversation = rig.harness().newConversation();
    boolean repeats = !webhook.redelivery().horizon().isZero();
    rig.hub().refuseNext(1);

    // When
    rig.simulator().write(rig.ref(), conversation, TEXT);

    // Then
    await().atMost(Rig.PATIENCE).until(() -> rig.simulator().ledger().refused() == 1);
    if (repeats) {
      await().atMost(Rig.PATIENCE).until(() -> rig.simulator().ledger().taken() == 1);
    }
    assertThat(messages(conversation)).hasSize(repeats ? 2 : 1);
    assertThat(rig.simulator().ledger().inputs()).isEqualTo(1);
  }
}
