package dev.milena.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call to a platform, written down without secrets: where one belongs stands its name in braces,
 * as in {@code /bot{token}/sendMessage}, and is filled in as the last thing before the bytes leave.
 * So plans can be printed, logged and compared. What an earlier step brought is named likewise.
 *
 * <p>In an address a value is percent-encoded ({@code :} and {@code @} stand), but for a
 * placeholder at its very beginning, which stands for a whole address, such as one to upload to.
 *
 * @param method HTTP method
 * @param url absolute, may hold placeholders; of the platform's own, and one that a user or caller
 *     gave only for {@link ApiClient#sendForeign}
 * @param headers may hold placeholders
 * @param body what to send
 */
public record ApiRequest(String method, String url, Map<String, String> headers, Body body) {
  public ApiRequest {
    headers = ordered(headers);
  }

  /** What a call carries. */
  public sealed interface Body {}

  public record NoBody() implements Body {}

  /**
   * JSON.
   *
   * @param json not to be changed
   * @param filled JSON pointers of the texts that hold placeholders; all others are sent as they
   *     stand, braces or not, for they may be somebody's words
   */
  public record JsonBody(ObjectNode json, Set<String> filled) implements Body {
    public JsonBody {
      filled = Set.copyOf(filled);
    }

    public JsonBody(ObjectNode json) {
      this(json, Set.of());
    }

    @Override
    public String toString() {
      return "JsonBody[" + json.size() + " fields]";
    }
  }

  /**
   * {@code application/x-www-form-urlencoded}.
   *
   * @param fields in the order in which they are sent
   * @param filled names of the fields that hold placeholders
   */
  public record FormBody(Map<String, String> fields, Set<String> filled) implements Body {
    public FormBody {
      fields = ordered(fields);
      filled = Set.copyOf(filled);
    }

    public FormBody(Map<String, String> fields) {
      this(fields, Set.of());
    }

    @Override
    public String toString() {
      return "FormBody[" + fields.size() + " fields]";
    }
  }

  /**
   * {@code multipart/form-data}: fields, and files that are fetched while they are sent.
   *
   * @param fields in the order in which they are sent, before the files
   * @param files in the order in which they are sent
   * @param filled names of the fields that hold placeholders
   */
  public record MultipartBody(Map<String, String> fields, List<FilePart> files, Set<String> filled)
      implements Body {
    public MultipartBody {
      fields = ordered(fields);
      files = List.copyOf(files);
      filled = Set.copyOf(filled);
    }

    public MultipartBody(Map<String, String> fields, List<FilePart> files) {
      this(fields, files, Set.of());
    }

    @Override
    public String toString() {
      return "MultipartBody[" + fields.size() + " fields, " + files.size() + " files]";
    }
  }

  /**
   * A form that tells the size of a file before a later call brings its bytes.
   *
   * @param fields in the order in which they are sent
   * @param sizeField name of the further field that says how many bytes the file has
   * @param file what a later call carries; here only its size is found out
   */
  public record SizeBody(Map<String, String> fields, String sizeField, FilePart file)
      implements Body {
    public SizeBody {
      fields = ordered(fields);
    }

    @Override
    public String toString() {
      return "SizeBody[" + fields.size() + " fields]";
    }
  }

  /** The bytes of one file and nothing else. */
  public record FileBody(FilePart file) implements Body {}

  /**
   * A file that is read from an address while it is sent; never held whole.
   *
   * @param field name of the form field
   * @param name file name
   * @param mime media type
   * @param source where the bytes are: http or https. Looked at before it is fetched, see {@link
   *     ApiClient#openForeign}
   * @param bytesMax more than this is refused
   */
  public record FilePart(String field, String name, String mime, String source, long bytesMax) {
    @Override
    public String toString() {
      return "FilePart[" + field + "]";
    }
  }

  public static ApiRequest postJson(String url, Map<String, String> headers, ObjectNode json) {
    return new ApiRequest("POST", url, headers, new JsonBody(json));
  }

  /** Whether files are fetched for it, to be sent or to be measured. */
  public boolean fetchesFiles() {
    return switch (body) {
      case FileBody ignored -> true;
      case SizeBody ignored -> true;
      case MultipartBody form -> !form.files().isEmpty();
      case NoBody ignored -> false;
      case JsonBody ignored -> false;
      case FormBody ignored -> false;
    };
  }

  /**
   * A value of foreign origin (an id of a chat) as it may stand in a path or query; braces in it
   * mean nothing.
   */
  public static String inUrl(String foreign) {
    return Placeholders.encode(foreign);
  }

  private static Map<String, String> ordered(Map<String, String> fields) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Neither body nor anything that was filled in. */
  @Override
  public String toString() {
    return "ApiRequest[" + method + ", " + body.getClass().getSimpleName() + "]";
  }
}
