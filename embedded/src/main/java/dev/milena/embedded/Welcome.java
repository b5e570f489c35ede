package dev.milena.embedded;

import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The few lines that somebody needs who starts the hub for the first time. */
@ApplicationScoped
class Welcome {
  private final AccountTable accounts;
  private final String host;
  private final int port;

  Welcome(
      AccountTable accounts,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.accounts = accounts;
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
    Collection<Account> known = accounts.all();
    if (known.isEmpty()) {
      out.println(
          "  accounts    none yet. Write one into milena.properties (README, \"Connect a real bot\"),");
      out.println("              or see the whole cycle without any token: ./milena demo");
    } else {
      known.stream()
          .map(a -> a.ref().toString())
          .sorted(Comparator.naturalOrder())
          .forEach(a -> out.println("  account     " + a));
    }
    out.println("Stop with Ctrl-C; data stays.");
    out.flush();
  }
}
