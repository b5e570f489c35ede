package dev.milena.router.store;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * Keeps one thing out of the log that means nothing: a statement that failed because Postgres could
 * not be reached leaves the timer of its wait for a connection running in the client, which fails
 * it once more half a minute later, to nobody. After an outage that is an error with a stack trace
 * for every question that was asked meanwhile, those of the health checks included. Whoever had
 * asked was told the real reason at once.
 *
 * @see <a href="https://github.com/eclipse-vertx/vertx-sql-client/issues/1706">vertx-sql-client
 *     #1706, open when read on 2026-11-21. LateTimersTest fails when it is mended; this class can
 *     go then.</a>
 */
@ApplicationScoped
class LateTimers {
  private static final Logger LOG = Logger.getLogger(LateTimers.class);
  private static final String CLIENT = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

  void start(@Observes StartupEvent event, Vertx vertx) {
    passOver(vertx);
  }

  /** Everything else goes on to whom it went before. */
  static void passOver(Vertx vertx) {
    Handler<Throwable> others = vertx.exceptionHandler();
    vertx.exceptionHandler(failure -> {
      if (isLate(failure)) {
        LOG.debug("A statement that had failed before failed once more, too late");
      } else if (others != null) {
        others.handle(failure);
      }
    });
  }

  private static boolean isLate(Throwable failure) {
    return failure instanceof IllegalStateException
        && "Result is already complete".equals(failure.getMessage())
        && Arrays.stream(failure.getStackTrace()).anyMatch(LateTimers::isTimer);
  }

  private static boolean isTimer(StackTraceElement element) {
    return element.getClassName().equals(CLIENT)
        && element.getMethodName().startsWith("lambda$execute");
  }
}
