package dev.milena.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Reads what somebody kept in a file of what a platform said: bare, or with what was around it. */
public final class Kept {
  private Kept() {}

  /**
   * The body of an input: all of it, or the {@code body} of {@code {"content_type","body"}}. What
   * cannot be read stays as it is.
   */
  public static byte[] input(byte[] kept) {
    try {
      JsonNode whole = Json.tree(kept);
      JsonNode body = whole.path("body");
      return whole.has("content_type") && body.isTextual()
          ? body.textValue().getBytes(StandardCharsets.UTF_8)
          : kept;
    } catch (Json.UnreadableException _) {
      return kept;
    }
  }

  /**
   * An answer: {@code {"http_status","headers","body"}}, or a bare body with status 200.
   *
   * @throws Json.UnreadableException when it is no JSON
   */
  public static ApiAnswer answer(byte[] kept) {
    JsonNode whole = Json.tree(kept);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (!whole.has("http_status")) {
      return new ApiAnswer(200, headers, Buffer.buffer(kept));
    }
    whole.path("headers").properties().forEach(h -> headers.add(h.getKey(), h.getValue().asText()));
    JsonNode body = whole.path("body");
    return new ApiAnswer(
        whole.path("http_status").asInt(),
        headers,
        body.isTextual() ? Buffer.buffer(body.textValue()) : Buffer.buffer(Json.bytes(body)));
  }
}
