package dev.milena.router.memory;

import java.util.UUID;

/**
 * An event and where it lies.
 *
 * @param event see {@link dev.milena.router.store.Ids#event}
 * @param topic Kafka's own id of the topic: one of the same name made anew is another
 */
public record Sighting(UUID event, UUID topic, int partition, long position) {}
