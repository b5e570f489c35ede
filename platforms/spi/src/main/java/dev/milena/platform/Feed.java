package dev.milena.platform;

import io.smallrye.mutiny.Uni;

/**
 * What people see whose programs connect to us: one log for each conversation, in order, bounded,
 * kept for a while. Whoever holds a connection reads it from there, so that it does not matter who
 * appends. Thread-safe; never blocks.
 */
public interface Feed {
  /**
   * Appends an entry. The same entry twice is shown once, so a repetition does no harm. Expected
   * outcomes are values; a failure of the {@code Uni} is a defect.
   */
  Uni<DeliveryResult> append(FeedEntry entry);
}
