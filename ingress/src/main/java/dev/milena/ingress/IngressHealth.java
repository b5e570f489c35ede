package dev.milena.ingress;

import dev.milena.bus.AccountTable;
import dev.milena.bus.Appender;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when accounts are read and Kafka can be appended to. Streams are reported, but a lost one
 * is not our failure.
 */
@Readiness
@ApplicationScoped
class IngressHealth implements HealthCheck {
  private final AccountTable accounts;
  private final Appender appender;
  private final StreamKeeper streams;
  private final Backlog backlog;

  IngressHealth(AccountTable accounts, Appender appender, StreamKeeper streams, Backlog backlog) {
    this.accounts = accounts;
    this.appender = appender;
    this.streams = streams;
    this.backlog = backlog;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("ingress")
            .status(accounts.ready() && appender.ready())
            .withData("accounts", accounts.ready() ? "read" : "reading")
            .withData("kafka", appender.ready() ? "connected" : "connecting")
            .withData("backlog", backlog.tooOld() ? "too old: nothing is taken" : "in time");
    streams.states().forEach((account, state) -> response.withData("stream " + account, state));
    return response.build();
  }
}
