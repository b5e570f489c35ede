package dev.milena.ingress;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** One log line for each refused call, up to so many a second; all are counted. */
@Singleton
class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class);
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final IngressMetrics metrics;
  private final int perSecond;
  private final AtomicLong second = new AtomicLong(System.nanoTime());
  private final AtomicInteger logged = new AtomicInteger();

  Refusals(IngressMetrics metrics, IngressConfig config) {
    this.metrics = metrics;
    this.perSecond = config.refusalsLoggedPerSecond();
  }

  /**
   * @param cause a word of ours, for the counter
   * @param where the address, without its query: a query may hold a secret
   */
  void note(String cause, String where, String explanation) {
    metrics.refused(cause);
    if (mayLog()) {
      LOG.infof("refused cause=%s path=%s: %s", cause, printable(where), explanation);
    }
  }

  private boolean mayLog() {
    long now = System.nanoTime();
    long began = second.get();
    if (now - began > SECOND_NANOS && second.compareAndSet(began, now)) {
      logged.set(0);
    }
    return logged.incrementAndGet() <= perSecond;
  }

  /** A stranger wrote it: no control characters, and not without end. */
  private static String printable(String text) {
    String head = text.length() > 200 ? text.substring(0, 200) + "…" : text;
    return head.replaceAll("[^\\x20-\\x7e…]", "?");
  }
}
