package dev.milena.backing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The server process of a cluster, known by {@code postmaster.pid}: the only trace that a killed
 * hub leaves of it.
 *
 * @see <a href="https://www.postgresql.org/docs/18/server-shutdown.html">Shutdown signals, read
 *     2026-11-21</a>
 */
final class Postmaster {
  /** Fast shutdown writes a checkpoint: seconds on a slow disk. */
  private static final Duration FAST_MAX = Duration.ofSeconds(15);

  /** Immediate shutdown writes nothing; the next start replays the journal. */
  private static final Duration IMMEDIATE_MAX = Duration.ofSeconds(5);

  private Postmaster() {}

  /**
   * Stops the server of this cluster if one runs, and returns when its process is gone. A process
   * id that meanwhile belongs to something else (after a reboot, in a container) is left alone, and
   * the file that names it is removed, since the server would take it for its own and refuse to
   * start.
   *
   * @throws BackingException when the process does not end
   */
  static void stop(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    Optional<ProcessHandle> process =
        read(pidFile).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return;
    }
    if (serves(process.get(), data)) {
      end(process.get(), pidFile);
    } else {
      remove(pidFile);
    }
  }

  /** Its first line is the process id. */
  private static Optional<Long> read(Path pidFile) {
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(Long.valueOf(lines.getFirst().strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional
          .empty(); // No file, or one that was cut off: the server itself decides what to make of
      // it.
    }
  }

  private static boolean serves(ProcessHandle process, Path data) {
    boolean postgres =
        process
            .info()
            .command()
            .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
            .orElse(false);
    return postgres
        && process.info().arguments().map(words -> namesFolder(words, data)).orElse(false);
  }

  private static boolean namesFolder(String[] arguments, Path data) {
    return Arrays.stream(arguments).anyMatch(word -> isSame(word, data));
  }

  private static boolean isSame(String word, Path data) {
    try {
      return word.startsWith("/") && Files.isSameFile(Path.of(word), data);
    } catch (IOException e) {
      return false;
    }
  }

  private static void end(ProcessHandle process, Path pidFile) {
    signal(process, "INT");
    if (Pause.until(() -> hasEnded(process, pidFile), FAST_MAX)) {
      return;
    }
    signal(process, "QUIT");
    if (!Pause.until(() -> hasEnded(process, pidFile), IMMEDIATE_MAX)) {
      throw new BackingException(
          "PostgreSQL (process "
              + process.pid()
              + ") does not end, though told to. End it and start again.");
    }
  }

  /**
   * Removing its file is the server's last act. An ended process whose parent is gone stays in the
   * process table until somebody collects it, which in a container may be never.
   */
  private static boolean hasEnded(ProcessHandle process, Path pidFile) {
    return !process.isAlive() || read(pidFile).filter(pid -> pid == process.pid()).isEmpty();
  }

  /**
   * Java itself only sends TERM, on which the server would wait for its clients. The shell's own
   * kill is everywhere.
   */
  private static void signal(ProcessHandle process, String name) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw BackingException.because(
          "PostgreSQL (process " + process.pid() + ") cannot be stopped", e);
    }
  }

  private static void remove(Path pidFile) {
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw BackingException.because("A leftover of an earlier run cannot be removed", e);
    }
  }
}
