package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.Attachment;
import dev.milena.model.Participant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads one event of the Custom Channel by the mapping: the first pointer that exists wins, ids
 * become strings. Pure.
 */
final class ChannelReading {
  private final InboundMapping mapping;
  private final String baseUrl;
  private final JsonNode event;

  private ChannelReading(InboundMapping mapping, String baseUrl, JsonNode event) {
    this.mapping = mapping;
    this.baseUrl = baseUrl;
    this.event = event;
  }

  /** The events of a body, in their order; empty where the batch's place is. */
  static List<ChannelEvent> all(WebimSettings settings, JsonNode body) {
    InboundMapping mapping = settings.channel().inbound();
    JsonNode batch = body.at(mapping.batch().pointer());
    Stream<JsonNode> events =
        batch.isArray()
            ? StreamSupport.stream(batch.spliterator(), false)
            : Stream.of(batch).filter(JsonNode::isObject);
    return events.map(e -> new ChannelReading(mapping, settings.baseUrl(), e).read()).toList();
  }

  private ChannelEvent read() {
    InboundMapping.Fields fields = mapping.fields();
    return new ChannelEvent(
        kind(),
        id(fields.visitorId()),
        id(fields.chatId()),
        id(fields.messageId()),
        operator(),
        scalar(fields.text()),
        id(fields.replyTo()),
        file(),
        first(fields.buttons()).map(Buttons::read).orElse(List.of()));
  }

  private ChannelKind kind() {
    Optional<String> theirs = scalar(mapping.kind().pointer());
    String ours =
        theirs
            .map(word -> mapping.kind().values().getOrDefault(word, ChannelKind.UNKNOWN.word()))
            .orElse(mapping.kind().absent());
    return ChannelKind.of(ours);
  }

  private Optional<Participant> operator() {
    Optional<String> name = scalar(mapping.fields().operator().name());
    return id(mapping.fields().operator().id())
        .map(id -> new Participant(id, name, Optional.empty(), false, false));
  }

  private Optional<Attachment> file() {
    InboundMapping.FileFields at = mapping.fields().file();
    return scalar(at.url())
        .filter(url -> !url.isBlank())
        .map(url ->
            WebimFiles.read(baseUrl, url, scalar(at.name()), scalar(at.mime()), scalar(at.size())));
  }

  private Optional<String> id(List<String> pointers) {
    return scalar(pointers).filter(s -> !s.isBlank());
  }

  /**
   * The first plain value: where an object stands, as at {@code /message}, the next pointer is
   * asked.
   */
  private Optional<String> scalar(List<String> pointers) {
    return nodes(pointers)
        .filter(n -> n.isValueNode() && !n.isNull())
        .findFirst()
        .map(JsonNode::asText);
  }

  private Optional<JsonNode> first(List<String> pointers) {
    return nodes(pointers).filter(n -> !n.isMissingNode() && !n.isNull()).findFirst();
  }

  private Stream<JsonNode> nodes(List<String> pointers) {
    return pointers.stream().map(p -> event.at(JsonPointer.compile(p)));
  }
}
