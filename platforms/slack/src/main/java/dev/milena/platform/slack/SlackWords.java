package dev.milena.platform.slack;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words that are put together piece by piece, with their marks. Not thread-safe. */
final class SlackWords {
  /** More than a reader could tell apart; the rest stays plain text. */
  private static final int MARKS_MAX = 5000;

  private final StringBuilder text = new StringBuilder();
  private final List<Mark> marks = new ArrayList<>();

  int length() {
    return text.length();
  }

  SlackWords say(CharSequence more) {
    text.append(more);
    return this;
  }

  /** A new line, unless one has just begun. */
  void line() {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
  }

  /** Marks what was said since then. */
  void mark(MarkType type, int since, Optional<String> value) {
    int end = text.length();
    if (end > since && marks.size() < MARKS_MAX) {
      marks.add(new Mark(type, since, end - since, value));
    }
  }

  void mark(MarkType type, int since) {
    mark(type, since, Optional.empty());
  }

  /** Somebody who is spoken to: by the name that is known, else by the id. */
  void mention(String user, Optional<String> name) {
    int since = length();
    say("@").say(name.filter(n -> !n.isBlank()).orElse(user));
    mark(MarkType.MENTION, since, Optional.of(user));
  }

  /** Everybody, or a group. */
  void call(String whom) {
    int since = length();
    say("@").say(whom);
    mark(MarkType.MENTION, since);
  }

  /** A link that reads like its address needs no value. */
  void link(String url, Optional<String> shown) {
    int since = length();
    say(shown.filter(s -> !s.isEmpty()).orElse(url));
    mark(MarkType.LINK, since, shown.filter(s -> !s.isEmpty() && !s.equals(url)).map(_ -> url));
  }

  /** An emoji by its name; a picture of the workspace's own stays its name, and is marked. */
  void emoji(String name, Optional<Integer> skinTone) {
    Optional<String> known = SlackEmoji.unicode(name, skinTone);
    if (known.isPresent()) {
      say(known.get());
      return;
    }
    int since = length();
    say(":").say(name).say(":");
    mark(MarkType.CUSTOM_EMOJI, since, Optional.of(name));
  }

  RichText finish() {
    return new RichText(text.toString().stripTrailing(), marks);
  }
}
