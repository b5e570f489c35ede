package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.platform.testkit.WholeAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The files of the simulated Telegram: kept by handle, found by path, fetched from addresses. */
final class BotApiFiles {
  private static final int DOWNLOAD_MAX = 20 * 1024 * 1024;

  private final HttpClient client;
  private final Map<String, StoredFile> byId = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong(1);

  /**
   * @param kind the field of a message that holds it, for example {@code photo}
   */
  record StoredFile(String id, String kind, String name, String mime, byte[] bytes) {
    String path() {
      return kind + "s/" + id + name.replaceAll(".*(?=\\.[A-Za-z0-9]{1,8}$)|^[^.]*$", "");
    }

    @Override
    public String toString() {
      return "StoredFile[" + id + "]";
    }
  }

  BotApiFiles(Vertx vertx) {
    client = vertx.createHttpClient();
  }

  StoredFile store(String kind, String name, String mime, byte[] bytes) {
    StoredFile file = new StoredFile("SIMFILE" + next.getAndIncrement(), kind, name, mime, bytes);
    byId.put(file.id(), file);
    return file;
  }

  /** What a parameter names: a handle, or an address that is now fetched. */
  Future<StoredFile> resolve(String kind, String reference) {
    if (!reference.matches("(?i)https?://.+")) {
      return Optional.ofNullable(byId.get(reference))
          .map(Future::succeededFuture)
          .orElseGet(() ->
              Future.failedFuture(
                  BotApiError.badRequest("wrong file identifier/HTTP URL specified")));
    }
    return WholeAnswer.ofFile(client, reference)
        .map(answer ->
            store(
                kind,
                reference.replaceAll("[?#].*", "").replaceAll(".*/", ""),
                answer.header("content-type").orElse("application/octet-stream"),
                answer.body().getBytes()))
        .recover(
            _ -> Future.failedFuture(BotApiError.badRequest("failed to get HTTP URL content")));
  }

  /** The answer of getFile. */
  ObjectNode describe(String id) {
    StoredFile file =
        Optional.ofNullable(byId.get(id))
            .orElseThrow(() -> BotApiError.badRequest("invalid file_id"));
    if (file.bytes().length > DOWNLOAD_MAX) {
      throw BotApiError.badRequest("file is too big");
    }
    return Json.mapper()
        .createObjectNode()
        .put("file_id", id)
        .put("file_unique_id", "u" + id)
        .put("file_size", file.bytes().length)
        .put("file_path", file.path());
  }

  Optional<StoredFile> at(String path) {
    return byId.values().stream().filter(f -> f.path().equals(path)).findFirst();
  }

  /** How a message shows it. */
  static ObjectNode inMessage(StoredFile file) {
    ObjectNode shown =
        Json.mapper()
            .createObjectNode()
            .put("file_id", file.id())
            .put("file_unique_id", "u" + file.id())
            .put("file_size", file.bytes().length);
    return switch (file.kind()) {
      case "photo" -> shown.put("width", 640).put("height", 480);
      case "sticker" ->
          shown
              .put("type", "regular")
              .put("width", 512)
              .put("height", 512)
              .put("is_animated", false)
              .put("is_video", false);
      case "video_note" -> shown.put("length", 240).put("duration", 1);
      case "video", "animation" ->
          shown
              .put("width", 640)
              .put("height", 480)
              .put("duration", 1)
              .put("mime_type", file.mime())
              .put("file_name", file.name());
      case "audio" ->
          shown.put("duration", 1).put("mime_type", file.mime()).put("file_name", file.name());
      case "voice" -> shown.put("duration", 1).put("mime_type", file.mime());
      default -> shown.put("file_name", file.name()).put("mime_type", file.mime());
    };
  }
}
