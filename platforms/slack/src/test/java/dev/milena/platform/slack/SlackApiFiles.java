package dev.milena.platform.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Files of one app: promised, brought, shown. Guarded by its app. */
final class SlackApiFiles {
  /** A bench uploads without end. */
  private static final int REMEMBERED = 500;

  private final String baseUrl;
  private final Map<String, Slot> slots = bounded();
  private final Map<String, StoredFile> files = bounded();
  private int looksBeforeShown;

  SlackApiFiles(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  private static <T> Map<String, T> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** A file that was announced. */
  private record Slot(String name, long length) {}

  /** A file that Slack has. */
  static final class StoredFile {
    private final String id;
    private final String name;
    private final String mime;
    private final byte[] bytes;
    private final String url;
    private final Map<String, String> shares = new LinkedHashMap<>();
    private int looks;

    StoredFile(String id, String name, String mime, byte[] bytes, String url) {
      this.id = id;
      this.name = name;
      this.mime = mime;
      this.bytes = bytes;
      this.url = url;
    }

    String id() {
      return id;
    }

    String name() {
      return name;
    }

    String mime() {
      return mime;
    }

    byte[] bytes() {
      return bytes;
    }

    void share(String channel, String ts) {
      shares.put(channel, ts);
    }

    ObjectNode json() {
      return SimulatedMessage.object()
          .put("id", id)
          .put("name", name)
          .put("title", name)
          .put("mimetype", mime)
          .put("size", bytes.length)
          .put("mode", "hosted")
          .put("url_private", url)
          .put("url_private_download", url);
    }

    ObjectNode info(int looksBeforeShown) {
      ObjectNode file = json();
      ObjectNode shown = file.putObject("shares");
      if (looks++ >= looksBeforeShown) {
        shares.forEach((channel, ts) ->
            shown.withObjectProperty("public").putArray(channel).addObject().put("ts", ts));
      }
      return file;
    }
  }

  /** Slack takes its time until it shows a file: so many looks find nothing. */
  void showAfter(int looks) {
    looksBeforeShown = looks;
  }

  String promise(String id, String name, long length) {
    slots.put(id, new Slot(name, length));
    return baseUrl + "/upload/v1/" + id;
  }

  /** Takes bytes; false where they are not those that were announced. */
  boolean bring(String id, String mime, Buffer bytes) {
    Slot slot = slots.get(id);
    if (slot == null || slot.length() != bytes.length()) {
      return false;
    }
    put(id, slot.name(), mime, bytes.getBytes());
    return true;
  }

  StoredFile put(String id, String name, String mime, byte[] bytes) {
    StoredFile file =
        new StoredFile(id, name, mime, bytes, baseUrl + "/files-pri/" + id + "/download");
    files.put(id, file);
    return file;
  }

  Optional<StoredFile> find(String id) {
    return Optional.ofNullable(files.get(id));
  }

  ObjectNode info(String id) {
    return find(id).orElseThrow(() -> SlackApiError.of("file_not_found")).info(looksBeforeShown);
  }
}
