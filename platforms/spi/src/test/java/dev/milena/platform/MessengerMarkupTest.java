package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type with signs in messengers, and what they read. */
class MessengerMarkupTest {
  private static String seen(String written) {
    return MessengerMarkup.read(written).text().replace("\u200b", "");
  }

  @ParameterizedTest
  @CsvSource({
    "*bold*,bold,BOLD",
    "_italic_,italic,ITALIC",
    "~gone~,gone,STRIKE",
    "`code`,code,CODE",
    "```let *x*```,let *x*,PRE",
    "> quoted,quoted,QUOTE"
  })
  void signsAroundWordsAreAMark(String written, String text, MarkType type) {
    assertThat(MessengerMarkup.read(written))
        .isEqualTo(new RichText(text, List.of(Mark.of(type, 0, text.length()))));
  }

  @Test
  void marksNestAndAreCountedInUtf16Units() {
    // When
    RichText read = MessengerMarkup.read("👋🏽 *very _very_ good*!");

    // Then
    assertThat(read.text()).isEqualTo("👋🏽 very very good!");
    assertThat(read.marks())
        .containsExactly(Mark.of(MarkType.BOLD, 5, 14), Mark.of(MarkType.ITALIC, 10, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 * 3 * 4",
        "snake_case_name",
        "*open",
        "* not * bold",
        "*not\nbold*",
        "a*b*c",
        "**",
        "``` ",
        "`",
        ""
      })
  void signsThatEncloseNoWordAreRead(String text) {
    assertThat(MessengerMarkup.read(text)).isEqualTo(RichText.plain(text.stripTrailing()));
  }

  static Stream<RichText> texts() {
    String text = "Hello dear world, hello";
    return Stream.of(
        RichText.plain(text),
        new RichText(text, List.of(Mark.of(MarkType.BOLD, 6, 4))),
        new RichText(text, List.of(Mark.of(MarkType.BOLD, 0, 16), Mark.of(MarkType.ITALIC, 6, 4))),
        new RichText(text, List.of(Mark.of(MarkType.STRIKE, 0, 5), Mark.of(MarkType.CODE, 6, 4))),
        new RichText("One\ntwo", List.of(Mark.of(MarkType.PRE, 0, 7))),
        new RichText("One\ntwo\nthree", List.of(Mark.of(MarkType.QUOTE, 0, 7))));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void whatIsWrittenIsReadAgain(RichText rich) {
    // When
    MessengerMarkup.Written written = MessengerMarkup.write(rich);

    // Then
    assertThat(written.lossy()).isFalse();
    assertThat(MessengerMarkup.read(written.text())).isEqualTo(rich);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2 < 3, *no* _marks_ ~here~ `at` all",
        "```fence``` and ```more```",
        "> no quote",
        "*_~`",
        "**bold** __it__",
        "https://example.org/~me/_x_*y* and *this*"
      })
  void signsThatMeanNothingAreReadAsTheyAre(String text) {
    // When
    String written = MessengerMarkup.write(RichText.plain(text)).text();

    // Then
    assertThat(seen(written)).isEqualTo(text);
  }

  @Test
  void addressesStayWholeAndLinksSayWhereTheyLead() {
    // Given
    String text = "See https://example.org/~a_b or here";
    RichText rich =
        new RichText(text, List.of(Mark.of(MarkType.LINK, 32, 4, "https://example.com/")));

    // When
    String written = MessengerMarkup.write(rich).text();

    // Then
    assertThat(written).isEqualTo("See https://example.org/~a_b or here (https://example.com/)");
  }

  @Test
  void marksThatCannotBeWrittenAreLeftOutAndSaid() {
    // Given
    RichText inside = new RichText("unbelievable", List.of(Mark.of(MarkType.BOLD, 2, 4)));
    RichText lines = new RichText("one\ntwo", List.of(Mark.of(MarkType.BOLD, 0, 7)));
    RichText under = new RichText("word", List.of(Mark.of(MarkType.UNDERLINE, 0, 4)));

    // When / Then
    assertThat(MessengerMarkup.write(inside))
        .isEqualTo(new MessengerMarkup.Written("unbelievable", true));
    assertThat(MessengerMarkup.write(lines))
        .isEqualTo(new MessengerMarkup.Written("*one*\n*two*", false));
    assertThat(MessengerMarkup.write(under)).isEqualTo(new MessengerMarkup.Written("word", true));
  }

  @Test
  void markThatEndsInABlankEmbracesTheWordsAlone() {
    assertThat(
            MessengerMarkup.write(new RichText("so good !", List.of(Mark.of(MarkType.BOLD, 3, 5))))
                .text())
        .isEqualTo("so *good* !");
  }

  @Test
  void aLineFullOfSignsIsReadInNoTime() {
    // Given
    String signs = "*_~` a".repeat(50_000);

    // When / Then
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(MessengerMarkup.read(signs).text()).isNotEmpty());
  }
}
