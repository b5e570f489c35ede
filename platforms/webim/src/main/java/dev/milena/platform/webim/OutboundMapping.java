package dev.milena.platform.webim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Map;

/**
 * How the hub calls Webim's Custom Channel. All defaults are assumptions; names that the bot API
 * has too are taken from there.
 *
 * @param send where a message goes
 * @param file how a file travels
 * @param typing where "the visitor is typing" goes, if anywhere
 * @param auth where the access token stands
 * @param kinds what the kinds of message are called: {@code text}, {@code file}, {@code
 *     keyboard_response}. Without the last, a press is told as a text
 * @param body JSON pointer to what stands there, see {@link ModelField}
 * @param success how a call that worked is told
 * @param errors how one that failed is told
 * @param idempotent whether Webim drops a message whose id it already has; default false
 */
public record OutboundMapping(
    Call send,
    FileTransfer file,
    Typing typing,
    Auth auth,
    Map<String, String> kinds,
    Map<String, String> body,
    Success success,
    Errors errors,
    boolean idempotent) {
  private static final Map<String, String> DEFAULT_BODY =
      Map.of(
          "/visitor/id", "visitorId",
          "/visitor/fields", "visitorFields",
          "/message/id", "message.id",
          "/message/kind", "message.kind",
          "/message/text", "message.text",
          "/message/data", "message.file",
          "/message/data/button", "message.button",
          "/message/data/request/messageId", "message.button.messageId");

  private static final Map<String, String> DEFAULT_KINDS =
      Map.of("text", "visitor", "file", "file_visitor", "keyboard_response", "keyboard_response");

  static final OutboundMapping DEFAULT =
      new OutboundMapping(null, null, null, null, null, null, null, null, false);

  public OutboundMapping {
    send = send == null ? new Call(null, null) : send;
    file = file == null ? new FileTransfer(null, null, null, null, null) : file;
    typing = typing == null ? new Typing(false, null, null, null) : typing;
    auth = auth == null ? new Auth(null, null, null) : auth;
    kinds = kinds == null ? DEFAULT_KINDS : Map.copyOf(kinds);
    body = body == null ? DEFAULT_BODY : Map.copyOf(body);
    success = success == null ? new Success(null, null, null) : success;
    errors = errors == null ? new Errors(null, null, null, null) : errors;
  }

  /**
   * @param method POST, PUT or PATCH
   * @param path may hold <code>{channelId}</code> and <code>{visitorId}</code>
   */
  public record Call(String method, String path) {
    public Call {
      method = method == null ? "POST" : method;
      path = path == null ? "/api/channel/v1/{channelId}/message" : path;
    }
  }

  /** How the bytes of a file get to Webim. */
  public enum FileMode {
    /** Webim fetches them from the address in the body. */
    @JsonProperty("url")
    URL,
    /** They are uploaded as a form to {@link FileTransfer#path()}. */
    @JsonProperty("multipart")
    MULTIPART,
    /** They stand in the body as Base64. */
    @JsonProperty("base64")
    BASE64
  }

  /**
   * @param mode default {@code url}
   * @param path where the form goes
   * @param field form field of the bytes
   * @param fields the other form fields and what stands in them, see {@link ModelField}
   * @param bytesMax larger files are refused. Default 10 MiB: with Base64 they are held in memory
   *     whole, and Webim's own limit is not public
   */
  public record FileTransfer(
      FileMode mode, String path, String field, Map<String, String> fields, Long bytesMax) {
    private static final long DEFAULT_BYTES_MAX = 10L * 1024 * 1024;
    private static final Map<String, String> DEFAULT_FIELDS =
        Map.of("visitor_id", "visitorId", "message_id", "message.id", "kind", "message.kind");

    public FileTransfer {
      mode = mode == null ? FileMode.URL : mode;
      path = path == null ? "/api/channel/v1/{channelId}/file" : path;
      field = field == null ? "file" : field;
      fields = fields == null ? DEFAULT_FIELDS : Map.copyOf(fields);
      bytesMax = bytesMax == null ? DEFAULT_BYTES_MAX : bytesMax;
    }
  }

  /**
   * @param enabled default false
   * @param method POST, PUT or PATCH
   * @param path may hold <code>{channelId}</code> and <code>{visitorId}</code>
   * @param body JSON pointer to what stands there
   */
  public record Typing(boolean enabled, String method, String path, Map<String, String> body) {
    public Typing {
      method = method == null ? "POST" : method;
      path = path == null ? "/api/channel/v1/{channelId}/typing" : path;
      body = body == null ? Map.of("/visitor/id", "visitorId") : Map.copyOf(body);
    }
  }

  /** Where a token stands. */
  public enum Place {
    @JsonProperty("header")
    HEADER,
    @JsonProperty("query")
    QUERY,
    @JsonProperty("body")
    BODY
  }

  /**
   * @param in default {@code header}
   * @param name of the header or query parameter, or the JSON pointer in the body
   * @param format what stands there, with <code>{token}</code>; the default is the bot API's form
   */
  public record Auth(Place in, String name, String format) {
    static final String TOKEN = "{token}";

    public Auth {
      in = in == null ? Place.HEADER : in;
      name = name == null ? defaultName(in) : name;
      format = format != null ? format : in == Place.HEADER ? "Token " + TOKEN : TOKEN;
    }

    private static String defaultName(Place in) {
      return switch (in) {
        case HEADER -> "Authorization";
        case QUERY -> "token";
        case BODY -> "/token";
      };
    }
  }

  /**
   * @param status HTTP statuses that mean "taken"
   * @param unlessBodyHas a pointer whose presence means "not taken" all the same
   * @param messageId pointers to Webim's id of the message; none is known
   */
  public record Success(
      @JsonDeserialize(using = OneOrMany.class) List<String> status,
      String unlessBodyHas,
      @JsonDeserialize(using = OneOrMany.class) List<String> messageId) {
    public Success {
      status = status == null ? List.of("200", "201") : List.copyOf(status);
      unlessBodyHas = unlessBodyHas == null ? "/error" : unlessBodyHas;
      messageId = messageId == null ? List.of() : List.copyOf(messageId);
    }
  }

  /**
   * @param code pointer to the code
   * @param text pointer to the explanation; never read, because it may quote the visitor
   * @param retryable codes that pass by themselves
   * @param gone codes that mean that there is no such visitor or chat, beside those that end in
   *     "not-found"
   */
  public record Errors(
      String code,
      String text,
      @JsonDeserialize(using = OneOrMany.class) List<String> retryable,
      @JsonDeserialize(using = OneOrMany.class) List<String> gone) {
    public Errors {
      code = code == null ? "/error" : code;
      text = text == null ? "/desc" : text;
      retryable = retryable == null ? List.of() : List.copyOf(retryable);
      gone = gone == null ? List.of() : List.copyOf(gone);
    }
  }
}
