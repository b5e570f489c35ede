package dev.milena.platform.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Content;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import dev.milena.platform.Markup;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MattermostMarkdownTest {
  private static RichText read(String markdown) {
    return Markup.read(
        new Content(
            Optional.of(markdown),
            Content.Format.MARKDOWN,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty()));
  }

  private static String written(String text, Mark... marks) {
    return MattermostMarkdown.of(new RichText(text, List.of(marks)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 * 3 * 4 and _so_ ~~on~~ `x`",
        "# no heading",
        "- no list\n+ no list\n* no list",
        "1. no list\n2) no list",
        "> no quote",
        "| no | table |\n|---|---|",
        "Title\n=====",
        "Title\n-----",
        "***",
        "[a](b) ![c](d) [e]: f",
        "back\\slash \\* twice",
        "see https://example.com/a_b_c*d?e=[f] now",
        "snake_case_name and 3.5 and v1.2.3",
        "{token} <b> &amp x"
      })
  void wordsAreReadAsTheyWereWritten(String words) {
    // When
    String markdown = written(words);

    // Then
    assertThat(read(markdown).text().replace("\u200b", "")).isEqualTo(words);
    assertThat(read(markdown).marks()).isEmpty();
  }

  @Test
  void indentedLinesAreNoCode() {
    // When
    RichText read = read(written("a\n\n    b"));

    // Then
    assertThat(read.marks()).isEmpty();
    assertThat(read.text().replace('\u00a0', ' ')).isEqualTo("a\n\n    b");
  }

  @Test
  void marksAreSignsAroundTheirWords() {
    // Then
    assertThat(written("bold it", Mark.of(MarkType.BOLD, 0, 4))).isEqualTo("**bold** it");
    assertThat(written("bold it", Mark.of(MarkType.BOLD, 0, 5))).isEqualTo("**bold** it");
    assertThat(written("ab", Mark.of(MarkType.BOLD, 0, 2), Mark.of(MarkType.ITALIC, 0, 2)))
        .isEqualTo("***ab***");
    assertThat(written("a b c", Mark.of(MarkType.STRIKE, 0, 5), Mark.of(MarkType.ITALIC, 2, 1)))
        .isEqualTo("~~a *b* c~~");
    assertThat(written("a `b", Mark.of(MarkType.CODE, 0, 4))).isEqualTo("``a `b``");
    assertThat(written("x y", Mark.of(MarkType.LINK, 0, 1, "https://e.com/(1)")))
        .isEqualTo("[x](https://e.com/%281%29) y");
    assertThat(written("f();", Mark.of(MarkType.PRE, 0, 4, "js"))).isEqualTo("```js\nf();\n```");
    assertThat(written("a\nb\nc", Mark.of(MarkType.QUOTE, 0, 3))).isEqualTo("> a\n> b\n\nc");
    assertThat(written("@a_b_c hi", Mark.of(MarkType.MENTION, 0, 6))).isEqualTo("@a_b_c hi");
  }

  @Test
  void marksThatCrossAreNested() {
    // When
    String markdown =
        written("abcdef", Mark.of(MarkType.BOLD, 0, 4), Mark.of(MarkType.ITALIC, 2, 4));

    // Then
    assertThat(read(markdown).text()).isEqualTo("abcdef");
  }

  @Test
  void nobodyCallsAWholeChannelByABridge() {
    // When
    String markdown = written("@all @Channel @here @allan");

    // Then
    assertThat(markdown).isEqualTo("@\u200ball @\u200bChannel @\u200bhere @allan");
  }

  @Test
  void anyMarkedTextReadsAsItsWords() {
    // Given
    Random random = new Random(7);
    List<MarkType> types =
        List.of(MarkType.BOLD, MarkType.ITALIC, MarkType.STRIKE, MarkType.CODE, MarkType.LINK);
    for (int round = 0; round < 500; round++) {
      StringBuilder words = new StringBuilder();
      for (int i = 0; i < 8; i++) {
        words.append(i == 0 ? "" : " ").append("w").append(random.nextInt(100));
      }
      int from = words.indexOf(" ", random.nextInt(10)) + 1;
      int to = words.indexOf(" ", from + 5 + random.nextInt(5));
      Mark outer = Mark.of(types.get(round % 3), from, Math.max(from + 2, to) - from);
      Mark inner =
          new Mark(
              types.get(random.nextInt(types.size())),
              from,
              words.indexOf(" ", from) - from,
              Optional.of("https://example.com"));

      // When
      String markdown =
          MattermostMarkdown.of(new RichText(words.toString(), List.of(outer, inner)));

      // Then
      assertThat(read(markdown).text()).as(markdown).isEqualTo(words.toString());
    }
  }
}
