package dev.milena.platform.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Json;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Discord's markup, both ways. */
class DiscordMarkupTest {
  private static JsonNode message() {
    ObjectNode message = Json.mapper().createObjectNode();
    message.withArray("mentions").addObject().put("id", "12").put("username", "ada");
    return message;
  }

  private static RichText read(String source) {
    return DiscordMarkup.read(source, message());
  }

  @ParameterizedTest
  @CsvSource({
    "a **b** c,BOLD",
    "a *b* c,ITALIC",
    "a _b_ c,ITALIC",
    "a __b__ c,UNDERLINE",
    "a ~~b~~ c,STRIKE",
    "a ||b|| c,SPOILER",
    "a `b` c,CODE"
  })
  void signsAroundWordsAreAMark(String source, MarkType type) {
    assertThat(read(source)).isEqualTo(new RichText("a b c", List.of(Mark.of(type, 2, 1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 * 3 * 4",
        "snake_case_name",
        "** nothing closes",
        "a ~ b ~ c",
        "`",
        "<@>",
        "[x](y)",
        "*",
        "> ",
        "```",
        "\\"
      })
  void signsThatMeanNothingAreWords(String source) {
    assertThat(read(source).marks().stream().filter(m -> m.type() != MarkType.QUOTE)).isEmpty();
  }

  @Test
  void nestedSignsAreMarksInsideMarks() {
    assertThat(read("***a** b*"))
        .isEqualTo(
            new RichText(
                "a b", List.of(Mark.of(MarkType.ITALIC, 0, 3), Mark.of(MarkType.BOLD, 0, 1))));
  }

  @Test
  void referencesAreReadAsPeopleSeeThem() {
    // When
    RichText rich = read("<@12> <@!13> <#14> <:ok:18> <t:1767225600:R> </order:5>");

    // Then
    assertThat(rich.text()).isEqualTo("@ada @13 #14 :ok: 2026-01-01 00:00 UTC /order");
    assertThat(rich.marks())
        .containsExactly(
            Mark.of(MarkType.MENTION, 0, 4, "12"),
            Mark.of(MarkType.MENTION, 5, 3, "13"),
            Mark.of(MarkType.CUSTOM_EMOJI, 13, 4, "18"));
  }

  @Test
  void blocksQuotesAndLinksAreMarks() {
    // When
    RichText rich =
        read("> said\n```java\nint a;\n```see [here](https://a.example) https://b.example.");

    // Then
    assertThat(rich.text()).isEqualTo("said\nint a;see here https://b.example.");
    assertThat(rich.marks())
        .containsExactly(
            Mark.of(MarkType.QUOTE, 0, 4),
            Mark.of(MarkType.PRE, 5, 6, "java"),
            Mark.of(MarkType.LINK, 15, 4, "https://a.example"),
            Mark.of(MarkType.LINK, 20, 17));
  }

  @Test
  void escapedSignsAreWords() {
    assertThat(read("\\*a\\* \\_b\\_ \\\\")).isEqualTo(RichText.plain("*a* _b_ \\"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 < 3 & 5 > 4, *no* _marks_ ~~here~~ `at` [all](https://x.example) \\ ||x||",
        "> no quote\n# no heading\n- no list\n1. yes",
        "<@123> <#1> <:a:1> <t:1> </a:1> @everyone",
        "https://a.example/under_score_d*star*",
        "```no code```",
        "🙂👋🏽 ünïcode"
      })
  void wordsSurviveBothWays(String words) {
    // When
    String written = DiscordMarkdown.write(RichText.plain(words));

    // Then
    assertThat(read(written).text()).isEqualTo(words);
    assertThat(read(written).marks()).allMatch(m -> m.type() == MarkType.LINK);
  }

  @Test
  void marksSurviveBothWays() {
    // Given
    String text = "bold italic code link quote\nblock end";
    RichText rich =
        new RichText(
            text,
            List.of(
                Mark.of(MarkType.BOLD, 0, 4),
                Mark.of(MarkType.ITALIC, 5, 6),
                Mark.of(MarkType.CODE, 12, 4),
                Mark.of(MarkType.LINK, 17, 4, "https://a.example")));

    // When
    String written = DiscordMarkdown.write(rich);

    // Then
    assertThat(written)
        .isEqualTo("**bold** *italic* `code` [link](https://a.example) quote\nblock end");
    assertThat(read(written)).isEqualTo(rich);
  }

  @Test
  void crossingMarksAreClosedAndOpenedAgain() {
    // Given
    RichText rich =
        new RichText(
            "abcdef", List.of(Mark.of(MarkType.BOLD, 0, 4), Mark.of(MarkType.STRIKE, 2, 4)));

    // When
    String written = DiscordMarkdown.write(rich);

    // Then
    assertThat(written).isEqualTo("**ab~~cd~~**~~ef~~");
  }

  @Test
  void everyLineOfAQuoteHasItsSign() {
    assertThat(
            DiscordMarkdown.write(new RichText("a\nb\nc", List.of(Mark.of(MarkType.QUOTE, 0, 3)))))
        .isEqualTo("> a\n> b\nc");
  }

  @Test
  void nothingInsideABlockEndsIt() {
    assertThat(
            DiscordMarkdown.write(
                new RichText("a```b", List.of(new Mark(MarkType.PRE, 0, 5, Optional.of("java"))))))
        .isEqualTo("```java\na`\u200b``b\n```");
  }

  @Test
  void giantTextOfSignsIsReadInNoTime() {
    for (String sign : List.of("*", "_", "`", "[", "<@", "~~", "> \n", "\\")) {
      assertThat(read(sign.repeat(6000 / sign.length())).text().length()).isLessThanOrEqualTo(6000);
      assertThat(read(sign.repeat(200_000)).text()).hasSize(200_000 * sign.length());
    }
  }
}
