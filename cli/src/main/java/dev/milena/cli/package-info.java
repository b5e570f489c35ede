/**
 * What the hub would do, shown without a server: {@code translate}, {@code render} and {@code
 * classify}; what an operator asks of a running one: {@code parked}; and the commands that
 * platforms bring along.
 */
package dev.milena.cli;
