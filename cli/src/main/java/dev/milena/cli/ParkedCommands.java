package dev.milena.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import jakarta.enterprise.context.Dependent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Lists parked work of a running hub and has it replayed or dropped, over the hub's API. */
@Dependent
@CommandLine.Command(
    name = "parked",
    description = "What a running hub has set aside: lists it, shows it, replays it, drops it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ParkedCommands.ListThem.class,
      ParkedCommands.Show.class,
      ParkedCommands.Replay.class,
      ParkedCommands.Drop.class
    })
class ParkedCommands implements Runnable {
  private static final String PATH = "/parked";

  /** As many as the API gives and takes at once. */
  private static final int PAGE = 200;

  @CommandLine.Spec CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Name a command: list, show, replay or drop");
  }

  /** Which records are meant. */
  static class Filter {
    @CommandLine.Option(
        names = "--platform",
        paramLabel = "P",
        description = "Key of the platform.")
    Optional<String> platform = Optional.empty();

    @CommandLine.Option(names = "--account", paramLabel = "P/NAME", description = "The account.")
    Optional<String> account = Optional.empty();

    @CommandLine.Option(
        names = "--conversation",
        paramLabel = "P/NAME/ID",
        description = "The conversation, each part percent-encoded.")
    Optional<String> conversation = Optional.empty();

    @CommandLine.Option(
        names = "--cause",
        paramLabel = "WORD",
        description = "Why it was set aside.")
    Optional<String> cause = Optional.empty();

    @CommandLine.Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Set aside then or later, as 2026-01-31T12:00:00Z.")
    Optional<Instant> since = Optional.empty();

    @CommandLine.Option(
        names = "--until",
        paramLabel = "TIME",
        description = "Set aside before then.")
    Optional<Instant> until = Optional.empty();

    Map<String, String> parts() {
      Map<String, String> parts = new LinkedHashMap<>();
      platform.ifPresent(v -> parts.put("platform", v));
      account.ifPresent(v -> parts.put("account", v));
      conversation.ifPresent(v -> parts.put("conversation", v));
      cause.ifPresent(v -> parts.put("cause", v));
      since.ifPresent(v -> parts.put("since", v.toString()));
      until.ifPresent(v -> parts.put("until", v.toString()));
      return parts;
    }
  }

  @CommandLine.Command(
      name = "list",
      description = "One JSON line for each record, what came first standing first; no texts.")
  static final class ListThem implements Callable<Integer> {
    @CommandLine.Mixin HubApi api;
    @CommandLine.Mixin Filter filter;

    @CommandLine.Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "1000",
        description = "At most so many. Default ${DEFAULT-VALUE}.")
    int limit;

    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
      Map<String, String> query = new LinkedHashMap<>(filter.parts());
      int left = limit;
      boolean more = left > 0;
      while (more) {
        query.put("limit", Integer.toString(Math.min(left, PAGE)));
        JsonNode page = api.get(PATH, query);
        page.path("items").forEach(item -> Rows.print(spec, item));
        left -= page.path("items").size();
        more = page.hasNonNull("next") && left > 0;
        query.put("after", page.path("next").asText());
      }
      return CommandLine.ExitCode.OK;
    }
  }

  @CommandLine.Command(name = "show", description = "One record as a JSON line.")
  static final class Show implements Callable<Integer> {
    @CommandLine.Mixin HubApi api;

    @CommandLine.Parameters(paramLabel = "ID", description = "As 'list' names it.")
    String id;

    @CommandLine.Option(
        names = "--text",
        description = "With what was said. The key needs the scope 'texts', and the hub logs it.")
    boolean text;

    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
      Rows.print(spec, api.get(PATH + "/" + id(id) + (text ? "/text" : ""), Map.of()));
      return CommandLine.ExitCode.OK;
    }
  }

  /** Acts on single records, or on all that fit. */
  abstract static class Act implements Callable<Integer> {
    @CommandLine.Mixin HubApi api;
    @CommandLine.Mixin Filter filter;

    @CommandLine.Parameters(
        arity = "0..*",
        paramLabel = "ID",
        description = "Single ones, as 'list' names them.")
    List<String> ids = List.of();

    @CommandLine.Spec CommandLine.Model.CommandSpec spec;

    /** The last part of the address. */
    abstract String verb();

    @Override
    public Integer call() {
      Map<String, String> which = filter.parts();
      if (ids.isEmpty() == which.isEmpty()) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "Name either single IDs or --platform, --account, --conversation, --cause, --since,"
                + " --until");
      }
      ids.forEach(one ->
          Rows.print(spec, api.post(PATH + "/" + id(one) + "/" + verb(), Map.of(), Map.of())));
      if (!which.isEmpty()) {
        all(which);
      }
      return CommandLine.ExitCode.OK;
    }

    private void all(Map<String, String> which) {
      int taken = 0;
      boolean more = true;
      while (more) {
        JsonNode answer =
            api.post(PATH + "/" + verb(), Map.of("limit", Integer.toString(PAGE)), which);
        taken += answer.path("taken").asInt();
        more = answer.path("more").asBoolean();
      }
      ObjectNode sum = Json.mapper().createObjectNode().put("taken", taken);
      Rows.print(spec, sum);
    }
  }

  @CommandLine.Command(
      name = "replay",
      description =
          "Has records played again, the oldest first; commands before what is newer in their"
              + " conversations.")
  static final class Replay extends Act {
    @Override
    String verb() {
      return "replay";
    }
  }

  @CommandLine.Command(
      name = "drop",
      description = "Gives records up for good; their texts are removed.")
  static final class Drop extends Act {
    @Override
    String verb() {
      return "drop";
    }
  }

  private static String id(String given) {
    if (!given.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException(
          "'" + given + "' is no id of a parked record; './milena parked list' shows them");
    }
    return given;
  }
}
