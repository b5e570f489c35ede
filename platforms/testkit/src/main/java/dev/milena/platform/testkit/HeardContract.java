package dev.milena.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.milena.model.Event;
import dev.milena.platform.Reception;
import dev.milena.platform.Rehearsal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * What the hub relies on when a platform never calls it with what people do, but is listened to.
 * {@link StreamContract} holds the listening itself.
 */
public abstract class HeardContract extends InboundPeople {
  /** See {@link InboundFuzz}. */
  private static final Duration WITHOUT_END = Duration.ofMinutes(3);

  /** Reads single inputs as the stream does. */
  protected abstract Rehearsal rehearsal();

  @Test
  void spoiltInputsAreReadOrRefusedAndNeverBreakAnything() {
    // Given
    List<byte[]> examples = Examples.beside(rig.harness().getClass());
    AtomicInteger made = new AtomicInteger();

    // When
    Assertions.assertTimeoutPreemptively(
        WITHOUT_END, () -> Fuzz.each(examples, input -> made.addAndGet(eventsOf(input))));

    // Then
    assertThat(made).as("some are read: the damage is deep enough").hasPositiveValue();
  }

  private int eventsOf(byte[] input) {
    if (!(rehearsal().read(rig.account(), input) instanceof Rehearsal.Reading.Received received)
        || !(received.reception() instanceof Reception.Accepted accepted)) {
      return 0;
    }
    accepted.translation().events().forEach(this::assertSound);
    return accepted.translation().events().size();
  }

  @Test
  void whatIsHeardTwiceHasTheSameEventId() {
    // Given
    String conversation = rig.openConversation();

    // When
    rig.simulator().redeliverLast(rig.ref(), conversation);

    // Then
    await().atMost(Rig.PATIENCE).until(() -> messages(conversation).size() == 2);
    assertThat(messages(conversation).stream().map(Event::id).distinct()).hasSize(1);
  }

  @Test
  void inputOfADuplicatingPlatformHasTheSameEventId() {
    // Given
    String conversation = rig.openConversation();
    rig.simulator().fail(new PlatformSimulator.Fault.Duplicate(1));

    // When
    rig.simulator().write(rig.ref(), conversation, TEXT);

    // Then
    await().atMost(Rig.PATIENCE).until(() -> messages(conversation).size() == 3);
    assertThat(messages(conversation).stream().map(Event::id).distinct()).hasSize(2);
  }
}
