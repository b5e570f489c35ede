package dev.milena.model;

import java.util.Optional;

/**
 * What somebody put on a message.
 *
 * @param emoji Unicode, where known
 * @param source the platform's own name; {@code custom:<id>} for its own pictures
 */
public record Reaction(Optional<String> emoji, Optional<String> source) {}
