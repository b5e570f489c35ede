package dev.milena.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One JSON line for each file. A file that cannot be understood gets a line that says so, and the
 * others go on.
 */
final class Rows {
  private Rows() {}

  /**
   * @param fill puts what is known of an input into its row
   * @return 0, or 1 where a file could not be understood
   */
  static int print(PrintWriter out, List<Path> files, BiConsumer<byte[], ObjectNode> fill) {
    int status = 0;
    for (Path file : files) {
      ObjectNode row = Json.mapper().createObjectNode().put("file", file.toString());
      try {
        fill.accept(read(file), row);
      } catch (Json.UnreadableException | IllegalArgumentException | UncheckedIOException e) {
        row.put("error", Failures.plain(e));
        status = 1;
      }
      out.println(new String(Json.bytes(row), StandardCharsets.UTF_8));
    }
    out.flush();
    return status;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
