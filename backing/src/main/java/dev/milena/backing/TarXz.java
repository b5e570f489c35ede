package dev.milena.backing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks an archive of programs: files, links, and who may execute what. */
final class TarXz {
  private static final int ANYBODY_EXECUTES = 0111;

  private TarXz() {}

  static void unpack(InputStream archive, Path folder) throws IOException {
    try (TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("The archive leads out of its folder: " + entry.getName());
        }
        put(entry, entries, target);
      }
    }
  }

  private static void put(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink() || entry.isLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, target);
    if ((entry.getMode() & ANYBODY_EXECUTES) != 0) {
      target.toFile().setExecutable(true);
    }
  }
}
