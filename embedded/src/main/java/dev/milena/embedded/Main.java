package dev.milena.embedded;

import dev.milena.backing.BackingException;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/**
 * {@code up} and {@code demo}. Exit status: 0 done, 1 the demo found something wrong, 2 wrong use
 * or something is missing or in the way; then one line says what to do.
 */
@QuarkusMain
@CommandLine.Command(
    name = "milena",
    subcommands = {Up.class, Demo.class})
public class Main implements Runnable {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  public static void main(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler((failure, at, parsed) -> {
      at.getErr().println("milena: " + plain(failure));
      return CommandLine.ExitCode.USAGE;
    });
    System.exit(line.execute(args));
  }

  private static String plain(Exception failure) {
    return failure instanceof BackingException || failure instanceof Problem
        ? failure.getMessage()
        : failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Say 'up' or 'demo'");
  }
}
