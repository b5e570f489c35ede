/**
 * The hub's words: what happened on a platform ({@link dev.milena.model.Event}), what the hub wants
 * done there ({@link dev.milena.model.Command}), what became of it ({@link
 * dev.milena.model.Delivery}), and the ids, topics and JSON they share.
 *
 * <p>Everything here is an immutable value and may be used from any thread. Nothing here does I/O
 * or knows a framework or a platform.
 */
package dev.milena.model;
