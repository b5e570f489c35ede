package dev.milena.router.intake;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The two channels that the router reads, and what it holds of each. */
@ApplicationScoped
public class Channels {
  public static final String EVENTS = "events-in";
  public static final String DELIVERIES = "deliveries-in";

  @Produces
  @Singleton
  @Identifier(EVENTS)
  Holdings events() {
    return new Holdings();
  }

  @Produces
  @Singleton
  @Identifier(DELIVERIES)
  Holdings deliveries() {
    return new Holdings();
  }
}
