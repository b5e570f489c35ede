package dev.milena.platform;

import dev.milena.model.Json;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Turns what a plan says to send into bytes on their way. */
final class Bodies {
  private final ForeignFiles files;
  private final Placeholders placeholders;

  Bodies(ForeignFiles files, Placeholders placeholders) {
    this.files = files;
    this.placeholders = placeholders;
  }

  /** A body that is ready to be written, once. */
  interface Outgoing {
    Outgoing NOTHING = new Whole("", Buffer.buffer());

    /** Sets the headers that belong to the body. */
    void head(HttpClientRequest request);

    /**
     * Writes all but the last piece, and gives that: as long as it is not written, the call is not
     * whole. Fails with {@link CallFailure} when a file breaks off or is too large.
     */
    Future<Buffer> write(HttpClientRequest request);

    /** Lets go of the files. Harmless when repeated. */
    void drop();
  }

  /**
   * Makes a body ready, opening its files within the given time. Fails with {@link CallFailure}.
   */
  Future<Outgoing> open(ApiRequest.Body body, Duration timeout) {
    return switch (body) {
      case ApiRequest.NoBody _ -> Future.succeededFuture(Outgoing.NOTHING);
      case ApiRequest.JsonBody json -> whole("application/json", json(json));
      case ApiRequest.FormBody form ->
          whole(
              "application/x-www-form-urlencoded",
              form(placeholders.inFields(form.fields(), form.filled())));
      case ApiRequest.MultipartBody parts ->
          Multipart.open(
              files, placeholders.inFields(parts.fields(), parts.filled()), parts.files(), timeout);
      case ApiRequest.SizeBody size ->
          FileSize.find(files, size.file(), timeout).compose(bytes -> sized(size, bytes));
      case ApiRequest.FileBody file ->
          FileSource.open(files, file.file(), timeout)
              .map(source -> new Streamed(Multipart.mime(file.file().mime()), List.of(source)));
    };
  }

  private static Future<Outgoing> sized(ApiRequest.SizeBody body, long bytes) {
    Map<String, String> fields = new LinkedHashMap<>(body.fields());
    fields.put(body.sizeField(), Long.toString(bytes));
    return whole("application/x-www-form-urlencoded", form(fields));
  }

  private static Future<Outgoing> whole(String type, Buffer bytes) {
    return Future.succeededFuture(new Whole(type, bytes));
  }

  private Buffer json(ApiRequest.JsonBody body) {
    return Buffer.buffer(Json.bytes(placeholders.inJson(body.json(), body.filled())));
  }

  private static Buffer form(Map<String, String> fields) {
    return Buffer.buffer(
        fields.entrySet().stream()
            .map(f -> encode(f.getKey()) + "=" + encode(f.getValue()))
            .collect(Collectors.joining("&")));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private record Whole(String type, Buffer bytes) implements Outgoing {
    @Override
    public void head(HttpClientRequest request) {
      if (!type.isEmpty() && !request.headers().contains(HttpHeaders.CONTENT_TYPE)) {
        request.putHeader(HttpHeaders.CONTENT_TYPE, type);
      }
    }

    @Override
    public Future<Buffer> write(HttpClientRequest request) {
      return Future.succeededFuture(bytes);
    }

    @Override
    public void drop() {
      // Nothing is held.
    }

    @Override
    public String toString() {
      return "Whole[" + bytes.length() + " bytes]";
    }
  }

  /** Pieces one after the other, some of them flowing from elsewhere. */
  record Streamed(String type, List<Piece> pieces) implements Outgoing {
    @Override
    public void head(HttpClientRequest request) {
      request.putHeader(HttpHeaders.CONTENT_TYPE, type);
      OptionalLong length = length();
      if (length.isPresent()) {
        request.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length.getAsLong()));
      } else {
        request.setChunked(true);
      }
    }

    private OptionalLong length() {
      long sum = 0;
      for (Piece piece : pieces) {
        OptionalLong size = piece.sizeBytes();
        if (size.isEmpty()) {
          return OptionalLong.empty();
        }
        sum += size.getAsLong();
      }
      return OptionalLong.of(sum);
    }

    @Override
    public Future<Buffer> write(HttpClientRequest request) {
      Future<Buffer> held = Future.succeededFuture(Buffer.buffer());
      for (Piece piece : pieces) {
        held = held.compose(before -> piece.write(before, request));
      }
      return held;
    }

    @Override
    public void drop() {
      pieces.forEach(Piece::drop);
    }
  }

  /** A part of a body. */
  interface Piece {
    OptionalLong sizeBytes();

    /** Writes what was held back before and all of this piece but its end, which it gives. */
    Future<Buffer> write(Buffer before, HttpClientRequest request);

    void drop();
  }
}
