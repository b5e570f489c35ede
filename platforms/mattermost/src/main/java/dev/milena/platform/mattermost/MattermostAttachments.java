package dev.milena.platform.mattermost;

import static dev.milena.platform.Payload.each;
import static dev.milena.platform.Payload.id;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milena.model.RichText;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the boxes that programs hang on their posts as the words that they show. Pure.
 *
 * @see <a href="https://developers.mattermost.com/integrate/reference/message-attachments/">Message
 *     attachments, read 2026-11-21</a>
 */
final class MattermostAttachments {
  private MattermostAttachments() {}

  /** What stands in them, to be put behind the post's own words. */
  static RichText words(JsonNode post, String own) {
    String all =
        each(post.path("props"), "attachments")
            .map(MattermostAttachments::box)
            .filter(b -> !b.isBlank())
            .collect(Collectors.joining("\n\n"));
    if (all.isEmpty()) {
      return RichText.plain("");
    }
    RichText words = MattermostText.read(all);
    return own.isBlank() ? words : RichText.plain("\n\n").plus(words);
  }

  private static String box(JsonNode box) {
    Stream<String> head =
        Stream.of(id(box, "pretext"), id(box, "author_name"), title(box), id(box, "text"))
            .flatMap(Optional::stream);
    Stream<String> fields = each(box, "fields").map(MattermostAttachments::field);
    String shown =
        Stream.concat(head, fields).filter(s -> !s.isBlank()).collect(Collectors.joining("\n"));
    return shown.isBlank() ? id(box, "fallback").orElse("") : shown;
  }

  private static Optional<String> title(JsonNode box) {
    return id(box, "title")
        .map(t -> id(box, "title_link").map(l -> "[" + t + "](" + l + ")").orElse(t));
  }

  private static String field(JsonNode field) {
    String title = id(field, "title").orElse("");
    String value = field.path("value").asText("");
    return title.isEmpty() ? value : title + ": " + value;
  }
}
