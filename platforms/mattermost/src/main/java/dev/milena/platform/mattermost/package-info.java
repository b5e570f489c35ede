/**
 * Mattermost: REST and WebSocket v4, slash commands, buttons and outgoing webhooks. {@link
 * dev.milena.platform.mattermost.MattermostFrames} and {@link
 * dev.milena.platform.mattermost.MattermostCallbacks} read, {@link
 * dev.milena.platform.mattermost.MattermostPlan} writes; the README of this folder tells how to set
 * up a bot and what Mattermost allows.
 */
package dev.milena.platform.mattermost;
