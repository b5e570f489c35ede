/**
 * The way out: takes commands from Kafka and has platforms carry them out, each conversation in
 * order, within the limits of the platform, and writes down what became of each call.
 *
 * <p>How it fits together. A {@link dev.milena.egress.Dock} is one partition number: all accounts
 * whose commands come by it, confined to one event loop, so that nothing in it needs a lock. In a
 * dock each conversation has one {@link dev.milena.egress.Lane} per class; the first command of a
 * lane is a {@link dev.milena.egress.Letter}. {@link dev.milena.egress.Courier} carries letters: it
 * asks {@link dev.milena.egress.Pacing} for leave, makes one call, has {@link
 * dev.milena.egress.Judge} say what the answer means, and writes that down. {@link
 * dev.milena.egress.Ownership} and {@link dev.milena.egress.Lease} say which docks are ours; {@link
 * dev.milena.egress.LowWater} says what may be committed.
 *
 * <p>Knows the platforms' interface and no platform, and no database.
 */
package dev.milena.egress;
