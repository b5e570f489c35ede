package dev.milena.backing;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A Kafka broker inside this JVM: the real one, as a KRaft cluster of one node, on the loopback
 * address. Its folder is kept and started upon again, also after the JVM was killed.
 *
 * <p>Close it before the JVM ends. A broker that vanishes keeps its registration until {@code
 * broker.session.timeout.ms} has run out, and the next start waits for that.
 *
 * <p>When the disk fails under a running broker, Kafka halts the JVM with status 1, as it does when
 * it runs alone: nothing that was not stored is ever acknowledged, and whatever supervises the
 * process starts it anew.
 *
 * <p>Thread-safe.
 */
public final class BackingKafka implements AutoCloseable {
  /**
   * How to run the broker.
   *
   * @param folder where its log lives; made where it does not exist
   * @param port 1 to 65535 for clients, or 0 for any free one
   * @param durable whether acknowledged records are forced to disk within a second, so that a power
   *     cut costs at most that second. Killing the process costs nothing either way
   */
  public record Options(Path folder, int port, boolean durable) {
    public Options {
      folder = folder.toAbsolutePath().normalize();
    }

    /** Any free port, durable. */
    public static Options in(Path folder) {
      return new Options(folder, 0, true);
    }

    public Options withPort(int other) {
      return new Options(folder, other, durable);
    }

    /** For tests: the folder does not outlive the machine. */
    public Options forgetful() {
      return new Options(folder, port, false);
    }
  }

  private final Options options;

  /** Null while stopped. */
  private KafkaNode node;

  private BackingKafka(Options options) {
    this.options = options;
  }

  /**
   * Starts the broker and returns when clients can use it.
   *
   * @throws BackingException when the port is taken or the folder cannot be used
   */
  public static BackingKafka start(Options options) {
    Objects.requireNonNull(options);
    BackingKafka kafka =
        new BackingKafka(options.port() == 0 ? options.withPort(Ports.free()) : options);
    kafka.startAgain();
    return kafka;
  }

  /** {@code host:port}; the same for the whole life of this object. */
  public String bootstrapServers() {
    return KafkaSettings.HOST + ":" + options.port();
  }

  public int port() {
    return options.port();
  }

  /** Starts on the same port and folder after {@link #stop()}; does nothing while running. */
  public synchronized void startAgain() {
    if (node == null) {
      node = KafkaNode.start(options);
    }
  }

  /**
   * Stops in an orderly way, so that the next start finds clean files. Does nothing while stopped.
   */
  public synchronized void stop() {
    if (node != null) {
      KafkaNode running = node;
      node = null;
      running.stop();
    }
  }

  /** The same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }
}
