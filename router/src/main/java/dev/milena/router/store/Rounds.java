package dev.milena.router.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Does something over and over until cancelled. A round that fails is logged by its cause and the
 * next one comes in time.
 */
public final class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private Rounds() {}

  /**
   * Starts the first round at once and the next one a pause after the end of the one before.
   *
   * @param name what a failed round is called in the log
   */
  public static Cancellable every(Duration pause, String name, Supplier<Uni<Void>> round) {
    return Multi.createBy()
        .repeating()
        .uni(() -> guarded(name, round).onItem().delayIt().by(pause))
        .indefinitely()
        .subscribe()
        .with(done -> {}, failure -> LOG.errorf(failure, "Stopped for good: %s", name));
  }

  private static Uni<Boolean> guarded(String name, Supplier<Uni<Void>> round) {
    return Uni.createFrom()
        .deferred(round::get)
        .replaceWith(true)
        .onFailure()
        .recoverWithItem(failure -> {
          LOG.warnf("%s failed and is tried again: %s", name, failure.toString());
          return false;
        });
  }
}
