package dev.milena.model;

import java.util.Optional;

/**
 * Where a chat was, and where it is now; the one that the event does not show is its own
 * conversation.
 */
public record Move(Optional<String> from, Optional<String> to) {}
