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
          "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table", "hr");
  private static final Set<String> LINES = Set.of("div", "li", "tr", "dt", "dd");
  private static final Set<String> UNSEEN =
      Set.of("script", "style", "head", "template", "noscript");
  private static final String PAGE = "br,p,div,ul,ol,li,h1,h2,h3,h4,h5,h6,table,hr";
  private static final String BULLET = "• ";
  private static final String RULE = "———";

  /** Lists within lists are pushed in at most so far. */
  private static final int INDENT_MAX = 8;

  private final MarkedText out = new MarkedText();
  private final boolean page;
  private int pre;
  private int unseen;
  private int listDepth;

  /** Line breaks that come before the next words, if any come. */
  private int owed;

  /** Where the last bullet ends: what follows it stays on its line. */
  private int bulletEnd = -1;

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
    if (pre == 0 && page) {
      flow(text.replaceAll("[ \\t\\n\\r\\f]+", " "));
    } else if (!text.isEmpty()) {
      pay(text.startsWith("\n") ? 0 : owed);
      out.append(text);
    }
  }

  private void flow(String text) {
    String visible = owed > 0 || out.endsBlank() ? text.stripLeading() : text;
    if (!visible.isEmpty()) {
      pay(owed);
      out.append(visible);
    }
  }

  private void pay(int breaks) {
    out.breakLines(breaks);
    owed = 0;
  }

  private void owe(String tag) {
    int wanted = PARAGRAPHS.contains(tag) ? 2 : LINES.contains(tag) ? 1 : 0;
    int most = page && listDepth == 0 ? 2 : 1;
    if (out.length() != bulletEnd) {
      owed = Math.max(owed, Math.min(wanted, most));
    }
  }

  private void enter(Element element) {
    String tag = element.normalName();
    if (UNSEEN.contains(tag)) {
      unseen++;
    }
    if (unseen > 0) {
      return;
    }
    owe(tag);
    switch (tag) {
      case "br" -> breakLine();
      case "hr" -> flow(RULE);
      case "pre" -> pre++;
      case "ul", "ol" -> listDepth++;
      case "li" -> enterItem(element);
      default -> {
        // Only words and marks.
      }
    }
    mark(element).ifPresent(type -> out.open(type, value(element, type)));
  }

  private void breakLine() {
    pay(owed);
    out.append("\n");
  }

  private void enterItem(Element item) {
    pay(owed);
    out.append("  ".repeat(Math.clamp(listDepth - 1L, 0, INDENT_MAX)) + sign(item));
    bulletEnd = out.length();
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
    owe(tag);
  }

  private static String sign(Element item) {
    Element list = item.parent();
    if (list == null || !list.normalName().equals("ol")) {
      return BULLET;
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
