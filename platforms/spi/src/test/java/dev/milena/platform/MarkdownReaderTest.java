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

class MarkdownReaderTest {
  private static void assertReads(String markdown, String text, String... marks) {
    RichText rich = MarkdownReader.read(markdown);
    assertThat(rich.text()).isEqualTo(text);
    assertThat(Written.marks(rich)).containsExactly(marks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a **b** c|a b c|bold(b)",
        "a __b__ c|a b c|bold(b)",
        "a *b* c|a b c|italic(b)",
        "a _b_ c|a b c|italic(b)",
        "a ~~b~~ c|a b c|strike(b)",
        "a `b*c*` d|a b*c* d|code(b*c*)",
        "👋🏽 **fett**|👋🏽 fett|bold(fett)",
        "<https://example.com/x>|https://example.com/x|link(https://example.com/x)",
        "[words](https://example.com)|words|link(words)=https://example.com",
        "![cat](https://example.com/c.png)|cat|link(cat)=https://example.com/c.png",
        "![](https://example.com/c.png)|https://example.com/c.png|link(https://example.com/c.png)",
        "# Title|Title|bold(Title)",
        "# A **b** c|A b c|bold(A b c)",
        "> said|said|quote(said)",
        "> > twice|twice|quote(twice)",
      })
  void eachKindOfMarkIsRead(String markdown, String text, String mark) {
    assertReads(markdown, text, mark);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 * 3 * 4",
        "snake_case_name",
        "a ~b~ c",
        "<b>not markdown</b>",
        "100 % & more",
        "[no link]",
        "a\\",
        "5 > 4"
      })
  void whatIsNoMarkupStaysAsItIs(String text) {
    assertReads(text, text);
  }

  @Test
  void escapesAndEntitiesAreResolved() {
    assertReads("\\*no\\* &amp; &copy; &#x1F44B;", "*no* & © 👋");
  }

  @Test
  void marksOverlapAsWritten() {
    assertReads(
        "***both*** **b *i* b**",
        "both b i b",
        "italic(both)",
        "bold(both)",
        "bold(b i b)",
        "italic(i)");
  }

  @Test
  void lineBreaksStayAndParagraphsAreApart() {
    assertReads("one\ntwo  \nthree\\\nfour\n\n\n\nfive", "one\ntwo\nthree\nfour\n\nfive");
  }

  @Test
  void codeBlockKeepsItsLinesAndLanguage() {
    assertReads(
        "Look:\n```java title=x\nint a;\n\n  int b;\n```\nDone",
        "Look:\n\nint a;\n\n  int b;\n\nDone",
        "pre(int a;\n\n  int b;)=java");
    assertReads("```\nplain\n```", "plain", "pre(plain)");
    assertReads("    indented", "indented", "pre(indented)");
  }

  @Test
  void listsAreLines() {
    assertReads(
        "Buy:\n\n- milk\n- *eggs*\n  - brown\n  - white\n- bread\n\nThen:\n\n3. walk\n4. run",
        "Buy:\n\n• milk\n• eggs\n  • brown\n  • white\n• bread\n\nThen:\n\n3. walk\n4. run",
        "italic(eggs)");
  }

  @Test
  void looseListsAreLinesToo() {
    assertReads("- one\n\n- two\n\n  more of two", "• one\n• two\nmore of two");
  }

  @Test
  void quoteHoldsWhatIsInIt() {
    assertReads(
        "He said:\n> **no**\n> - never\n\nand left",
        "He said:\n\nno\n\n• never\n\nand left",
        "quote(no\n\n• never)",
        "bold(no)");
  }

  @Test
  void ruleIsALine() {
    assertReads("a\n\n---\n\nb", "a\n\n———\n\nb");
  }

  @Test
  void emptyTextIsEmpty() {
    assertReads("", "");
    assertReads(" \n\n ", "");
    assertReads("****", "———");
  }

  @Test
  void nothingPointsOutsideTheText() {
    RichText rich = MarkdownReader.read("**bold** \n\n");
    assertThat(rich.text()).isEqualTo("bold");
    assertThat(rich.marks()).allMatch(m -> m.end() <= rich.text().length());
  }

  @Test
  void textBeyondTheBoundIsTakenAsItStands() {
    // Given
    String text = "**a** ".repeat(20_000);

    // When
    RichText rich = MarkdownReader.read(text);

    // Then
    assertThat(rich.text()).isEqualTo(text);
    assertThat(rich.marks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ">", "[", "*a _b ", "- ", "![", "`", "<b", "\\", "**", "~~", "1. ", "&", "[a](", "|"
      })
  void nastyNestingNeitherOverflowsNorStalls(String piece) {
    // Given
    String nasty = piece.repeat(MarkdownReader.LENGTH_MAX / piece.length());

    // Then
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThatNoException().isThrownBy(() -> MarkdownReader.read(nasty)));
  }
}
