package dev.milena.egress;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when accounts are read and what becomes of commands can be written down. Partitions may
 * belong to others; held accounts are reported, but are not our failure.
 */
@Readiness
@ApplicationScoped
class EgressHealth implements HealthCheck {
  private final AccountTable accounts;
  private final Appender appender;
  private final Docks docks;

  EgressHealth(AccountTable accounts, Appender appender, Docks docks) {
    this.accounts = accounts;
    this.appender = appender;
    this.docks = docks;
  }

  @Override
  public HealthCheckResponse call() {
    Load load = docks.load();
    return HealthCheckResponse.named("egress")
        .status(accounts.ready() && appender.ready())
        .withData("accounts", accounts.ready() ? "read" : "reading")
        .withData("kafka", appender.ready() ? "connected" : "connecting")
        .withData("partitions", docks.partitions().size())
        .withData("waiting", load.waiting())
        .withData("accounts held", load.held())
        .withData("accounts without answer", load.unanswered())
        .build();
  }
}
