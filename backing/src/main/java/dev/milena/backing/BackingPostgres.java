package dev.milena.backing;

import java.nio.file.Path;

/**
 * A PostgreSQL server, the real one, as a process of its own on the loopback address. Its cluster
 * is kept and started upon again.
 *
 * <p>The server outlives a JVM that was killed. The next start on the same folder finds it, stops
 * it and starts anew, so that its settings are always those of this start.
 *
 * <p>Runs under an ordinary user; under root too where the system lets root make a user namespace
 * ({@code unshare}), since PostgreSQL itself refuses root.
 *
 * <p>Thread-safe.
 */
public final class BackingPostgres implements AutoCloseable {
  /**
   * How to run the server.
   *
   * @param folder where the cluster ({@code data/}) and the server's log ({@code postgres.log})
   *     live; made where it does not exist
   * @param port 1 to 65535, or 0 for any free one
   * @param durable whether a commit is on disk when it returns. False is faster and for tests: a
   *     power cut destroys the cluster
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
  private FolderLock lock;

  private BackingPostgres(Options options) {
    this.options = options;
  }

  /**
   * Starts the server and returns when the database {@link #database()} can be used.
   *
   * @throws BackingException when the port is taken, the folder cannot be used, or the system does
   *     not let it run
   */
  public static BackingPostgres start(Options options) {
    BackingPostgres postgres =
        new BackingPostgres(options.port() == 0 ? options.withPort(Ports.free()) : options);
    postgres.startAgain();
    return postgres;
  }

  /**
   * Stops the server that a killed JVM may have left running on this folder, without starting
   * another.
   *
   * @throws BackingException when a living JVM uses the folder, or the process does not end
   */
  public static void stopLeftover(Path folder) {
    try (FolderLock _ = FolderLock.take(folder)) {
      PostgresServer.stop(folder);
    }
  }

  /** Starts on the same port and folder after {@link #stop()}; does nothing while running. */
  public synchronized void startAgain() {
    if (lock == null) {
      FolderLock taken = FolderLock.take(options.folder());
      try {
        PostgresServer.start(options);
        lock = taken;
      } finally {
        if (lock == null) {
          taken.close();
        }
      }
    }
  }

  /**
   * Stops the server: open transactions are rolled back, clients are disconnected, the files are
   * left clean. Does nothing while stopped.
   *
   * @throws BackingException when the process does not end, even when told to drop everything
   */
  public synchronized void stop() {
    if (lock != null) {
      PostgresServer.stop(options.folder());
      lock.close();
      lock = null;
    }
  }

  /** The same as {@link #stop()}. */
  @Override
  public void close() {
    stop();
  }

  public String host() {
    return PostgresServer.HOST;
  }

  /** The same for the whole life of this object. */
  public int port() {
    return options.port();
  }

  /** The hub's database; its owner is {@link #user()}. */
  public String database() {
    return PostgresServer.DATABASE;
  }

  /**
   * An ordinary role that owns {@link #database()} and may create others. It needs no password: any
   * is accepted.
   */
  public String user() {
    return PostgresServer.USER;
  }

  /** For JDBC, the user within. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + host() + ":" + port() + "/" + database() + "?user=" + user();
  }

  /** For reactive clients, which take the user apart from it. */
  public String reactiveUrl() {
    return "postgresql://" + host() + ":" + port() + "/" + database();
  }
}
