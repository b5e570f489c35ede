/**
 * Telegram: the Bot API 10.3, both ways. {@link dev.milena.platform.telegram.TelegramEvents} reads,
 * {@link dev.milena.platform.telegram.TelegramPlan} writes; the README of this folder tells how to
 * set up a bot and what Telegram allows.
 */
package dev.milena.platform.telegram;
