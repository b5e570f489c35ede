package dev.milena.egress;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One of Vert.x's event loops, with a context of its own: tasks run one after the other, in their
 * order.
 */
final class VertxLoop implements Executor, Timekeeper {
  private static final Logger LOG = Logger.getLogger(VertxLoop.class);

  private final Vertx vertx;
  private final ContextInternal context;

  VertxLoop(Vertx vertx) {
    this.vertx = vertx;
    this.context = ((VertxInternal) vertx).createEventLoopContext();
  }

  /**
   * What comes when the loop has ended is dropped: the process stops, its partitions are given up,
   * and a reading that a worker only brings now is of no use to anybody.
   */
  @Override
  public void execute(Runnable task) {
    try {
      context.runOnContext(ignored -> task.run());
    } catch (RejectedExecutionException ended) {
      LOG.debug("A task came after the event loop had ended");
    }
  }

  /**
   * Runs at once what comes on this loop already. For what goes on with an answer: that comes
   * alone, and nobody further up waits for it to return.
   */
  void goOn(Runnable task) {
    if (context.inThread()) {
      task.run();
    } else {
      execute(task);
    }
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
