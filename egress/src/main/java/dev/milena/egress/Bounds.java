package dev.milena.egress;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ends calls that their connectors do not end. Those do it themselves, so that a look now and then
 * is enough; a timer for each call, set and taken back, would cost as much as the rest of its
 * bookkeeping. Confined to the dock's thread.
 */
final class Bounds<T> {
  /** Between two looks; bounds are tens of seconds. */
  private static final Duration LOOK = Duration.ofSeconds(1);

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
    private final UniEmitter<? super T> answer;
    private Cancellable call = () -> {};

    Bounded(long end, UniEmitter<? super T> answer) {
      this.end = end;
      this.answer = answer;
    }
  }

  /**
   * The call, which ends within a second after that time if it has not before.
   *
   * @param call answers on the dock's thread
   */
  Uni<T> within(Duration bound, Uni<T> call) {
    return Uni.createFrom()
        .emitter(answer -> {
          Bounded bounded = new Bounded(time.nanos() + bound.toNanos(), answer);
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
    List<Bounded> overdue = underWay.stream().filter(b -> b.end - now <= 0).toList();
    overdue.forEach(bounded -> {
      bounded.call.cancel();
      bounded.answer.complete(otherwise);
    });
    lookLater();
  }
}
