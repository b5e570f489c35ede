package dev.milena.embedded;

import dev.milena.bus.AccountTable;
import dev.milena.model.ConfiguredAccounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintStream;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The few lines that somebody needs who starts the hub for the first time. */
@ApplicationScoped
class Welcome {
  private final AccountTable accounts;
  private final Config config;
  private final String host;
  private final int port;

  Welcome(
      AccountTable accounts,
      Config config,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.accounts = accounts;
    this.config = config;
    this.host = "0.0.0.0".equals(host) ? "127.0.0.1" : host;
    this.port = port;
  }

  void print(PrintStream out) {
    String base = "http://" + host + ":" + port;
    out.println();
    out.println("Milena is up.");
    out.println("  health      " + base + "/q/health");
    out.println("  API         " + base + "/q/swagger-ui  (description: " + base + "/q/openapi)");
    out.println("  metrics     " + base + "/q/metrics");
    out.println("  webhooks    " + base + "/in/{platform}/{account}");
    SortedSet<String> known = accounts();
    if (known.isEmpty()) {
      out.println(
          "  accounts    none yet. Write one into milena.properties (README, \"Connect a real"
              + " bot\"),");
      out.println("              or see the whole cycle without any token: ./milena demo");
    } else {
      known.forEach(account -> out.println("  account     " + account));
    }
    out.println("Stop with Ctrl-C; data stays.");
    out.flush();
  }

  /** Those of the configuration are only being published at this moment. */
  private SortedSet<String> accounts() {
    SortedSet<String> names = new TreeSet<>();
    accounts.all().forEach(account -> names.add(account.ref().toString()));
    ConfiguredAccounts.read(
            config.getPropertyNames(), key -> config.getOptionalValue(key, String.class))
        .keySet()
        .forEach(ref -> names.add(ref.toString()));
    return names;
  }
}
