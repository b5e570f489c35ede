package dev.milena.platform;

import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * Reads the tags of HTML that chats have a form for as words with marks; other tags are left out
 * and their text kept.
 *
 * <p>Line breaks: text without any block tag ({@code br}, {@code p}, lists…) is a message as people
 * type it, and its line breaks stand; with one it is a page, where only tags break lines.
 */
final class HtmlReader implements NodeVisitor {
  /** See {@link MarkdownReader#LENGTH_MAX}. */
  static final int LENGTH_MAX = MarkdownReader.LENGTH_MAX;

  private static final Set<String> PARAGRAPHS =
      Set.of(
          "p",
          "div",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "ul",
          "ol",
          "blockquote",
          "pre",
          "table",
          "hr");
  private static final Set<String> LINES = Set.of("li", "tr", "dt", "dd");
  private static final Set<String> UNSEEN =
      Set.of("script", "style", "head", "template", "noscript");
  private static final String PAGE = "br,p,div,ul,ol,li,h1,h2,h3,h4,h5,h6,table,hr";

  private final MarkedText out = new MarkedText();
  private final boolean page;
  private int pre;
  private int unseen;
  private int listDepth;

  private HtmlReader(boolean page) {
    this.page = page;
  }

  static RichText read(String html) {
    if (html.length() > LENGTH_MAX) {
      return RichText.plain(html);
    }
    Element body = Parser.parseBodyFragment(html, "").body();
    HtmlReader reader = new HtmlReader(body.selectFirst(PAGE) != null);
    NodeTraversor.traverse(reader, body);
    return reader.out.finish();
  }

  @Override
  public void head(Node node, int depth) {
    if (unseen > 0 && !(node instanceof Element)) {
      return;
    }
    switch (node) {
      case TextNode text -> words(text.getWholeText());
      case Element element -> enter(element);
      default -> {
        // Comments and the like are nobody's words.
      }
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (node instanceof Element element) {
      leave(element);
    }
  }

  private void words(String text) {
    if (pre > 0 || !page) {
      out.append(text);
      return;
    }
    String flowing = text.replaceAll("[ \\t\\n\\r\\f]+", " ");
    out.append(out.endsBlank() ? flowing.stripLeading() : flowing);
  }

  private void enter(Element element) {
    String tag = element.normalName();
    if (UNSEEN.contains(tag)) {
      unseen++;
    }
    if (unseen > 0) {
      return;
    }
    breakBefore(element, tag);
    if (tag.equals("pre")) {
      pre++;
    }
    mark(element).ifPresent(type -> out.open(type, value(element, type)));
  }

  private void leave(Element element) {
    String tag = element.normalName();
    if (unseen > 0) {
      unseen -= UNSEEN.contains(tag) ? 1 : 0;
      return;
    }
    mark(element).ifPresent(out::close);
    switch (tag) {
      case "pre" -> pre--;
      case "ul", "ol" -> listDepth--;
      default -> {
        // Not counted.
      }
    }
    if (PARAGRAPHS.contains(tag) && !tag.equals("div")) {
      out.breakLines(listDepth > 0 ? 1 : 2);
    } else if (LINES.contains(tag) || tag.equals("div")) {
      out.breakLines(1);
    }
  }

  private void breakBefore(Element element, String tag) {
    switch (tag) {
      case "br" -> out.append("\n");
      case "li" -> {
        out.breakLines(1);
        out.append("  ".repeat(Math.clamp(listDepth - 1L, 0, 8)) + sign(element));
      }
      case "ul", "ol" -> {
        out.breakLines(listDepth > 0 ? 1 : 2);
        listDepth++;
      }
      case "div" -> out.breakLines(1);
      case "hr" -> {
        out.breakLines(2);
        out.append("———");
      }
      default -> {
        if (PARAGRAPHS.contains(tag) && !behindBullet(element)) {
          out.breakLines(listDepth > 0 ? 1 : 2);
        } else if (LINES.contains(tag)) {
          out.breakLines(1);
        }
      }
    }
  }

  private static boolean behindBullet(Element element) {
    return element.parent() != null
        && element.parent().normalName().equals("li")
        && element.previousSibling() == null;
  }

  private static String sign(Element item) {
    Element list = item.parent();
    if (list == null || !list.normalName().equals("ol")) {
      return "• ";
    }
    return item.elementSiblingIndex() + 1 + ". ";
  }

  private static Optional<MarkType> mark(Element element) {
    return switch (element.normalName()) {
      case "b", "strong", "h1", "h2", "h3", "h4", "h5", "h6" -> Optional.of(MarkType.BOLD);
      case "i", "em" -> Optional.of(MarkType.ITALIC);
      case "u", "ins" -> Optional.of(MarkType.UNDERLINE);
      case "s", "strike", "del" -> Optional.of(MarkType.STRIKE);
      case "pre" -> Optional.of(MarkType.PRE);
      case "code" -> inPre(element) ? Optional.empty() : Optional.of(MarkType.CODE);
      case "blockquote" -> Optional.of(MarkType.QUOTE);
      case "tg-spoiler" -> Optional.of(MarkType.SPOILER);
      case "span" ->
          element.hasClass("tg-spoiler") ? Optional.of(MarkType.SPOILER) : Optional.empty();
      case "a" -> element.attr("href").isBlank() ? Optional.empty() : Optional.of(MarkType.LINK);
      default -> Optional.empty();
    };
  }

  private static boolean inPre(Element code) {
    return code.parent() != null && code.parent().normalName().equals("pre");
  }

  private static Optional<String> value(Element element, MarkType type) {
    return switch (type) {
      case LINK -> Optional.of(element.attr("href").strip());
      case PRE -> language(element);
      default -> Optional.empty();
    };
  }

  /**
   * {@code <pre language="java">}, or as highlighters have it {@code <pre><code
   * class="language-java">}.
   */
  private static Optional<String> language(Element pre) {
    String said = pre.attr("language");
    Element code = pre.selectFirst("> code[class*=language-]");
    if (said.isBlank() && code != null) {
      said = code.className().replaceFirst(".*language-", "").replaceFirst("\\s.*", "");
    }
    return Optional.of(said.strip().toLowerCase(Locale.ROOT)).filter(l -> !l.isEmpty());
  }
}
