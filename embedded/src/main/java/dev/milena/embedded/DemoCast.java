package dev.milena.embedded;

import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import dev.milena.platform.testkit.PlatformSimulator;
import dev.milena.platform.testkit.SimulatorFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who plays: a platform with visitors, one with operators, an account of the hub on each, and a
 * route between them.
 *
 * @param visitors where people ask
 * @param bot the hub's account there
 * @param desk where people answer
 * @param seat the hub's account there
 * @param settings what an operator would have written into the configuration
 */
record DemoCast(
    PlatformSimulator visitors,
    AccountRef bot,
    PlatformSimulator desk,
    AccountRef seat,
    Map<String, String> settings)
    implements AutoCloseable {

  static DemoCast open(SimulatorFactory visitorsOf, SimulatorFactory deskOf, String hub) {
    PlatformSimulator visitors = visitorsOf.start();
    PlatformSimulator desk = deskOf.start();
    AccountRef bot = new AccountRef(visitors.platform(), "demo");
    AccountRef seat = new AccountRef(desk.platform(), "demo");
    Map<String, String> settings = new LinkedHashMap<>();
    settings.putAll(ConfiguredAccounts.properties(bot, visitors.open(bot, hub)));
    settings.putAll(ConfiguredAccounts.properties(seat, desk.open(seat, hub)));
    settings.put("milena.routes.demo.accounts", bot.toString());
    settings.put("milena.routes.demo.to", seat.toString());
    settings.put("milena.http.allow-private", "true");
    settings.put("quarkus.otel.traces.sampler.arg", "1.0");
    return new DemoCast(visitors, bot, desk, seat, settings);
  }

  /** The settings of both accounts, by names that a shell takes: {@code PLATFORM_SETTING}. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    for (AccountRef account : List.of(bot, seat)) {
      settings.forEach((key, value) -> {
        if (key.startsWith(prefix(account) + ".")) {
          String setting = account.platform() + "_" + key.substring(prefix(account).length() + 1);
          words.put(setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value);
        }
      });
    }
    return words;
  }

  private static String prefix(AccountRef account) {
    return "milena." + account.platform() + ".accounts." + account.name();
  }

  @Override
  public void close() {
    visitors.close();
    desk.close();
  }
}
