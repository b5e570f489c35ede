package dev.milena.backing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file {@code milena.lock}, locked by the operating system and holding the holder's process id.
 * The lock goes with the process, so a killed hub leaves nothing behind that would have to be
 * removed.
 */
final class FolderLock implements AutoCloseable {
  /**
   * A killed JVM of a few hundred megabytes keeps its locks for some tenths of a second while its
   * memory is freed.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Held by this JVM. Asked before the file is touched: POSIX gives up a process's locks on a file
   * when the process closes any descriptor of it, so the second look would silently end the first
   * hold.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Makes the folder where it does not exist and holds it.
   *
   * @throws BackingException when somebody holds it, or it cannot be written
   */
  static FolderLock take(Path folder) {
    try {
      OwnerOnly.createFolder(folder);
      Path real = folder.toRealPath();
      if (!HELD.add(real)) {
        throw inUse(folder, Long.toString(ProcessHandle.current().pid()));
      }
      try {
        return new FolderLock(real, lock(folder));
      } catch (IOException | RuntimeException e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw BackingException.because("The data folder " + folder + " cannot be locked", e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    Path file = folder.resolve("milena.lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      FileLock lock = channel.tryLock();
      while (lock == null && System.nanoTime() < deadline) {
        Pause.shortly();
        lock = channel.tryLock();
      }
      if (lock == null) {
        throw inUse(folder, Files.readString(file).strip());
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(pid));
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static BackingException inUse(Path folder, String pid) {
    String holder = pid.isEmpty() ? "" : " (process " + pid + ")";
    return new BackingException(
        "The data folder "
            + folder
            + " is in use by another Milena"
            + holder
            + ". Stop it or choose another folder with --data.");
  }

  /** The file stays: removing it would let two newcomers lock two different files of one name. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw BackingException.because("The data folder " + folder + " cannot be unlocked", e);
    } finally {
      HELD.remove(folder);
    }
  }
}
