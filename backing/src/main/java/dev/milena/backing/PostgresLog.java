package dev.milena.backing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The file into which the server and its programs write: starts, stops, and what ended them.
 *
 * @param file absolute
 */
record PostgresLog(Path file) {
  /** Kept across starts up to here, then begun anew. */
  private static final long BYTES_MAX = 1024 * 1024;

  /** What the server, initdb and pg_ctl put before the sentence that ended them. */
  private static final List<String> COMPLAINTS = List.of("FATAL:", "PANIC:", "error:");

  /** Only while no server runs that writes to it. */
  void trim() throws IOException {
    if (size() > BYTES_MAX) {
      Files.delete(file);
    }
  }

  /** Bytes. */
  long size() {
    return file.toFile().length();
  }

  /**
   * The first sentence with which something ended since the log had this size, without time and
   * severity.
   */
  Optional<String> complaintAfter(long size) {
    try {
      byte[] all = Files.readAllBytes(file);
      byte[] since = Arrays.copyOfRange(all, (int) Math.min(size, all.length), all.length);
      return new String(since, StandardCharsets.UTF_8)
          .lines()
          .flatMap(line ->
              COMPLAINTS.stream()
                  .filter(line::contains)
                  .map(word -> line.substring(line.indexOf(word) + word.length()).strip()))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // No log, no sentence; the caller names the failure that it has.
    }
  }
}
