package dev.milena.platform;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Text that grows, with marks that are opened and closed around it. A mark inside one of its own
 * kind changes nothing for a reader and is left out, so that nesting is bounded by the number of
 * kinds. Not thread-safe.
 */
final class MarkedText {
  /**
   * More than a reader could tell apart, and than any platform takes (the most known: 100); the
   * rest stays plain text.
   */
  private static final int MARKS_MAX = 5000;

  private final StringBuilder text = new StringBuilder();

  /**
   * In the order in which they were opened, so that of two around the same words the outer one
   * comes first.
   */
  private final SortedMap<Integer, Mark> marks = new TreeMap<>();

  private final Map<MarkType, Open> open = new EnumMap<>(MarkType.class);
  private int opened;

  private static final class Open {
    private final int order;
    private final int offset;
    private final Optional<String> value;
    private int depth = 1;

    Open(int order, int offset, Optional<String> value) {
      this.order = order;
      this.offset = offset;
      this.value = value;
    }
  }

  void append(String more) {
    text.append(more);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  int length() {
    return text.length();
  }

  /**
   * Makes sure that the text ends with so many line breaks; at the very beginning none are needed.
   */
  void breakLines(int count) {
    if (text.isEmpty()) {
      return;
    }
    int there = 0;
    while (there < text.length() && text.charAt(text.length() - 1 - there) == '\n') {
      there++;
    }
    text.repeat('\n', Math.max(0, count - there));
  }

  boolean endsBlank() {
    return text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
  }

  void open(MarkType type, Optional<String> value) {
    Open outer = open.get(type);
    if (outer == null) {
      open.put(type, new Open(opened++, text.length(), value));
    } else {
      outer.depth++;
    }
  }

  void close(MarkType type) {
    Open closing = open.get(type);
    if (closing == null || --closing.depth > 0) {
      return;
    }
    open.remove(type);
    int start = startBehindBreaks(closing.offset);
    int end = endBeforeBreaks(start);
    if (end > start && marks.size() < MARKS_MAX) {
      String marked = text.substring(start, end);
      marks.put(closing.order, new Mark(type, start, end - start, valueOf(type, closing, marked)));
    }
  }

  /** A link that reads like its address needs no value. */
  private static Optional<String> valueOf(MarkType type, Open closing, String marked) {
    return type == MarkType.LINK ? closing.value.filter(v -> !v.equals(marked)) : closing.value;
  }

  private int startBehindBreaks(int from) {
    int start = from;
    while (start < text.length() && text.charAt(start) == '\n') {
      start++;
    }
    return start;
  }

  private int endBeforeBreaks(int from) {
    int end = text.length();
    while (end > from && text.charAt(end - 1) == '\n') {
      end--;
    }
    return end;
  }

  /** All of it, without blank space at the end. */
  RichText finish() {
    List.copyOf(open.keySet()).forEach(this::closeAll);
    return new RichText(text.toString().stripTrailing(), List.copyOf(marks.values()));
  }

  private void closeAll(MarkType type) {
    open.get(type).depth = 1;
    close(type);
  }
}
