package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.milena.model.RichText;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReaderTest {
  private static void assertReads(String html, String text, String... marks) {
    RichText rich = HtmlReader.read(html);
    assertThat(rich.text()).isEqualTo(text);
    assertThat(Written.marks(rich)).containsExactly(marks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a <b>b</b> c|a b c|bold(b)",
        "a <STRONG>b</STRONG> c|a b c|bold(b)",
        "a <i>b</i> c|a b c|italic(b)",
        "a <em>b</em> c|a b c|italic(b)",
        "a <u>b</u> c|a b c|underline(b)",
        "a <ins>b</ins> c|a b c|underline(b)",
        "a <s>b</s> c|a b c|strike(b)",
        "a <strike>b</strike> c|a b c|strike(b)",
        "a <del>b</del> c|a b c|strike(b)",
        "a <code>b &lt; c</code> d|a b < c d|code(b < c)",
        "a <span class=\"tg-spoiler\">b</span> c|a b c|spoiler(b)",
        "a <tg-spoiler>b</tg-spoiler> c|a b c|spoiler(b)",
        "👋🏽 <b>fett</b>|👋🏽 fett|bold(fett)",
        "<a href=\"https://example.com/?a=1&amp;b=2\">x</a>|x|link(x)=https://example.com/?a=1&b=2",
        "<a href=\"https://example.com\">https://example.com</a>|https://example.com|link(https://example.com)",
        "<pre language=\"Java\">int a;</pre>|int a;|pre(int a;)=java",
        "<pre><code class=\"language-python\">a = 1</code></pre>|a = 1|pre(a = 1)=python",
        "<blockquote>said</blockquote>|said|quote(said)",
      })
  void eachKindOfMarkIsRead(String html, String text, String mark) {
    assertReads(html, text, mark);
  }

  @Test
  void messageKeepsTheLineBreaksThatWereTyped() {
    assertReads("one\ntwo\n\n<b>three</b>  x", "one\ntwo\n\nthree  x", "bold(three)");
    assertReads("Code:\n<pre>a\n b</pre>\nend", "Code:\na\n b\nend", "pre(a\n b)");
    assertReads("Code:<pre>a</pre>end", "Code:\na\nend", "pre(a)");
  }

  @Test
  void pageBreaksLinesWhereItsTagsDo() {
    assertReads("<p>one\n  two</p>\n<p>three<br>four</p>", "one two\n\nthree\nfour");
    assertReads("<h1>Title</h1><div>a</div><div>b</div>", "Title\n\na\nb", "bold(Title)");
    assertReads("a<hr>b", "a\n\n———\n\nb");
  }

  @Test
  void listsAreLines() {
    assertReads(
        "Buy:<ul><li>milk</li><li><p>eggs</p><ul><li>brown</li></ul></li></ul><ol><li>walk</li><li>run</li></ol>end",
        "Buy:\n\n• milk\n• eggs\n  • brown\n\n1. walk\n2. run\n\nend");
  }

  @Test
  void otherTagsLoseTheirFormAndKeepTheirText() {
    assertReads("<font color=red>red</font> <custom-x>y</custom-x><!-- no -->", "red y");
  }

  @Test
  void whatNobodyShallReadIsGone() {
    assertReads("a<script>alert('x')</script><style>b{}</style><template>t</template>c", "ac");
    assertReads("<a href=\"\">x</a><img src=x onerror=alert(1)>", "x");
  }

  @Test
  void entitiesAreResolved() {
    assertReads("&lt;b&gt; &amp; &nbsp;&copy; &#128075;", "<b> & \u00a0© 👋");
  }

  @Test
  void brokenHtmlIsReadAsBrowsersDo() {
    assertReads("a <b>b <i>c</b> d", "a b c d", "bold(b c)", "italic(c)", "italic( d)");
    assertReads("5 < 6 & 7 > 2", "5 < 6 & 7 > 2");
  }

  @Test
  void emptyTextIsEmpty() {
    assertReads("", "");
    assertReads("<b></b><p> </p>", "");
  }

  @Test
  void textBeyondTheBoundIsTakenAsItStands() {
    // Given
    String text = "<b>a</b>".repeat(20_000);

    // When
    RichText rich = HtmlReader.read(text);

    // Then
    assertThat(rich.text()).isEqualTo(text);
    assertThat(rich.marks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>",
        "<div>",
        "<b><i>",
        "<a href=x>",
        "<table>",
        "<ul><li>",
        "<p><b>",
        "&",
        "<",
        "</b>",
        "<b a=b ",
        "<blockquote>"
      })
  void nastyNestingNeitherOverflowsNorStalls(String piece) {
    // Given
    String nasty = (piece + "x").repeat(HtmlReader.LENGTH_MAX / (piece.length() + 1));

    // Then
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThatNoException().isThrownBy(() -> HtmlReader.read(nasty)));
  }
}
