/**
 * What a platform promises to the hub, and what the hub gives it.
 *
 * <p>A platform is one folder with two halves. Inbound: a {@link dev.milena.platform.Webhook} or a
 * {@link dev.milena.platform.EventStream} (or both) turns the platform's input into {@link
 * dev.milena.model.Event}s. Outbound: an {@link dev.milena.platform.OutboundConnector} plans a
 * {@link dev.milena.model.Command} as a list of {@link dev.milena.platform.Step}s and delivers them
 * one by one. {@link dev.milena.platform.Media} opens files that only this platform can open. All
 * are CDI beans; ingress and egress find them by type and never know a platform by name.
 *
 * <p>The thinking (translating, planning, reading answers) is pure: no I/O, no clock, no
 * randomness, so that the same input gives the same ids and the same calls after a crash. The hub
 * does the rest: appending, ordering, pacing, retrying, parking.
 *
 * <p>Methods returning {@code Uni} or {@code Multi} are called on an event loop and never block it;
 * the pure ones may be called from any thread, several at once.
 */
package dev.milena.platform;
