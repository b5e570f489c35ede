package dev.milena.platform;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Writes {@code multipart/form-data} whose files flow through. Vert.x has a form of its own that
 * wants files on disk, or their bytes in memory.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data">HTML:
 *     how names are escaped, read 2026-11-21</a>
 */
final class Multipart {
  private static final Pattern MIME =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}");
  private static final String ANY_MIME = "application/octet-stream";

  private Multipart() {}

  /** Opens all files at once: their sizes are needed before the first byte leaves. */
  static Future<Bodies.Outgoing> open(
      ForeignFiles files,
      Map<String, String> fields,
      List<ApiRequest.FilePart> parts,
      Duration timeout) {
    List<Future<Bodies.Piece>> opening =
        parts.stream().map(p -> FileSource.open(files, p, timeout)).toList();
    return Future.join(opening)
        .<Bodies.Outgoing>map(
            _ -> body(fields, parts, opening.stream().map(Future::result).toList()))
        .onFailure(_ -> opening.stream().filter(Future::succeeded).forEach(f -> f.result().drop()));
  }

  private static Bodies.Outgoing body(
      Map<String, String> fields, List<ApiRequest.FilePart> parts, List<Bodies.Piece> sources) {
    String boundary = "milena-" + UUID.randomUUID();
    List<Bodies.Piece> pieces = new ArrayList<>();
    fields.forEach((name, value) -> pieces.add(new Bytes(field(boundary, name, value))));
    for (int i = 0; i < parts.size(); i++) {
      pieces.add(new Bytes(head(boundary, parts.get(i))));
      pieces.add(sources.get(i));
      pieces.add(new Bytes("\r\n"));
    }
    pieces.add(new Bytes("--" + boundary + "--\r\n"));
    return new Bodies.Streamed("multipart/form-data; boundary=" + boundary, pieces);
  }

  private static String field(String boundary, String name, String value) {
    return "--"
        + boundary
        + "\r\nContent-Disposition: form-data; name=\""
        + escaped(name)
        + "\"\r\n\r\n"
        + value
        + "\r\n";
  }

  private static String head(String boundary, ApiRequest.FilePart part) {
    return "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
        .formatted(boundary, escaped(part.field()), escaped(part.name()), mime(part.mime()));
  }

  /** Names are people's: nothing in them may end the line or the quote. */
  private static String escaped(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  static String mime(String said) {
    return MIME.matcher(said).matches() ? said : ANY_MIME;
  }

  /** Something short that is at hand. */
  private record Bytes(Buffer bytes) implements Bodies.Piece {
    Bytes(String text) {
      this(Buffer.buffer(text));
    }

    @Override
    public OptionalLong sizeBytes() {
      return OptionalLong.of(bytes.length());
    }

    @Override
    public Future<Buffer> write(Buffer before, HttpClientRequest request) {
      if (before.length() > 0) {
        request.write(before);
      }
      return Future.succeededFuture(bytes);
    }

    @Override
    public void drop() {
      // Nothing is held.
    }

    @Override
    public String toString() {
      return "Bytes[" + bytes.length() + "]";
    }
  }
}
