package dev.milena.egress;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Ends calls that their connectors do not end, and those that are not ours to make any more. Both
 * are rare, so that a look now and then is enough; a timer for each call, set and taken back, would
 * cost as much as the rest of its bookkeeping. Confined to the dock's thread.
 */
final class Bounds<T> {
  /** Between two looks; bounds are tens of seconds, and a lease ends a second early. */
  static final Duration LOOK = Duration.ofMillis(500);

  private final Timekeeper time;
  private final T otherwise;
  private final Set<Bounded> underWay = new HashSet<>();
  private boolean looking;

  /**
   * @param otherwise what comes of a call that has not ended
   */
  Bounds(Timekeeper time, T otherwise) {
    this.time = time;
    this.otherwise = otherwise;
  }

  private final class Bounded {
    private final long end;
    private final Supplier<Optional<T>> cutOff;
    private final UniEmitter<? super T> answer;
    private Cancellable call = () -> {};

    Bounded(long end, Supplier<Optional<T>> cutOff, UniEmitter<? super T> answer) {
      this.end = end;
      this.cutOff = cutOff;
      this.answer = answer;
    }

    void endIfOverdue(long now) {
      Optional<T> outcome = end - now <= 0 ? Optional.of(otherwise) : cutOff.get();
      outcome.ifPresent(result -> {
        call.cancel();
        answer.complete(result);
      });
    }
  }

  /**
   * The call, which ends within {@link #LOOK} after that time if it has not before.
   *
   * @param cutOff asked meanwhile: what comes of the call if it is to end now
   * @param call answers on the dock's thread
   */
  Uni<T> within(Duration bound, Supplier<Optional<T>> cutOff, Uni<T> call) {
    return Uni.createFrom()
        .emitter(answer -> {
          Bounded bounded = new Bounded(time.nanos() + bound.toNanos(), cutOff, answer);
          underWay.add(bounded);
          bounded.call =
              call.onTermination()
                  .invoke(() -> underWay.remove(bounded))
                  .subscribe()
                  .with(answer::complete, answer::fail);
          lookLater();
        });
  }

  private void lookLater() {
    if (!looking && !underWay.isEmpty()) {
      looking = true;
      time.after(LOOK, this::look);
    }
  }

  private void look() {
    looking = false;
    long now = time.nanos();
    List.copyOf(underWay).forEach(bounded -> bounded.endIfOverdue(now));
    lookLater();
  }
}
