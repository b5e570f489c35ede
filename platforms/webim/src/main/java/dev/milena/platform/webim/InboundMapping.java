package dev.milena.platform.webim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import java.util.Map;

/**
 * How Webim's Custom Channel calls the hub. All defaults are assumptions. Wherever several pointers
 * stand, the first one that exists wins.
 *
 * @param auth {@code auth}: where the callback token stands
 * @param batch {@code batch}: whether one call carries several events
 * @param kind {@code kind}: how the kind of event is told
 * @param fields {@code fields}: where the parts of an event stand
 * @param ack {@code ack}: what Webim is answered
 */
public record InboundMapping(Auth auth, Batch batch, Kind kind, Fields fields, Ack ack) {
  static final InboundMapping DEFAULT = new InboundMapping(null, null, null, null, null);

  /**
   * @param in {@code auth.in}: {@code header:NAME}, {@code query:NAME}, {@code body:/POINTER}; the
   *     first of them that a call has must hold the token
   * @param forms {@code auth.equals}: what may stand there, with <code>{callbackToken}</code>
   */
  public record Auth(
      @JsonDeserialize(using = OneOrMany.class) List<String> in,
      @JsonProperty("equals") @JsonDeserialize(using = OneOrMany.class) List<String> forms) {
    static final String TOKEN = "{callbackToken}";

    public Auth {
      in =
          in == null
              ? List.of("header:Authorization", "header:X-Token", "query:token", "body:/secretKey")
              : List.copyOf(in);
      forms =
          forms == null ? List.of(TOKEN, "Token " + TOKEN, "Bearer " + TOKEN) : List.copyOf(forms);
    }

    List<CallbackPlace> places() {
      return in.stream().map(CallbackPlace::parse).toList();
    }
  }

  /**
   * @param pointer {@code batch.pointer}: where the list of events stands; empty: the body is one
   *     event, or a list
   */
  public record Batch(String pointer) {
    public Batch {
      pointer = pointer == null ? "" : pointer;
    }
  }

  /**
   * @param pointer {@code kind.pointer}
   * @param values {@code kind.values}: Webim's word to ours, see {@link ChannelKind}
   * @param absent {@code kind.absent}: the kind of an event that names none
   */
  public record Kind(
      @JsonDeserialize(using = OneOrMany.class) List<String> pointer,
      Map<String, String> values,
      String absent) {
    public Kind {
      pointer = pointer == null ? List.of("/event", "/message/kind") : List.copyOf(pointer);
      values = values == null ? defaults() : Map.copyOf(values);
      absent = absent == null ? ChannelKind.OPERATOR_MESSAGE.word() : absent;
    }

    private static Map<String, String> defaults() {
      return Map.of(
          "operator", "operator_message",
          "file_operator", "operator_file",
          "keyboard", "keyboard",
          "new_message", "operator_message",
          "chat_closed", "chat_closed",
          "chat_started", "chat_started",
          "chat_assigned", "operator_assigned",
          "typing", "typing",
          "info", "unknown");
    }
  }

  /** Where the parts of an event stand. */
  public record Fields(
      @JsonDeserialize(using = OneOrMany.class) List<String> visitorId,
      @JsonDeserialize(using = OneOrMany.class) List<String> chatId,
      @JsonDeserialize(using = OneOrMany.class) List<String> messageId,
      @JsonDeserialize(using = OneOrMany.class) List<String> text,
      @JsonDeserialize(using = OneOrMany.class) List<String> replyTo,
      Operator operator,
      FileFields file,
      @JsonDeserialize(using = OneOrMany.class) List<String> buttons) {
    public Fields {
      visitorId = orElse(visitorId, "/visitor_id", "/visitor/id");
      chatId = orElse(chatId, "/chat_id", "/chat/id");
      messageId = orElse(messageId, "/message/id", "/id");
      text = orElse(text, "/message/text", "/message", "/text");
      replyTo = orElse(replyTo, "/message/quote/message/id", "/message/quote_id");
      operator = operator == null ? new Operator(null, null) : operator;
      file = file == null ? new FileFields(null, null, null, null) : file;
      buttons = orElse(buttons, "/message/buttons");
    }
  }

  /**
   * @param id of the operator
   * @param name as visitors see it
   */
  public record Operator(
      @JsonDeserialize(using = OneOrMany.class) List<String> id,
      @JsonDeserialize(using = OneOrMany.class) List<String> name) {
    public Operator {
      id = orElse(id, "/message/operator/id", "/operator/id", "/operator_id");
      name = orElse(name, "/message/operator/name", "/operator/name");
    }
  }

  /** A file that an operator sends. */
  public record FileFields(
      @JsonDeserialize(using = OneOrMany.class) List<String> url,
      @JsonDeserialize(using = OneOrMany.class) List<String> name,
      @JsonDeserialize(using = OneOrMany.class) List<String> mime,
      @JsonDeserialize(using = OneOrMany.class) List<String> size) {
    public FileFields {
      url = orElse(url, "/message/data/url");
      name = orElse(name, "/message/data/name");
      mime = orElse(mime, "/message/data/media_type");
      size = orElse(size, "/message/data/size");
    }
  }

  /**
   * @param status {@code ack.status}
   * @param body {@code ack.body}: JSON; the default is the bot API's
   */
  public record Ack(Integer status, String body) {
    public Ack {
      status = status == null ? 200 : status;
      body = body == null ? "{\"result\":\"ok\"}" : body;
    }
  }

  public InboundMapping {
    auth = auth == null ? new Auth(null, null) : auth;
    batch = batch == null ? new Batch(null) : batch;
    kind = kind == null ? new Kind(null, null, null) : kind;
    fields = fields == null ? new Fields(null, null, null, null, null, null, null, null) : fields;
    ack = ack == null ? new Ack(null, null) : ack;
  }

  private static List<String> orElse(List<String> given, String... otherwise) {
    return given == null ? List.of(otherwise) : List.copyOf(given);
  }
}
