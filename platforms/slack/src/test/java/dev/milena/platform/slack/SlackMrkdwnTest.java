package dev.milena.platform.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMrkdwnTest {
  @Test
  void formattingBecomesMarks() {
    RichText read = SlackMrkdwn.read("*bold* _italic_ ~strike~ `code`");

    assertThat(read.text()).isEqualTo("bold italic strike code");
    assertThat(read.marks())
        .containsExactly(
            Mark.of(MarkType.BOLD, 0, 4),
            Mark.of(MarkType.ITALIC, 5, 6),
            Mark.of(MarkType.STRIKE, 12, 6),
            Mark.of(MarkType.CODE, 19, 4));
  }

  @Test
  void formattingMayBeNested() {
    RichText read = SlackMrkdwn.read("*_both_ one*");

    assertThat(read.text()).isEqualTo("both one");
    assertThat(read.marks())
        .containsExactly(Mark.of(MarkType.BOLD, 0, 8), Mark.of(MarkType.ITALIC, 0, 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2*3*4", "snake_case_name", "a * b * c", "*", "**", "*open", "`", "_ no_"})
  void signsThatFormatNothingStay(String text) {
    RichText read = SlackMrkdwn.read(text);

    assertThat(read).isEqualTo(RichText.plain(text));
  }

  @Test
  void escapedSignsAreUnescapedOnceAndAfterTheTokens() {
    assertThat(SlackMrkdwn.read("1 &lt; 2 &amp;&amp; 3 &gt; 2").text()).isEqualTo("1 < 2 && 3 > 2");
    assertThat(SlackMrkdwn.read("&amp;lt;").text()).isEqualTo("&lt;");
    assertThat(SlackMrkdwn.read("&lt;@U123&gt;").text()).isEqualTo("<@U123>");
    assertThat(SlackMrkdwn.read("&lt;@U123&gt;").marks()).isEmpty();
  }

  @Test
  void tokensSayWhatPeopleRead() {
    RichText read =
        SlackMrkdwn.read(
            "<@U123> <@U9|ada> <#C1|general> <!here> <!subteam^S1|@ops> <https://example.org/?a=1&amp;b=2|docs>"
                + " <https://example.org> <mailto:a@b.c|a@b.c>");

    assertThat(read.text())
        .isEqualTo("@U123 @ada #general @here @ops docs https://example.org a@b.c");
    assertThat(read.marks())
        .contains(
            Mark.of(MarkType.MENTION, 0, 5, "U123"),
            Mark.of(MarkType.MENTION, 6, 4, "U9"),
            Mark.of(MarkType.MENTION, 20, 5),
            Mark.of(MarkType.LINK, 31, 4, "https://example.org/?a=1&b=2"),
            Mark.of(MarkType.LINK, 36, 19));
  }

  @Test
  void emojiArePictures() {
    assertThat(SlackMrkdwn.read("Hi :wave: :+1::skin-tone-3: :party_parrot: 10:30:45").text())
        .isEqualTo("Hi 👋 👍🏼 :party_parrot: 10:30:45");
  }

  @Test
  void codeAndQuotesAreBlocks() {
    RichText read = SlackMrkdwn.read("&gt; one\n&gt; *two*\nthen ```\n*x* &lt; y\n```");

    assertThat(read.text()).isEqualTo("one\ntwo\nthen *x* < y");
    assertThat(read.marks())
        .containsExactly(
            Mark.of(MarkType.QUOTE, 0, 8),
            Mark.of(MarkType.BOLD, 4, 3),
            Mark.of(MarkType.PRE, 13, 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*a ", "_a *b ~c `", "<", "<a", "<@", ":a:", "&gt; *", "``` "})
  void textMadeToBeSlowIsReadInTime(String part) {
    String long40k = part.repeat(40_000 / part.length());

    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> SlackMrkdwn.read(long40k));
  }
}
