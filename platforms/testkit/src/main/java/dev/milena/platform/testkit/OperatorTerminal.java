package dev.milena.platform.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import dev.milena.platform.Operator;
import dev.milena.platform.PlatformCommand;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** A terminal at which an operator types the commands of a platform, and what is shown there. */
public final class OperatorTerminal implements AutoCloseable {
  private final Function<Operator, PlatformCommand> commands;
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> configured = new HashMap<>();
  private final StringWriter shown = new StringWriter();

  public OperatorTerminal(Function<Operator, PlatformCommand> commands) {
    this.commands = commands;
  }

  /** Writes a setting into the configuration. */
  public void set(String key, String value) {
    configured.put(key, value);
  }

  /** Writes an account into the configuration. */
  public void set(AccountRef account, ObjectNode settings) {
    configured.putAll(ConfiguredAccounts.properties(account, settings));
  }

  /** Writes a setting of an account into the configuration. */
  public void set(AccountRef account, String setting, String value) {
    set(key(account, setting), value);
  }

  public void remove(AccountRef account, String setting) {
    configured.remove(key(account, setting));
  }

  private static String key(AccountRef account, String setting) {
    return "milena." + account.platform() + ".accounts." + account.name() + "." + setting;
  }

  /** Runs a command; gives its exit status. */
  public int type(String... words) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(configured, "test", 100))
            .build();
    return new CommandLine(commands.apply(new Operator(LoopbackHttp.client(vertx), config)))
        .setOut(new PrintWriter(shown, true))
        .setExecutionExceptionHandler((failure, _, _) -> {
          shown.write(failure.getMessage());
          return CommandLine.ExitCode.USAGE;
        })
        .execute(words);
  }

  /** All that was shown so far. */
  public String shown() {
    return shown.toString();
  }

  @Override
  public void close() {
    Waiting.on(vertx.close());
  }
}
