package dev.milena.platform;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer whose bytes have not begun to flow, on a connection of its own. Its state is touched on
 * its context only.
 */
final class Download {
  private final Vertx vertx;
  private final Context context;
  private final HttpClientRequest request;
  private final HttpClientResponse response;
  private boolean broken;

  /**
   * @param request to be cut when nobody wants the bytes
   * @param response as it arrives; is paused here
   */
  Download(Vertx vertx, HttpClientRequest request, HttpClientResponse response) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.request = request;
    this.response = response.pause();
    response.exceptionHandler(_ -> broken = true);
  }

  Vertx vertx() {
    return vertx;
  }

  Context context() {
    return context;
  }

  int status() {
    return response.statusCode();
  }

  Optional<String> header(CharSequence name) {
    return Optional.ofNullable(response.getHeader(name))
        .map(String::strip)
        .filter(h -> !h.isEmpty());
  }

  /** In bytes, where the server says so. */
  Optional<Long> sizeBytes() {
    return header(HttpHeaders.CONTENT_LENGTH)
        .filter(l -> l.matches("[0-9]{1,18}"))
        .map(Long::parseLong);
  }

  private Optional<String> mime() {
    return header(HttpHeaders.CONTENT_TYPE).map(t -> t.split(";", 2)[0].strip());
  }

  /** For somebody who asks for the bytes at their own pace. */
  Media.Opened opened(Duration idleMax) {
    Multi<Buffer> bytes = Multi.createFrom().publisher(new ByteFlow(this, idleMax));
    return new Media.Opened(mime(), sizeBytes(), Optional.empty(), bytes);
  }

  /** Who gets the bytes. */
  interface Reader {
    void piece(Buffer bytes);

    void end();

    /** The connection broke before the end. */
    void broken();
  }

  /** Names the reader; nothing flows before {@link #fetch}. */
  void readBy(Reader reader) {
    if (broken) {
      reader.broken();
      return;
    }
    response.exceptionHandler(_ -> reader.broken());
    response.endHandler(_ -> reader.end());
    response.handler(reader::piece);
  }

  /** Lets so many pieces flow. */
  void fetch(long pieces) {
    response.fetch(pieces);
  }

  void pause() {
    response.pause();
  }

  void resume() {
    response.resume();
  }

  /** Closes the connection. Harmless when repeated. */
  void drop() {
    Wire.cut(request);
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
