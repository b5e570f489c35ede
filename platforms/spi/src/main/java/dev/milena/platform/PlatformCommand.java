package dev.milena.platform;

import picocli.CommandLine;

/**
 * Commands that a platform brings to the command line, for example {@code ./milena telegram
 * set-webhook}. A bean that is also a picocli command ({@code @CommandLine.Command} with the
 * platform's key as its name). Exit status: 0 done, 1 the platform says no.
 */
public abstract class PlatformCommand {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  /** Prints a line for whoever typed. */
  protected final void say(String line) {
    spec.commandLine().getOut().println(line);
  }

  /** The exit status of a command that the platform carried out, or did not. */
  protected static int status(boolean done) {
    return done ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  /** The option that names the account: a {@code @CommandLine.Mixin} of commands that need one. */
  public static final class OfAccount {
    @CommandLine.Option(
        names = "--account",
        required = true,
        description = "Name of a configured account.")
    String name;
  }
}
