package dev.milena.backing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that nobody but their owner may read. On file systems without POSIX modes: as
 * the system has it.
 */
final class OwnerOnly {
  private OwnerOnly() {}

  /** Makes the folder and its parents; only one that is new gets mode 0700. */
  static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    restrict(folder, "rwx------");
  }

  /** Writes a new file with mode 0600 from its first byte on. */
  static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file);
    restrict(file, "rw-------");
    Files.writeString(file, text);
  }

  static void restrict(Path path, String mode) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }
}
