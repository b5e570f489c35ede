package dev.milena.platform.testkit;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, where the caller is a thread of its own. */
public final class Waiting {
  /** Loopback and small bodies: what takes longer does not come. */
  private static final long SECONDS_MAX = 10;

  private Waiting() {}

  public static <T> T on(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("Nothing happened for " + SECONDS_MAX + " s", e);
    }
  }
}
