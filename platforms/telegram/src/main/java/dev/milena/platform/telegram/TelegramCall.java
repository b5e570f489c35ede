package dev.milena.platform.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.RichText;
import dev.milena.platform.ApiRequest;
import dev.milena.platform.ApiRequest.FilePart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One call of the Bot API before it is written down. Without files it goes as JSON; with files as a
 * form, in which nested values are JSON texts.
 *
 * @param method for example {@code sendMessage}
 * @param parameters its own copy; changed only by the methods here
 * @param files what is uploaded with it
 * @see <a href="https://core.telegram.org/bots/api#making-requests">Making requests, read
 *     2026-11-21</a>
 */
record TelegramCall(String method, ObjectNode parameters, List<FilePart> files) {
  private static final Set<String> ENTITIES = Set.of("entities", "caption_entities");

  TelegramCall {
    files = List.copyOf(files);
  }

  static TelegramCall of(String method, ObjectNode parameters) {
    return new TelegramCall(method, parameters, List.of());
  }

  TelegramCall put(String name, JsonNode value) {
    ObjectNode more = parameters.deepCopy();
    more.set(name, value);
    return new TelegramCall(method, more, files);
  }

  TelegramCall text(RichText rich) {
    return words(parameters, "text", "entities", rich);
  }

  TelegramCall caption(RichText rich) {
    return words(parameters, "caption", "caption_entities", rich);
  }

  private TelegramCall words(ObjectNode holder, String name, String entities, RichText rich) {
    ObjectNode more = holder.deepCopy();
    writeWords(more, name, entities, rich);
    return new TelegramCall(method, more, files);
  }

  static void writeWords(ObjectNode holder, String name, String entities, RichText rich) {
    holder.put(name, rich.text());
    JsonNode marks = TelegramText.entities(rich);
    if (!marks.isEmpty()) {
      holder.set(entities, marks);
    }
  }

  /** Whether words in it are formatted. */
  boolean isFormatted() {
    return parameters.findValues("entities").size()
            + parameters.findValues("caption_entities").size()
        > 0;
  }

  /** The same words without formatting. */
  TelegramCall unformatted() {
    ObjectNode plain = parameters.deepCopy();
    strip(plain);
    return new TelegramCall(method, plain, files);
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(ENTITIES);
    }
    node.forEach(TelegramCall::strip);
  }

  ApiRequest request(TelegramAccount account) {
    String url = account.methodUrl(method);
    if (files.isEmpty()) {
      return ApiRequest.postJson(url, Map.of(), parameters);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    parameters
        .properties()
        .forEach(p ->
            fields.put(
                p.getKey(),
                p.getValue().isContainerNode() ? p.getValue().toString() : p.getValue().asText()));
    return new ApiRequest("POST", url, Map.of(), new ApiRequest.MultipartBody(fields, files));
  }

  /** Holds somebody's words. */
  @Override
  public String toString() {
    return "TelegramCall[" + method + "]";
  }
}
