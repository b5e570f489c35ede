package dev.milena.platform.webim;

import dev.milena.model.Attachment;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Words as a desk shows them: no formatting, addresses written out. Pure. */
final class PlainText {
  private PlainText() {}

  /**
   * The text with the address of every link behind its words; marks stay, so that a cut does not
   * tear one apart.
   */
  static RichText of(RichText rich) {
    StringBuilder text = new StringBuilder();
    List<Mark> links = new ArrayList<>();
    int from = 0;
    List<Mark> hidden =
        rich.marks().stream()
            .filter(m -> m.type() == MarkType.LINK && m.value().isPresent())
            .sorted(java.util.Comparator.comparingInt(Mark::end))
            .toList();
    for (Mark link : hidden) {
      text.append(rich.text(), from, link.end());
      from = link.end();
      String address = link.value().get();
      if (!words(rich, link).equals(address)) {
        text.append(" (").append(address).append(')');
        links.add(
            new Mark(
                MarkType.LINK,
                text.length() - address.length() - 1,
                address.length(),
                Optional.empty()));
      }
    }
    text.append(rich.text(), from, rich.text().length());
    return new RichText(text.toString(), links);
  }

  private static String words(RichText rich, Mark mark) {
    return rich.text().substring(mark.offset(), mark.end());
  }

  /** Whether {@link #of} takes something away that a reader would have seen. */
  static boolean loses(RichText rich) {
    return rich.marks().stream().map(Mark::type).anyMatch(PlainText::visible);
  }

  private static boolean visible(MarkType type) {
    return switch (type) {
      case BOLD, ITALIC, UNDERLINE, STRIKE, SPOILER, CODE, PRE, QUOTE, CUSTOM_EMOJI -> true;
      case LINK, MENTION, HASHTAG, COMMAND, OTHER -> false;
    };
  }

  /** What is no file, or has no address, in words: a place, a contact, a poll. */
  static String of(Attachment attachment) {
    Stream<Optional<String>> parts =
        Stream.of(
            attachment.name(),
            attachment.place().map(p -> p.latitude() + ", " + p.longitude()),
            attachment.place().flatMap(Attachment.Place::address),
            attachment.value(),
            attachment.url());
    String said =
        String.join(" · ", parts.flatMap(Optional::stream).filter(p -> !p.isBlank()).toList());
    String kind =
        "[" + attachment.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + "]";
    return said.isEmpty() ? kind : kind + " " + said;
  }
}
