package dev.milena.egress;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One of Vert.x's event loops, with a context of its own: tasks run one after the other, in their
 * order.
 */
final class VertxLoop implements Executor, Timekeeper {
  private final Vertx vertx;
  private final Context context;

  VertxLoop(Vertx vertx) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(ignored -> task.run());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  /** Never early: a millisecond is the least that Vert.x can wait. */
  @Override
  public void after(Duration wait, Runnable what) {
    long millis = TimeUnit.NANOSECONDS.toMillis(wait.toNanos()) + 1;
    execute(() -> vertx.setTimer(millis, ignored -> what.run()));
  }
}
