package dev.milena.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/**
 * Runs one command and ends. Exit status: 0 done, 1 the command says no, 2 wrong use or something
 * is missing.
 */
@QuarkusMain
public class Main implements QuarkusApplication {
  private final Commands commands;

  Main(Commands commands) {
    this.commands = commands;
  }

  @Override
  public int run(String... args) {
    return prepared(commands.line()).execute(args);
  }

  /** Has whatever goes wrong said in one line. */
  static CommandLine prepared(CommandLine line) {
    return line.setExecutionExceptionHandler((failure, at, parsed) -> {
      if (failure instanceof CommandLine.ParameterException wrong) {
        throw wrong;
      }
      at.getErr().println("milena: " + Failures.plain(failure));
      return CommandLine.ExitCode.USAGE;
    });
  }
}
