package dev.milena.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Clears away what the demo made. */
final class Folders {
  private static final Logger LOG = Logger.getLogger(Folders.class);

  private Folders() {}

  /**
   * Deletes a folder with everything in it; what cannot be deleted is left in the system's folder
   * for such things.
   */
  static void deleteLater(Path folder) {
    try (Stream<Path> inside = Files.walk(folder)) {
      List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.debugf("left behind %s: %s", folder, e.getMessage());
    }
  }
}
