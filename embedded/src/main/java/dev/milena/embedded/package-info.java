/**
 * The whole hub in one JVM, on a Kafka and a Postgres of its own: the quick start, the demo, and
 * the end-to-end tests.
 */
package dev.milena.embedded;
