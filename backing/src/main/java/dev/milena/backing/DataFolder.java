package dev.milena.backing;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder in which a hub on one machine keeps everything: {@code kafka/}, {@code postgres/},
 * {@code sealing.key} and {@code milena.lock}. One hub at a time may hold it; the hold ends with
 * {@link #close()} or with the process, however that ends.
 */
public final class DataFolder implements AutoCloseable {
  /**
   * Room for a day of messages of a small hub, Kafka's preallocated indexes and an empty PostgreSQL
   * (about 60 MB).
   */
  private static final long FREE_BYTES_MIN = 200L * 1024 * 1024;

  private static final long MEBIBYTE = 1024L * 1024;

  private final Path path;
  private final FolderLock lock;

  private DataFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder where it does not exist and holds it.
   *
   * @throws BackingException when another hub holds it, it cannot be made or written, or the disk
   *     is nearly full
   */
  public static DataFolder open(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    try {
      OwnerOnly.createFolder(path);
    } catch (IOException e) {
      throw BackingException.because("The data folder " + path + " cannot be made", e);
    }
    if (!Files.isWritable(path)) {
      throw new BackingException(
          "The data folder "
              + path
              + " cannot be written by this user. Choose another folder with --data.");
    }
    requireRoom(path, usableBytes(path));
    FolderLock lock = FolderLock.take(path);
    try {
      OwnerOnly.createFolder(path.resolve("kafka"));
      OwnerOnly.createFolder(path.resolve("postgres"));
      SealingKey.ensure(path);
      return new DataFolder(path, lock);
    } catch (IOException e) {
      lock.close();
      throw BackingException.because("The data folder " + path + " cannot be written", e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static long usableBytes(Path path) {
    try {
      FileStore disk = Files.getFileStore(path);
      return disk.getUsableSpace();
    } catch (IOException e) {
      throw BackingException.because("The data folder " + path + " cannot be read", e);
    }
  }

  static void requireRoom(Path path, long usableBytes) {
    if (usableBytes < FREE_BYTES_MIN) {
      throw new BackingException(
          "The disk of the data folder "
              + path
              + " has "
              + usableBytes / MEBIBYTE
              + " MB left, and Milena needs "
              + FREE_BYTES_MIN / MEBIBYTE
              + " MB. Make room or choose another folder with --data.");
    }
  }

  /** The folder itself, absolute. */
  public Path path() {
    return path;
  }

  /** Where {@link BackingKafka} keeps its log. */
  public Path kafka() {
    return path.resolve("kafka");
  }

  /** Where {@link BackingPostgres} keeps its cluster. */
  public Path postgres() {
    return path.resolve("postgres");
  }

  /**
   * The key that seals the credentials of accounts: 32 random bytes in Base64, made once. Secret.
   * Without it stored credentials cannot be read again, so back it up apart from the data.
   *
   * @throws BackingException when the file was damaged or removed meanwhile
   */
  public String sealingKey() {
    return SealingKey.read(path);
  }

  /** Lets go of the folder. Close Kafka and PostgreSQL first. */
  @Override
  public void close() {
    lock.close();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
