package dev.milena.platform;

import dev.milena.model.Content;
import dev.milena.model.RichText;

/** Reads what commands say, in whatever format, as words with marks. Pure. */
public final class Markup {
  private Markup() {}

  /** The text of a command; empty where it has none. */
  public static RichText read(Content content) {
    String text = content.text().orElse("");
    return switch (content.format()) {
      case PLAIN -> new RichText(text, content.marks());
      case MARKDOWN -> MarkdownReader.read(text);
      case HTML -> HtmlReader.read(text);
    };
  }
}
