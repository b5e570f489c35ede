package dev.milena.platform.webim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void everyHiddenAddressIsWrittenBehindItsWords() {
    RichText rich =
        new RichText(
            "one two three",
            List.of(
                Mark.of(MarkType.LINK, 0, 3, "https://1.test"),
                Mark.of(MarkType.LINK, 8, 5, "https://3.test")));

    assertThat(PlainText.of(rich).text())
        .isEqualTo("one (https://1.test) two three (https://3.test)");
  }

  @Test
  void addressThatIsVisibleIsNotRepeated() {
    RichText rich =
        new RichText(
            "https://1.test!", List.of(new Mark(MarkType.LINK, 0, 14, java.util.Optional.empty())));

    assertThat(PlainText.of(rich).text()).isEqualTo("https://1.test!");
  }

  @Test
  void addressIsNotTornByACut() {
    RichText rich =
        new RichText(
            "a".repeat(90),
            List.of(Mark.of(MarkType.LINK, 0, 90, "https://example.test/of/some/length")));

    List<RichText> parts = PlainText.of(rich).split(100);

    assertThat(parts).anyMatch(p -> p.text().contains("https://example.test/of/some/length"));
  }

  @Test
  void onlyWhatAReaderWouldSeeCountsAsLost() {
    assertThat(PlainText.loses(new RichText("ab", List.of(Mark.of(MarkType.BOLD, 0, 1))))).isTrue();
    assertThat(PlainText.loses(new RichText("@ab", List.of(Mark.of(MarkType.MENTION, 0, 3)))))
        .isFalse();
  }
}
