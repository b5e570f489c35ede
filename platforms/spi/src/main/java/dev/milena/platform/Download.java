package dev.milena.platform;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer whose bytes have not begun to flow.
 *
 * @param request to be reset when nobody wants the bytes
 * @param response paused
 */
record Download(
    Vertx vertx, Context context, HttpClientRequest request, HttpClientResponse response) {
  /** In bytes, where the server says so. */
  Optional<Long> sizeBytes() {
    String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
    return Optional.ofNullable(length).filter(l -> l.matches("[0-9]{1,18}")).map(Long::parseLong);
  }

  private Optional<String> mime() {
    String type = response.getHeader(HttpHeaders.CONTENT_TYPE);
    return Optional.ofNullable(type).map(t -> t.split(";", 2)[0].strip()).filter(t -> !t.isEmpty());
  }

  /** For somebody who asks for the bytes at their own pace. */
  Media.Opened opened(Duration idleMax) {
    Multi<io.vertx.core.buffer.Buffer> bytes =
        Multi.createFrom().publisher(new ByteFlow(this, idleMax));
    return new Media.Opened(mime(), sizeBytes(), Optional.empty(), bytes);
  }

  void drop() {
    request.reset();
  }

  /** No download. The message says why and never names the address. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient DeliveryResult meaning;

    FailedException(String message, DeliveryResult meaning) {
      super(message, null, false, false);
      this.meaning = meaning;
    }

    /** What it means for a message that should have carried the file. */
    DeliveryResult meaning() {
      return meaning;
    }

    static FailedException passing(String message) {
      return new FailedException(message, new DeliveryResult.Unreached(Reasons.FILE_UNAVAILABLE));
    }

    static FailedException lasting(String message) {
      return new FailedException(
          message, DeliveryResult.Rejected.because(Reasons.FILE_UNAVAILABLE));
    }
  }
}
