package dev.milena.backing;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The server's programs, unpacked once per user (60 MB) beside other caches. Not in the temporary
 * folder, whose cleaners would take files away under a server that runs for weeks, and where
 * another user could put programs first.
 *
 * @param home holds {@code bin/}, {@code lib/} and {@code share/}
 */
record PostgresPrograms(Path home) {
  /**
   * Unpacks them where that has not been done. Without a home folder (some containers): into {@code
   * fallback}.
   */
  static PostgresPrograms unpack(Path fallback) throws IOException {
    byte[] archive = archive();
    Path cache = cache().orElse(fallback).resolve("postgres");
    OwnerOnly.createFolder(cache);
    Path home = cache.resolve(digest(archive));
    if (!Files.isDirectory(home)) {
      Path draft = cache.resolve(home.getFileName() + "." + ProcessHandle.current().pid());
      Trees.delete(draft);
      TarXz.unpack(new ByteArrayInputStream(archive), draft);
      publish(draft, home);
    }
    return new PostgresPrograms(home);
  }

  private static void publish(Path draft, Path home) throws IOException {
    try {
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Trees.delete(draft);
      if (!Files.isDirectory(home)) { // Otherwise another hub was quicker, with the same files.
        throw e;
      }
    }
  }

  private static byte[] archive() throws IOException {
    String system =
        System.getProperty("os.name").startsWith("Mac") ? "Darwin" : System.getProperty("os.name");
    String machine = System.getProperty("os.arch");
    try (InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            system, machine.equals("amd64") ? "x86_64" : machine)) {
      return archive.readAllBytes();
    } catch (IllegalStateException e) {
      throw new BackingException(
          "This Milena brings no PostgreSQL for "
              + system
              + " on "
              + machine
              + ". Point it at a PostgreSQL of your own.",
          e);
    }
  }

  private static String digest(byte[] archive) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }

  private static Optional<Path> cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    try {
      Path cache = base.resolve("milena");
      Files.createDirectories(cache);
      return Files.isWritable(cache) ? Optional.of(cache) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Runs one to its end, its output going to the log.
   *
   * @throws BackingException when it fails, in its own words, or takes longer than {@code atMost}
   */
  void run(PostgresLog log, Duration atMost, String program, List<String> arguments) {
    long before = log.size();
    List<String> command =
        new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    try {
      // To a file, not to a pipe: the server keeps what it inherits, and must outlive this JVM's
      // end in good order.
      Redirect output = Redirect.appendTo(log.file().toFile());
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw failed(program, "no end within " + atMost.toSeconds() + " s", log);
      }
      if (process.exitValue() != 0) {
        throw failed(
            program, log.complaintAfter(before).orElse("exit code " + process.exitValue()), log);
      }
    } catch (IOException e) {
      throw failed(program, BackingException.reason(e), log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackingException("Interrupted while starting PostgreSQL.", e);
    }
  }

  private static BackingException failed(String program, String reason, PostgresLog log) {
    return new BackingException(
        "PostgreSQL cannot start: " + program + " says: " + reason + ". See " + log.file() + ".");
  }
}
