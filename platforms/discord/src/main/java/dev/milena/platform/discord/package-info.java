/**
 * Discord: Gateway and REST v10 and the interactions endpoint, both ways. {@link
 * dev.milena.platform.discord.DiscordEvents} reads, {@link dev.milena.platform.discord.DiscordPlan}
 * writes; the README of this folder tells how to set up an application and what Discord allows.
 */
package dev.milena.platform.discord;
