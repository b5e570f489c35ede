package dev.milena.platform.testkit;

import dev.milena.model.RichText;

/**
 * What a person says, for a test to write down in a platform's own form.
 *
 * @param conversation id of the chat; a direct one
 * @param message id of the message
 * @param sender id of the person; the chat's own id where a direct chat is named after the person
 * @param text with at most bold marks
 */
public record Said(String conversation, String message, String sender, RichText text) {}
