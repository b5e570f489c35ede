package dev.milena.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * A command that reads files of one platform and prints one JSON line for each. A file that cannot
 * be understood gets a line that says so, and the others go on.
 */
abstract class FileCommand implements Callable<Integer> {
  @Option(
      names = "--platform",
      required = true,
      paramLabel = "P",
      description = "Key of the platform.")
  String platform;

  @Option(
      names = "--account",
      paramLabel = "A",
      description = "A configured account: its settings are used.")
  Optional<String> account = Optional.empty();

  @Option(
      names = "--self",
      paramLabel = "ID",
      description = "The account's own id at the platform.")
  Optional<String> self = Optional.empty();

  @CommandLine.Parameters(arity = "1..*", paramLabel = "FILE")
  List<Path> files;

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  final Platforms platforms;
  private final AccountsOfFile configured;

  FileCommand(Platforms platforms, AccountsOfFile configured) {
    this.platforms = platforms;
    this.configured = configured;
  }

  /** What puts what is known of an input into its row. */
  abstract BiConsumer<byte[], ObjectNode> reader();

  /** A configured account, or one with made-up credentials. */
  Account account() {
    return account
        .map(name -> configured.require(new AccountRef(platform, name)))
        .orElseGet(() ->
            platforms
                .rehearsal(platform)
                .stage(new AccountRef(platform, "rehearsal"), self.orElse("")));
  }

  /** 0, or 1 where a file could not be understood. */
  @Override
  public final Integer call() {
    BiConsumer<byte[], ObjectNode> reader = reader();
    int status = 0;
    for (Path file : files) {
      ObjectNode row = Json.mapper().createObjectNode().put("file", file.toString());
      try {
        reader.accept(read(file), row);
      } catch (Json.UnreadableException | IllegalArgumentException | UncheckedIOException e) {
        row.put("error", Failures.plain(e));
        status = 1;
      }
      Rows.print(spec, row);
    }
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
