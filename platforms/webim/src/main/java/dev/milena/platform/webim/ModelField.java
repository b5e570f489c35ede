package dev.milena.platform.webim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.milena.model.Button;
import dev.milena.model.Participant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the mapping can put into an outgoing body: parts of a {@link VisitorMessage} by name. A
 * value that begins with {@code =} is no field, it stands for itself.
 */
enum ModelField {
  VISITOR_ID("visitorId", m -> text(m.visitorId())),
  VISITOR_FIELDS("visitorFields", m -> m.author().map(ModelField::fields)),
  VISITOR_FIELDS_ID("visitorFields.id", m -> m.author().map(a -> new TextNode(a.id()))),
  VISITOR_FIELDS_NAME(
      "visitorFields.name", m -> m.author().flatMap(Participant::name).map(TextNode::new)),
  VISITOR_FIELDS_USERNAME(
      "visitorFields.username", m -> m.author().flatMap(Participant::username).map(TextNode::new)),
  CHANNEL_ID("channelId", m -> text(m.channelId())),
  MESSAGE_ID("message.id", m -> text(m.id())),
  MESSAGE_KIND("message.kind", m -> text(m.kind())),
  MESSAGE_TEXT("message.text", m -> m.words().map(w -> new TextNode(w.text()))),
  MESSAGE_FILE("message.file", m -> m.file().map(ModelField::file)),
  MESSAGE_FILE_URL(
      "message.file.url", m -> m.file().flatMap(VisitorMessage.File::url).map(TextNode::new)),
  MESSAGE_FILE_CONTENT(
      "message.file.content",
      m -> m.file().flatMap(VisitorMessage.File::content).map(TextNode::new)),
  MESSAGE_FILE_NAME("message.file.name", m -> m.file().map(f -> new TextNode(f.name()))),
  MESSAGE_FILE_MIME(
      "message.file.mime", m -> m.file().flatMap(VisitorMessage.File::mime).map(TextNode::new)),
  MESSAGE_FILE_SIZE(
      "message.file.size",
      m ->
          m.file()
              .flatMap(VisitorMessage.File::sizeBytes)
              .map(JsonNodeFactory.instance::numberNode)),
  MESSAGE_BUTTON("message.button", m -> m.pressed().map(ModelField::button)),
  MESSAGE_BUTTON_ID("message.button.id", m -> m.pressed().map(b -> new TextNode(b.pressValue()))),
  MESSAGE_BUTTON_TEXT("message.button.text", m -> m.pressed().map(b -> new TextNode(b.label()))),
  MESSAGE_BUTTON_MESSAGE_ID(
      "message.button.messageId", m -> m.pressed().flatMap(_ -> m.quoteId()).map(TextNode::new)),
  MESSAGE_BUTTONS(
      "message.buttons",
      m ->
          m.words()
              .map(VisitorMessage.Words::buttons)
              .filter(b -> !b.isEmpty())
              .map(ModelField::rows)),
  MESSAGE_QUOTE_ID("message.quoteId", m -> m.quoteId().map(TextNode::new));

  private static final String LITERAL = "=";

  private static final Map<String, ModelField> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(f -> f.word, Function.identity()));

  private final String word;
  private final Function<VisitorMessage, Optional<? extends JsonNode>> value;

  ModelField(String word, Function<VisitorMessage, Optional<? extends JsonNode>> value) {
    this.word = word;
    this.value = value;
  }

  /**
   * What a value of the mapping stands for in this message; empty where the message has nothing of
   * the kind.
   */
  static Optional<? extends JsonNode> read(String mapped, VisitorMessage message) {
    return mapped.startsWith(LITERAL)
        ? text(mapped.substring(LITERAL.length()))
        : BY_WORD.get(mapped).value.apply(message);
  }

  static void check(String setting, String mapped) {
    SettingChecks.that(
        mapped != null && (mapped.startsWith(LITERAL) || BY_WORD.containsKey(mapped)),
        setting
            + ": '"
            + mapped
            + "' is none of "
            + BY_WORD.keySet().stream().sorted().toList()
            + " and does not begin with "
            + LITERAL);
  }

  /**
   * Whether two values of the mapping can be in one message: a press carries no file, so both may
   * stand at one place.
   */
  static boolean meet(String mapped, String other) {
    return !(isFile(mapped) && isPress(other) || isPress(mapped) && isFile(other));
  }

  private static boolean isFile(String mapped) {
    return mapped.startsWith(MESSAGE_FILE.word);
  }

  private static boolean isPress(String mapped) {
    return mapped.equals(MESSAGE_BUTTON.word) || mapped.startsWith(MESSAGE_BUTTON.word + ".");
  }

  private static Optional<JsonNode> text(String value) {
    return Optional.of(new TextNode(value));
  }

  private static ObjectNode fields(Participant author) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    author.name().ifPresent(n -> fields.put("name", n));
    author.username().ifPresent(n -> fields.put("username", n));
    return fields;
  }

  /** The names are those of the bot API's {@code file_operator}. */
  private static ObjectNode file(VisitorMessage.File file) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    file.url().ifPresent(u -> data.put("url", u));
    file.content().ifPresent(c -> data.put("content", c));
    data.put("name", file.name());
    file.mime().ifPresent(m -> data.put("media_type", m));
    file.sizeBytes().ifPresent(s -> data.put("size", s));
    return data;
  }

  /** Rows of buttons as the bot API writes them. */
  static ArrayNode rows(List<List<Button>> buttons) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (List<Button> row : buttons) {
      ArrayNode cells = rows.addArray();
      row.forEach(b -> cells.add(button(b)));
    }
    return rows;
  }

  private static ObjectNode button(Button button) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", button.pressValue())
        .put("text", button.label());
  }
}
