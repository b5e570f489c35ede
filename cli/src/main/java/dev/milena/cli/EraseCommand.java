package dev.milena.cli;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/**
 * Has a running hub forget somebody, and says how far it is until nothing is left to do. Without
 * {@code --yes} it only says how much would go.
 */
@Dependent
@CommandLine.Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = "Forgets a person, everywhere in a running hub. Says first what would go.",
    footer = {
      "",
      "JSON on stdout, progress on stderr. Exit status: 0 previewed, or all steps done; 1 begun,"
          + " and not done within --wait; 2 wrong use, or the hub refuses."
    })
class EraseCommand implements Callable<Integer> {
  /** The shortest step takes about as long. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Duration lookEvery;

  @CommandLine.Mixin HubApi api;

  @CommandLine.ArgGroup(multiplicity = "1")
  Whom whom;

  @CommandLine.Option(
      names = "--yes",
      description = "Do it. There is no way back. Once more with the same id does no harm.")
  boolean yes;

  @CommandLine.Option(
      names = "--wait",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description =
          "How long to wait for the last step (default ${DEFAULT-VALUE}); 0: not at all. Texts are"
              + " trimmed when they are older than milena.router.trim-after, 5 minutes; the hub"
              + " goes on without anybody waiting.")
  int minutes;

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  /** A person, or an erasure that was begun before. */
  static class Whom {
    @CommandLine.Parameters(paramLabel = "PERSON", description = "Id or username of the person.")
    Optional<String> person = Optional.empty();

    @CommandLine.Option(
        names = "--follow",
        paramLabel = "ERASURE",
        description = "Instead: an erasure that was begun before, by its id.")
    Optional<String> erasure = Optional.empty();
  }

  EraseCommand() {
    this(LOOK_EVERY);
  }

  EraseCommand(Duration lookEvery) {
    this.lookEvery = lookEvery;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (whom.erasure.isPresent()) {
      return follow(api.get(erasure(whom.erasure.get()), Map.of()));
    }
    String person = "/people/" + part(whom.person.orElseThrow());
    return yes ? follow(api.delete(person)) : preview(person);
  }

  private int preview(String person) {
    Rows.print(spec, api.get(person + "/erasure", Map.of()));
    say("Nothing is done yet. To forget them for good, say it again with --yes.");
    return CommandLine.ExitCode.OK;
  }

  /** A hub that is away for a moment, as in a rolling upgrade, is asked again. */
  private int follow(JsonNode begun) throws InterruptedException {
    String path = erasure(begun.path("id").asText());
    long until = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    JsonNode now = begun;
    String said = "";
    boolean away = false;
    while (true) {
      String step = now.path("step").asText();
      if (!step.equals(said)) {
        say("erasure %s: %s", now.path("id").asText(), meaning(step));
        said = step;
      }
      if (step.equals("done")) {
        Rows.print(spec, now);
        return CommandLine.ExitCode.OK;
      }
      if (System.nanoTime() >= until) {
        Rows.print(spec, now);
        say(
            "The hub goes on by itself. To wait again: ./milena erase --follow %s",
            now.path("id").asText());
        return CommandLine.ExitCode.SOFTWARE;
      }
      Thread.sleep(lookEvery);
      try {
        now = api.get(path, Map.of());
        away = false;
      } catch (HubApi.AwayException e) {
        if (!away) {
          say("%s (asked again until it answers)", e.getMessage());
        }
        away = true;
      }
    }
  }

  /** As docs/ERASURE.md has them; what a newer hub does besides is told by its name. */
  private static String meaning(String step) {
    return switch (step) {
      case "announce" -> "Postgres knows them no more; egress and readers are being told";
      case "parked" -> "parked texts are being removed";
      case "trim" -> "waiting until the topics hold nothing of the time before";
      case "sweep" -> "parked texts that were on their way are being removed";
      case "done" -> "done";
      default -> step;
    };
  }

  private static String erasure(String id) {
    return "/erasures/" + part(id);
  }

  /** One part of an address, whatever is in it. */
  private static String part(String given) {
    if (given.isBlank()) {
      throw new IllegalArgumentException("An id or a name is not empty");
    }
    return URLEncoder.encode(given, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void say(String format, Object... arguments) {
    spec.commandLine().getErr().println(String.format(format, arguments));
    spec.commandLine().getErr().flush();
  }
}
