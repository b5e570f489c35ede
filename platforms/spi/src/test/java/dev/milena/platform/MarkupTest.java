package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.Content;
import dev.milena.model.Mark;
import dev.milena.model.MarkType;
import dev.milena.model.RichText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkupTest {
  private static Content content(String text, Content.Format format, List<Mark> marks) {
    return new Content(
        Optional.ofNullable(text), format, marks, List.of(), List.of(), Optional.empty());
  }

  @Test
  void sameWordsInEachFormatReadTheSame() {
    // Given
    RichText expected = new RichText("a bold word", List.of(Mark.of(MarkType.BOLD, 2, 4)));

    // Then
    assertThat(Markup.read(content("a bold word", Content.Format.PLAIN, expected.marks())))
        .isEqualTo(expected);
    assertThat(Markup.read(content("a **bold** word", Content.Format.MARKDOWN, List.of())))
        .isEqualTo(expected);
    assertThat(Markup.read(content("a <b>bold</b> word", Content.Format.HTML, List.of())))
        .isEqualTo(expected);
  }

  @Test
  void plainTextIsNotRead() {
    assertThat(Markup.read(Content.plain("**a** <b>b</b>")))
        .isEqualTo(RichText.plain("**a** <b>b</b>"));
  }

  @Test
  void filesAloneHaveNoWords() {
    assertThat(Markup.read(content(null, Content.Format.MARKDOWN, List.of())))
        .isEqualTo(RichText.plain(""));
  }
}
