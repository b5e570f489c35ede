package dev.milena.platform.slack;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.RichText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs often say nothing in words and all in what Slack shows as cards: sections, headers,
 * attachments. Pure.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks, read 2026-11-21</a>
 */
final class SlackCards {
  private SlackCards() {}

  /** What people read on them; absent where there are none, or none with words. */
  static Optional<RichText> read(JsonNode message) {
    String lines =
        Stream.concat(
                each(message, "blocks").flatMap(SlackCards::block),
                each(message, "attachments").flatMap(SlackCards::attachment))
            .filter(line -> !line.isBlank())
            .collect(Collectors.joining("\n"));
    return Optional.of(lines).filter(l -> !l.isEmpty()).map(SlackMrkdwn::read);
  }

  private static Stream<String> block(JsonNode block) {
    return switch (block.path("type").asText()) {
      case "header", "section" ->
          Stream.concat(Stream.of(block.path("text")), each(block, "fields"))
              .flatMap(part -> text(part, "text").stream());
      case "context" -> each(block, "elements").flatMap(part -> text(part, "text").stream());
      default -> Stream.empty();
    };
  }

  /** The short form is for where nothing else can be shown. */
  private static Stream<String> attachment(JsonNode attachment) {
    List<String> said =
        Stream.of("pretext", "title", "text")
            .flatMap(part -> text(attachment, part).stream())
            .filter(part -> !part.isBlank())
            .toList();
    Stream<String> fields =
        each(attachment, "fields")
            .map(field ->
                Stream.of("title", "value")
                    .flatMap(part -> text(field, part).stream())
                    .collect(Collectors.joining(": ")));
    List<String> all =
        Stream.of(said.stream(), fields, each(attachment, "blocks").flatMap(SlackCards::block))
            .flatMap(s -> s)
            .toList();
    return all.isEmpty() ? text(attachment, "fallback").stream() : all.stream();
  }
}
