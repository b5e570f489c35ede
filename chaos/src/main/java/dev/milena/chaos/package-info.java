/**
 * What the hub survives: its stages as processes of their own, people who write all the time,
 * faults one after another, and a ledger that finds every message that was lost, doubled, swapped
 * or late.
 */
package dev.milena.chaos;
