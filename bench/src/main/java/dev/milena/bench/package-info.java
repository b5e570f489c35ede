/** Load and baselines: how much the hub carries, and how fast. */
package dev.milena.bench;
