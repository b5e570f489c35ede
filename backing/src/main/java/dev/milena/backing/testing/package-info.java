/**
 * Kafka and PostgreSQL for integration tests: one of each per JVM, started when first asked for and
 * stopped when the JVM ends. Tests keep apart by topics and databases of their own.
 */
package dev.milena.backing.testing;
