/**
 * How the stages speak Kafka: records that carry CloudEvents ({@link dev.milena.bus.Records}),
 * appending without ever blocking the caller ({@link dev.milena.bus.Appender}), who gets which
 * partition ({@link dev.milena.bus.TopicPartitioner}, {@link dev.milena.bus.CoAssignor}), the
 * topics themselves ({@link dev.milena.bus.TopicSetup}) and the accounts that this process serves
 * ({@link dev.milena.bus.AccountTable}).
 *
 * <p>{@link dev.milena.bus.BusStartup} runs all of it before the first message is read.
 */
package dev.milena.bus;
