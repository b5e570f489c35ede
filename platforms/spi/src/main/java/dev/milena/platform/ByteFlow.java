package dev.milena.platform;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The bytes of a download as a stream of demand: what nobody asked for stays in the sender's
 * network buffers, and whoever cancels closes the connection. For one subscriber; a second one is
 * told so.
 */
final class ByteFlow implements Flow.Publisher<Buffer> {
  /** How many times the idle time a reader may take over one piece, or to come at all. */
  private static final int READER_PATIENCE = 10;

  private final Download download;
  private final Duration idleMax;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final long expiry;

  ByteFlow(Download download, Duration idleMax) {
    this.download = download;
    this.idleMax = idleMax;
    this.expiry = download.vertx().setTimer(idleMax.toMillis(), _ -> expire());
  }

  /** Nobody came for the bytes. */
  private void expire() {
    if (taken.compareAndSet(false, true)) {
      download.context().runOnContext(_ -> download.drop());
    }
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Buffer> subscriber) {
    if (taken.compareAndSet(false, true)) {
      download.vertx().cancelTimer(expiry);
      Flowing flowing = new Flowing(subscriber);
      subscriber.onSubscribe(flowing);
      download.context().runOnContext(_ -> flowing.start());
    } else {
      subscriber.onSubscribe(Unmoved.INSTANCE);
      subscriber.onError(
          new IllegalStateException("The bytes of a download can be read once, and soon"));
    }
  }

  /** All state is touched on the download's context only. */
  private final class Flowing implements Flow.Subscription, Download.Reader {
    private final Flow.Subscriber<? super Buffer> subscriber;
    private final Context context = download.context();
    private long demand;
    private boolean moved = true;
    private int stillPeriods;
    private boolean started;
    private boolean over;
    private long watch;

    Flowing(Flow.Subscriber<? super Buffer> subscriber) {
      this.subscriber = subscriber;
    }

    /**
     * Runs after the subscriber has been told of the subscription, and before the first piece is
     * fetched.
     */
    private void start() {
      if (started || over) {
        return;
      }
      started = true;
      watch = download.vertx().setPeriodic(idleMax.toMillis(), _ -> look());
      download.readBy(this);
    }

    @Override
    public void request(long n) {
      context.runOnContext(_ -> ask(n));
    }

    private void ask(long n) {
      start();
      if (over) {
        return;
      }
      if (n <= 0) {
        abort(new IllegalArgumentException("A reader asks for at least one piece"));
        return;
      }
      demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      moved = true;
      download.fetch(n);
    }

    @Override
    public void piece(Buffer bytes) {
      if (over) {
        return;
      }
      moved = true;
      demand = demand == Long.MAX_VALUE ? demand : Math.max(0, demand - 1);
      subscriber.onNext(bytes);
    }

    @Override
    public void end() {
      if (finish()) {
        subscriber.onComplete();
      }
    }

    @Override
    public void broken() {
      fail("The file broke off");
    }

    private void fail(String message) {
      abort(new Media.UnavailableException(message));
    }

    private void abort(RuntimeException cause) {
      if (finish()) {
        download.drop();
        subscriber.onError(cause);
      }
    }

    /**
     * Once per idle time: has anything moved? A silent sender gets one period, a reader who thinks
     * gets more.
     */
    private void look() {
      stillPeriods = moved ? 0 : stillPeriods + 1;
      moved = false;
      if (stillPeriods >= (demand > 0 ? 1 : READER_PATIENCE)) {
        fail(demand > 0 ? "The file stopped flowing" : "Nobody reads the file on");
      }
    }

    @Override
    public void cancel() {
      context.runOnContext(_ -> {
        if (finish()) {
          download.drop();
        }
      });
    }

    private boolean finish() {
      if (over) {
        return false;
      }
      over = true;
      download.vertx().cancelTimer(watch);
      return true;
    }
  }

  /** For a subscriber who gets nothing. */
  private enum Unmoved implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long n) {
      // There is nothing.
    }

    @Override
    public void cancel() {
      // There is nothing.
    }
  }
}
