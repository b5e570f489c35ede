package dev.milena.platform.mattermost;

import dev.milena.model.Content;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import dev.milena.platform.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what people write as words with marks. Mattermost's markup is Markdown; users, groups and
 * topics are named in the text alone. Pure.
 *
 * @see <a
 *     href="https://docs.mattermost.com/end-user-guide/collaborate/format-messages.html">Formatting
 *     messages, read 2026-11-21</a>
 */
final class MattermostText {
  /** A name stands alone and does not end in a full stop. */
  private static final Pattern MENTION =
      Pattern.compile("(?<![\\w@/.])@[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_-])?");

  private static final Pattern HASHTAG =
      Pattern.compile("(?<![\\w#/&])#\\p{L}[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}]");

  private MattermostText() {}

  static RichText read(String message) {
    RichText rich =
        Markup.read(
            new Content(
                Optional.of(message),
                Content.Format.MARKDOWN,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty()));
    List<Mark> marks = new ArrayList<>(rich.marks());
    find(rich, MENTION, MarkType.MENTION, marks);
    find(rich, HASHTAG, MarkType.HASHTAG, marks);
    return new RichText(rich.text(), marks);
  }

  private static void find(RichText rich, Pattern what, MarkType type, List<Mark> marks) {
    Matcher found = what.matcher(rich.text());
    while (found.find()) {
      if (rich.marks().stream().noneMatch(m -> isLiteral(m) && overlaps(m, found))) {
        marks.add(Mark.of(type, found.start(), found.end() - found.start()));
      }
    }
  }

  private static boolean overlaps(Mark mark, Matcher found) {
    return mark.offset() < found.end() && found.start() < mark.end();
  }

  private static boolean isLiteral(Mark mark) {
    return switch (mark.type()) {
      case CODE, PRE, LINK -> true;
      case BOLD,
          ITALIC,
          UNDERLINE,
          STRIKE,
          SPOILER,
          QUOTE,
          MENTION,
          HASHTAG,
          COMMAND,
          CUSTOM_EMOJI,
          OTHER ->
          false;
    };
  }
}
