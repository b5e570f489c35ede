package dev.milena.platform;

import dev.milena.model.Mark;
import dev.milena.model.RichText;
import java.util.List;
import java.util.Locale;

/** Writes text with its marks down so that a test can say at a glance what it expects. */
final class Written {
  private Written() {}

  /** Each mark as {@code type(what it covers)}, or {@code type(what it covers)=value}. */
  static List<String> marks(RichText rich) {
    return rich.marks().stream().map(m -> mark(rich.text(), m)).toList();
  }

  private static String mark(String text, Mark mark) {
    String name = mark.type().name().toLowerCase(Locale.ROOT);
    String covered = text.substring(mark.offset(), mark.end());
    return name + "(" + covered + ")" + mark.value().map(v -> "=" + v).orElse("");
  }
}
