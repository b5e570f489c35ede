package dev.milena.ingress;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** Reads bodies, and never more of them than fits: neither of one caller nor of all together. */
@ApplicationScoped
class BoundedBody {
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
   * back.
   *
   * @param max bound on this one, in bytes
   */
  Uni<Buffer> read(HttpServerRequest request, int max) {
    return Uni.createFrom()
        .emitter(emitter -> {
          Buffer body = Buffer.buffer();
          request.handler(chunk -> {
            if (body.length() + chunk.length() > max) {
              giveUp(request, body);
              emitter.fail(new TooLargeException());
            } else if (inFlight.addAndGet(chunk.length()) > inFlightMax) {
              inFlight.addAndGet(-chunk.length());
              giveUp(request, body);
              emitter.fail(new TooManyException());
            } else {
              body.appendBuffer(chunk);
            }
          });
          request.exceptionHandler(cut -> {
            giveUp(request, body);
            emitter.fail(cut);
          });
          request.endHandler(end -> emitter.complete(body));
          request.resume();
        });
  }

  /** Lets the rest of the body pass unread. */
  private void giveUp(HttpServerRequest request, Buffer read) {
    request.handler(rest -> {});
    request.exceptionHandler(again -> {});
    request.endHandler(end -> {});
    release(read);
  }

  /** Gives back what {@link #read} took. */
  void release(Buffer body) {
    inFlight.addAndGet(-body.length());
  }

  long bytesInFlight() {
    return inFlight.get();
  }
}
