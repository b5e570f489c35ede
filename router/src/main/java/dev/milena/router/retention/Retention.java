package dev.milena.router.retention;

import dev.milena.model.Topics;
import dev.milena.router.RouterConfig;
import dev.milena.router.store.Rounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Takes what people wrote out of the internal topics once it is done, long before Kafka's own
 * retention would: requests and events, and commands. Not the deliveries, which hold no text and
 * are asked for as long as they are there; not the public stream; not parked work, which waits for
 * somebody. Any number of routers may do this at once.
 */
@ApplicationScoped
public class Retention {
  private static final Logger LOG = Logger.getLogger(Retention.class);

  private final Trimmer trimmer;
  private final RouterConfig settings;
  private final MeterRegistry meters;
  private volatile Cancellable rounds = () -> {};

  Retention(Trimmer trimmer, RouterConfig settings, MeterRegistry meters) {
    this.trimmer = trimmer;
    this.settings = settings;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    rounds = Rounds.every(settings.trimEvery(), "Trimming the internal topics", this::trim);
  }

  void stop(@Observes ShutdownEvent event) {
    rounds.cancel();
  }

  private static boolean holdsTexts(String topic) {
    return topic.equals(Topics.EVENTS) || topic.startsWith(Topics.OUTBOUND_PREFIX);
  }

  /** Trims now. */
  public Uni<Void> trim() {
    return Uni.createFrom()
        .item(() -> trimmer.trim(Retention::holdsTexts, Instant.now().minus(settings.trimAfter())))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .invoke(this::trimmed)
        .replaceWithVoid();
  }

  private void trimmed(long records) {
    meters.counter("milena.router.trimmed").increment(records);
    LOG.debugf("%d records are done and gone from the internal topics", records);
  }

  /** Whether nothing that was appended to the internal topics before that time is left there. */
  public Uni<Boolean> nothingBefore(Instant time) {
    return Uni.createFrom()
        .item(() -> trimmer.holdNothingBefore(Retention::holdsTexts, time))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
