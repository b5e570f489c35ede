package dev.milena.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;

/** What a command has to say to other programs: a line of JSON each, on stdout. */
final class Rows {
  private Rows() {}

  /** Is out at once: whoever reads along does not wait for the end. */
  static void print(CommandSpec spec, JsonNode row) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(new String(Json.bytes(row), StandardCharsets.UTF_8));
    out.flush();
  }
}
