package dev.milena.router.intake;

import dev.milena.bus.BusStartup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether events go through: Kafka is there, the accounts are read, and no batch is waiting.
 * Postgres has a check of its own, and whether the consumers live, the messaging layer tells.
 */
@Readiness
@ApplicationScoped
class RouterReady implements HealthCheck {
  private final BusStartup bus;
  private final Intake intake;

  RouterReady(BusStartup bus, Intake intake) {
    this.bus = bus;
    this.intake = intake;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> trouble =
        Stream.of(
                bus.trouble(), intake.trouble(Channels.EVENTS), intake.trouble(Channels.DELIVERIES))
            .flatMap(Optional::stream)
            .findFirst();
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("router").status(trouble.isEmpty());
    trouble.ifPresent(t -> answer.withData("trouble", t));
    return answer.build();
  }
}
