package dev.milena.backing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;

/** The file {@code sealing.key}: 32 random bytes in Base64, mode 0600. */
final class SealingKey {
  /** A key of AES-256. */
  private static final int KEY_BYTES = 32;

  private static final String NAME = "sealing.key";

  private SealingKey() {}

  /** Makes the key where there is none. It appears whole or not at all. */
  static void ensure(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (Files.exists(file)) {
      read(folder);
      OwnerOnly.restrict(file, "rw-------");
      return;
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path draft = folder.resolve(NAME + ".new");
    OwnerOnly.write(draft, Base64.getEncoder().encodeToString(key) + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static String read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      String text = Files.readString(file).strip();
      if (Base64.getDecoder().decode(text).length == KEY_BYTES) {
        return text;
      }
    } catch (IOException e) {
      throw BackingException.because("The sealing key cannot be read", e);
    } catch (IllegalArgumentException e) {
      // Not Base64: the same answer as for a key of another length, and never the text itself.
    }
    throw new BackingException(
        "The sealing key in "
            + file
            + " is damaged. Restore it from a backup; without it the"
            + " stored credentials of accounts cannot be read. To begin anew, remove the file and enter them"
            + " again.");
  }
}
