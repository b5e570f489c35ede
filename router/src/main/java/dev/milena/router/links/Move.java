package dev.milena.router.links;

import dev.milena.model.ConversationRef;

/** A chat that its platform has moved. */
public record Move(ConversationRef from, ConversationRef to) {}
