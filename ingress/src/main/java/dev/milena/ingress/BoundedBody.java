package dev.milena.ingress;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** Reads bodies, and never more of them than fits: neither of one caller nor of all together. */
@Singleton
class BoundedBody {
  /** Most webhooks are that small; larger ones grow. */
  private static final int USUAL_BYTES = 2048;

  private final AtomicLong inFlight = new AtomicLong();
  private final long inFlightMax;

  BoundedBody(IngressConfig config) {
    this.inFlightMax = config.bodyBytesInFlightMax();
  }

  /** The body is larger than allowed: 413. */
  static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("The body is too large", null, false, false);
    }
  }

  /** Too many bodies at once: 503. */
  static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyException() {
      super("Too many bodies at once", null, false, false);
    }
  }

  /**
   * Reads a whole body. Every byte counts against the common bound until {@link #release} gives it
   * back; of a body that did not come whole, nothing is kept.
   *
   * @param max bound on this one, in bytes
   */
  Uni<Buffer> read(HttpServerRequest request, int max) {
    return Uni.createFrom().emitter(emitter -> new Reading(request, max, emitter).begin());
  }

  /** One body on its way in. Everything happens on the request's event loop. */
  private final class Reading {
    private final HttpServerRequest request;
    private final int max;
    private final UniEmitter<? super Buffer> reader;
    private final Buffer body = Buffer.buffer(USUAL_BYTES);
    private boolean over;

    Reading(HttpServerRequest request, int max, UniEmitter<? super Buffer> reader) {
      this.request = request;
      this.max = max;
      this.reader = reader;
    }

    void begin() {
      // Nobody waits any more, as when the platform's time is over: what was read must not count
      // for ever.
      reader.onTermination(() -> giveUp(null));
      request.handler(this::add);
      request.exceptionHandler(this::giveUp);
      request.endHandler(end -> {
        over = true;
        reader.complete(body);
      });
      request.resume();
    }

    private void add(Buffer chunk) {
      if (body.length() + chunk.length() > max) {
        giveUp(new TooLargeException());
      } else if (inFlight.addAndGet(chunk.length()) > inFlightMax) {
        inFlight.addAndGet(-chunk.length());
        giveUp(new TooManyException());
      } else {
        body.appendBuffer(chunk);
      }
    }

    /** Lets the rest of the body pass unread. */
    private void giveUp(Throwable why) {
      if (over) {
        return;
      }
      over = true;
      request.handler(rest -> {});
      request.exceptionHandler(again -> {});
      request.endHandler(end -> {});
      release(body);
      if (why != null) {
        reader.fail(why);
      }
    }
  }

  /**
   * Lets a body in that is there already; it counts until {@link #release} gives it back.
   *
   * @throws TooManyException when all together would be too much
   */
  void admit(Buffer body) {
    if (inFlight.addAndGet(body.length()) > inFlightMax) {
      inFlight.addAndGet(-body.length());
      throw new TooManyException();
    }
  }

  /** Gives back what {@link #read} or {@link #admit} took. */
  void release(Buffer body) {
    inFlight.addAndGet(-body.length());
  }

  long bytesInFlight() {
    return inFlight.get();
  }
}
