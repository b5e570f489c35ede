package dev.milena.platform;

import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/**
 * Reads CommonMark with strikethrough as words with marks. What chats have no form for is written
 * out: list items as lines, headings in bold, pictures as links, raw HTML as it was typed. A single
 * line break stays one, as people who write messages expect.
 *
 * @see <a href="https://spec.commonmark.org/0.31.2/">CommonMark 0.31.2</a>
 */
final class MarkdownReader {
  /**
   * Longer text is taken as it stands: 24 messages of the longest kind (4096), and parsing stays in
   * milliseconds.
   */
  static final int LENGTH_MAX = 100_000;

  private static final String BULLET = "• ";
  private static final String RULE = "———";
  private static final String INDENT = "  ";

  /** Lists within lists are pushed in at most so far. */
  private static final int INDENT_MAX = 8;

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(StrikethroughExtension.builder().requireTwoTildes(true).build()))
          .build();

  private final MarkedText out = new MarkedText();
  private int listDepth;

  private MarkdownReader() {}

  static RichText read(String markdown) {
    if (markdown.length() > LENGTH_MAX) {
      return RichText.plain(markdown);
    }
    MarkdownReader reader = new MarkdownReader();
    reader.walk(PARSER.parse(markdown));
    return reader.out.finish();
  }

  /** Without recursion: how deep the input nests is the writer's choice, the stack is ours. */
  private void walk(Node root) {
    Node at = root;
    while (at != null) {
      enter(at);
      Node next = at.getFirstChild();
      while (next == null && at != null) {
        leave(at);
        next = at == root ? null : at.getNext();
        at = at == root ? null : at.getParent();
      }
      at = next;
    }
  }

  private void enter(Node node) {
    switch (node) {
      case Text text -> out.append(text.getLiteral());
      case Code code -> marked(MarkType.CODE, Optional.empty(), code.getLiteral());
      case SoftLineBreak _, HardLineBreak _ -> out.append("\n");
      case HtmlInline html -> out.append(html.getLiteral());
      case HtmlBlock html -> block(html, null, Optional.empty(), html.getLiteral());
      case FencedCodeBlock code -> block(code, MarkType.PRE, language(code), code.getLiteral());
      case IndentedCodeBlock code -> block(code, MarkType.PRE, Optional.empty(), code.getLiteral());
      case ThematicBreak rule -> block(rule, null, Optional.empty(), RULE);
      case Emphasis _ -> out.open(MarkType.ITALIC, Optional.empty());
      case StrongEmphasis _ -> out.open(MarkType.BOLD, Optional.empty());
      case Strikethrough _ -> out.open(MarkType.STRIKE, Optional.empty());
      case Link link -> out.open(MarkType.LINK, Optional.of(link.getDestination()));
      case Image image -> enterImage(image);
      case Heading heading -> {
        separate(heading);
        out.open(MarkType.BOLD, Optional.empty());
      }
      case BlockQuote quote -> {
        separate(quote);
        out.open(MarkType.QUOTE, Optional.empty());
      }
      case Paragraph paragraph -> separate(paragraph);
      case BulletList list -> enterList(list);
      case OrderedList list -> enterList(list);
      case ListItem item -> enterItem(item);
      default -> {
        // The document itself, and link definitions, which nobody reads.
      }
    }
  }

  private void leave(Node node) {
    switch (node) {
      case Emphasis _ -> out.close(MarkType.ITALIC);
      case StrongEmphasis _, Heading _ -> out.close(MarkType.BOLD);
      case Strikethrough _ -> out.close(MarkType.STRIKE);
      case Link _ -> out.close(MarkType.LINK);
      case Image image -> leaveImage(image);
      case BlockQuote _ -> out.close(MarkType.QUOTE);
      case BulletList _, OrderedList _ -> listDepth--;
      default -> {
        // Nothing was opened.
      }
    }
  }

  private void marked(MarkType type, Optional<String> value, String text) {
    out.open(type, value);
    out.append(text);
    out.close(type);
  }

  private void block(Node node, MarkType type, Optional<String> value, String literal) {
    separate(node);
    String text = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
    if (type == null) {
      out.append(text);
    } else {
      marked(type, value, text);
    }
  }

  private static Optional<String> language(FencedCodeBlock code) {
    return Optional.ofNullable(code.getInfo())
        .map(i -> i.strip().split("\\s", 2)[0])
        .filter(l -> !l.isEmpty());
  }

  /** An empty line between blocks, a line break inside lists, nothing behind a bullet. */
  private void separate(Node block) {
    boolean behindBullet = block.getParent() instanceof ListItem && block.getPrevious() == null;
    if (!behindBullet && !opensQuote(block)) {
      out.breakLines(listDepth > 0 ? 1 : 2);
    }
  }

  private static boolean opensQuote(Node block) {
    return block.getParent() instanceof BlockQuote && block.getPrevious() == null;
  }

  private void enterList(Node list) {
    separate(list);
    listDepth++;
  }

  private void enterItem(ListItem item) {
    boolean first = item.getPrevious() == null;
    boolean behindBullet =
        item.getParent().getParent() instanceof ListItem outer
            && outer.getFirstChild() == item.getParent();
    if (!(first && (behindBullet || opensQuote(item.getParent())))) {
      out.breakLines(1);
    }
    out.append(INDENT.repeat(Math.min(listDepth - 1, INDENT_MAX)) + sign(item));
  }

  private static String sign(ListItem item) {
    if (!(item.getParent() instanceof OrderedList list)) {
      return BULLET;
    }
    int number = Optional.ofNullable(list.getMarkerStartNumber()).orElse(1);
    for (Node before = item.getPrevious(); before != null; before = before.getPrevious()) {
      number++;
    }
    return number + ". ";
  }

  private void enterImage(Image image) {
    out.open(MarkType.LINK, Optional.of(image.getDestination()));
    if (image.getFirstChild() == null) {
      out.append(image.getDestination());
    }
  }

  private void leaveImage(Image image) {
    out.close(MarkType.LINK);
  }
}
