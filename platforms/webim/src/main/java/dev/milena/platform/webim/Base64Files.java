package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.milena.platform.ApiClient;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.DeliveryResult;
import dev.milena.platform.Media;
import dev.milena.platform.Reasons;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call whose body holds a file as Base64. The plan has the file's address where the bytes go;
 * they are fetched right before the call and held in memory whole, which is why their number is
 * bounded by {@code file.bytes-max}.
 *
 * @param request with an address at {@code places}
 * @param places where the bytes go
 * @param bytesMax larger files are refused
 */
record Base64Files(
    ApiRequest request, ApiRequest.JsonBody body, List<JsonPointer> places, long bytesMax) {
  /** What became of the fetching. */
  sealed interface Fetched {
    static Fetched as(ApiRequest request) {
      return new Ready(request);
    }
  }

  record Ready(ApiRequest request) implements Fetched {}

  /** Nothing was sent to Webim. */
  record Failed(DeliveryResult result) implements Fetched {}

  /** Present where the mapping says Base64 and this call carries a file. */
  static Optional<Base64Files> of(WebimSettings settings, ApiRequest request) {
    OutboundMapping mapping = settings.channel().outbound();
    boolean embeds =
        settings.door() == WebimSettings.Door.CHANNEL
            && mapping.file().mode() == OutboundMapping.FileMode.BASE64;
    if (!embeds || !(request.body() instanceof ApiRequest.JsonBody body)) {
      return Optional.empty();
    }
    List<JsonPointer> places =
        mapping.body().entrySet().stream()
            .flatMap(e -> place(e).stream())
            .filter(p -> body.json().at(p).isTextual())
            .toList();
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(new Base64Files(request, body, places, mapping.file().bytesMax()));
  }

  private static Optional<JsonPointer> place(Map.Entry<String, String> mapped) {
    return switch (mapped.getValue()) {
      case "message.file" -> Optional.of(JsonPointer.compile(mapped.getKey() + "/content"));
      case "message.file.content" -> Optional.of(JsonPointer.compile(mapped.getKey()));
      default -> Optional.empty();
    };
  }

  Uni<Fetched> fetch(ApiClient http, Duration timeout) {
    String address = body.json().at(places.getFirst()).asText();
    return http.openForeign(address, timeout)
        .chain(this::collect)
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(() -> new Failed(new DeliveryResult.Unreached(Reasons.FILE_UNAVAILABLE)))
        .onFailure(Media.UnavailableException.class)
        .recoverWithItem(
            () -> new Failed(DeliveryResult.Rejected.because(Reasons.FILE_UNAVAILABLE)))
        .onFailure(TooLargeException.class)
        .recoverWithItem(() -> new Failed(DeliveryResult.Rejected.because(Reasons.TOO_LARGE)));
  }

  private Uni<Fetched> collect(Media.Opened file) {
    return file.bytes()
        .onItem()
        .scan(Buffer::buffer, this::append)
        .collect()
        .last()
        .map(this::withBytes);
  }

  private Buffer append(Buffer all, Buffer more) {
    if (all.length() + more.length() > bytesMax) {
      throw new TooLargeException();
    }
    return all.appendBuffer(more);
  }

  private Fetched withBytes(Buffer bytes) {
    ObjectNode filled = body.json().deepCopy();
    TextNode text = new TextNode(Base64.getEncoder().encodeToString(bytes.getBytes()));
    places.forEach(place -> ChannelBody.put(filled, place, text));
    return new Ready(
        new ApiRequest(
            request.method(),
            request.url(),
            request.headers(),
            new ApiRequest.JsonBody(filled, body.filled())));
  }

  private static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("The file is larger than file.bytes-max", null, false, false);
    }
  }

  @Override
  public String toString() {
    return "Base64Files[" + places.size() + " places]";
  }
}
