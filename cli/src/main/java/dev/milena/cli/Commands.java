package dev.milena.cli;

import dev.milena.platform.PlatformCommand;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import picocli.CommandLine;

/** The command line: our own, and one for each platform that brings its own. */
@ApplicationScoped
class Commands {
  @CommandLine.Command(
      name = "milena",
      description =
          "Shows what the hub would do, and talks to it and to platforms for an operator.",
      synopsisSubcommandLabel = "COMMAND")
  static final class Top implements Runnable {
    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new CommandLine.ParameterException(spec.commandLine(), "Name a command");
    }
  }

  private final Translate translate;
  private final Render render;
  private final Classify classify;
  private final ParkedCommands parked;
  private final EraseCommand erase;
  private final List<PlatformCommand> platformCommands;

  Commands(
      Translate translate,
      Render render,
      Classify classify,
      ParkedCommands parked,
      EraseCommand erase,
      @All List<PlatformCommand> platformCommands) {
    this.translate = translate;
    this.render = render;
    this.classify = classify;
    this.parked = parked;
    this.erase = erase;
    this.platformCommands = platformCommands;
  }

  CommandLine line() {
    CommandLine line = new CommandLine(new Top());
    line.addSubcommand(translate).addSubcommand(render).addSubcommand(classify);
    line.addSubcommand(parked).addSubcommand(erase);
    platformCommands.forEach(line::addSubcommand);
    return line;
  }
}
