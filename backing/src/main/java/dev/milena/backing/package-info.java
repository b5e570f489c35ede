/**
 * A real Kafka broker and a real PostgreSQL for a hub that runs on one machine, and for integration
 * tests: {@link dev.milena.backing.BackingKafka}, {@link dev.milena.backing.BackingPostgres} and
 * the folder that both keep their data in, {@link dev.milena.backing.DataFolder}.
 *
 * <p>Both listen on the loopback address only and ask nobody for a password: whoever has an account
 * on the machine can reach them. On a machine shared with strangers, run Kafka and PostgreSQL of
 * your own and point the hub at them.
 *
 * <p>Everything that a person can cause (a taken port, a full disk, a second hub on one folder) is
 * a {@link dev.milena.backing.BackingException} whose message can be shown as it is.
 */
package dev.milena.backing;
