package dev.milena.backing.testing;

import dev.milena.backing.BackingPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A folder {@code target/backing/<process id>/<name>}, deleted when the JVM ends. What JVMs left
 * that were killed is cleared away by the next one, their PostgreSQL with it.
 */
record TestFolder(Path path) {
  private static final Logger LOG = Logger.getLogger(TestFolder.class);

  private static final Path ROOT = Path.of("target", "backing").toAbsolutePath();

  static TestFolder make(String name) {
    try {
      clearLeftovers();
      Path folder = ROOT.resolve(Long.toString(ProcessHandle.current().pid())).resolve(name);
      Files.createDirectories(folder);
      return new TestFolder(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes what uses the folder, then deletes it. */
  void deleteAtExit(AutoCloseable user) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> closeAndDelete(user), "backing-" + path.getFileName()));
  }

  private void closeAndDelete(AutoCloseable user) {
    try (user) {
      // Only to close it before the folder goes.
    } catch (Exception e) {
      LOG.warnf(e, "Not closed: %s", path);
    }
    deleteTree(path);
    path.getParent().toFile().delete(); // Whoever empties it last.
  }

  private static void clearLeftovers() throws IOException {
    for (Path leftover : list(ROOT)) {
      if (isOfEndedProcess(leftover)) {
        BackingPostgres.stopLeftover(leftover.resolve("postgres"));
        deleteTree(leftover);
      }
    }
  }

  private static boolean isOfEndedProcess(Path folder) {
    String name = folder.getFileName().toString();
    return name.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(name)).isEmpty();
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }

  /** As far as it can be deleted: another JVM may be clearing the same leftover. */
  private static void deleteTree(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      LOG.debugf(e, "Not deleted: %s", folder);
    }
  }
}
