package dev.milena.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RichTextTest {
  @Test
  void textThatFitsStaysWhole() {
    // Given
    RichText text = new RichText(" short ", List.of(Mark.of(MarkType.BOLD, 1, 5)));

    // When / Then
    assertThat(text.split(7)).containsExactly(text);
    assertThat(RichText.plain("").split(10)).containsExactly(RichText.plain(""));
  }

  @Test
  void paragraphsComeBeforeLinesSentencesAndWords() {
    assertThat(texts("One two.\n\nThree. Four\nfive six", 25))
        .containsExactly("One two.", "Three. Four\nfive six");
    assertThat(texts("Three. Four\nfive six seven", 20))
        .containsExactly("Three. Four", "five six seven");
    assertThat(texts("Three four. Five six seven", 20))
        .containsExactly("Three four.", "Five six seven");
    assertThat(texts("three four five six seven", 20))
        .containsExactly("three four five six", "seven");
  }

  @Test
  void wordThatEndsAtTheLimitStays() {
    assertThat(texts("aa bbb cc", 6)).containsExactly("aa bbb", "cc");
  }

  @Test
  void paragraphFarBackIsNoReasonForATinyPart() {
    assertThat(texts("Hi.\n\n" + "word ".repeat(20), 50).getFirst()).hasSizeGreaterThan(30);
  }

  @Test
  void wordLongerThanAPartIsCutAnywhereButInASurrogatePair() {
    assertThat(texts("abcdefgh", 3)).containsExactly("abc", "def", "gh");
    assertThat(texts("a😀😀😀", 2)).containsExactly("a", "😀", "😀", "😀");
  }

  @Test
  void indentationOfALineSurvivesTheCut() {
    assertThat(texts("if (a) {\n    return b;\n}", 15))
        .containsExactly("if (a) {", "    return b;\n}");
  }

  @Test
  void markIsNotCutIfItFitsIntoAPart() {
    // Given
    String text = "see the very long link here";
    Mark link = Mark.of(MarkType.LINK, 8, 14, "https://example.org");

    // When
    List<RichText> parts = new RichText(text, List.of(link)).split(16);

    // Then
    assertThat(parts)
        .extracting(RichText::text)
        .containsExactly("see the", "very long link", "here");
    assertThat(parts.get(1).marks()).containsExactly(link.at(0, 14));
    assertThat(parts.get(0).marks()).isEmpty();
  }

  @Test
  void markThatBeginsAWordlessTextGoesWholeIntoTheNextPart() {
    // Given
    RichText text = new RichText("abcdefghij", List.of(Mark.of(MarkType.CODE, 4, 5)));

    // When
    List<RichText> parts = text.split(6);

    // Then
    assertThat(parts).extracting(RichText::text).containsExactly("abcd", "efghij");
    assertThat(parts.get(1).marks()).containsExactly(Mark.of(MarkType.CODE, 0, 5));
  }

  @Test
  void markLargerThanAPartIsCutBetweenWordsAndGoesOn() {
    // Given
    RichText text =
        new RichText("bold words that go on and on", List.of(Mark.of(MarkType.BOLD, 0, 28)));

    // When
    List<RichText> parts = text.split(12);

    // Then
    assertThat(parts)
        .extracting(RichText::text)
        .containsExactly("bold words", "that go on", "and on");
    assertThat(parts)
        .allSatisfy(part ->
            assertThat(part.marks())
                .containsExactly(Mark.of(MarkType.BOLD, 0, part.text().length())));
  }

  @Test
  void sliceKeepsWhatCoversItAndShiftsIt() {
    // Given
    RichText text =
        new RichText(
            "0123456789",
            List.of(
                Mark.of(MarkType.BOLD, 0, 10),
                Mark.of(MarkType.LINK, 2, 3, "u"),
                Mark.of(MarkType.CODE, 8, 2)));

    // When / Then
    assertThat(text.slice(3, 8))
        .isEqualTo(
            new RichText(
                "34567", List.of(Mark.of(MarkType.BOLD, 0, 5), Mark.of(MarkType.LINK, 0, 2, "u"))));
  }

  @Test
  void marksBeyondTheTextAreCutOrLeftOutAndOrdered() {
    assertThat(
            new RichText(
                    "abc",
                    List.of(
                        Mark.of(MarkType.ITALIC, 1, 9),
                        Mark.of(MarkType.CODE, 3, 1),
                        Mark.of(MarkType.LINK, 0, 1),
                        Mark.of(MarkType.BOLD, 0, 3)))
                .marks())
        .containsExactly(
            Mark.of(MarkType.BOLD, 0, 3),
            Mark.of(MarkType.LINK, 0, 1),
            Mark.of(MarkType.ITALIC, 1, 2));
  }

  @Test
  void joinedTextsKeepTheirMarks() {
    assertThat(
            new RichText("a", List.of(Mark.of(MarkType.BOLD, 0, 1)))
                .plus(new RichText("bc", List.of(Mark.of(MarkType.CODE, 1, 1)))))
        .isEqualTo(
            new RichText(
                "abc", List.of(Mark.of(MarkType.BOLD, 0, 1), Mark.of(MarkType.CODE, 2, 1))));
  }

  @Test
  void roomForLessThanASurrogatePairIsRefused() {
    assertThatThrownBy(() -> RichText.plain("abc").split(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wordsStayOutOfLogs() {
    assertThat(RichText.plain("secret").toString()).doesNotContain("secret");
  }

  /**
   * Whatever the text: parts fit, nothing but blanks is lost, pairs stay whole, marks are cut
   * right.
   */
  @RepeatedTest(500)
  void splittingLosesNothing() {
    // Given
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RichText text = random(random);
    int room = 2 + random.nextInt(30);

    // When
    List<RichText> parts = text.split(room);

    // Then
    assertThat(parts)
        .as("seed %d", seed)
        .allMatch(p -> p.text().length() <= room)
        .noneMatch(p -> !p.text().isEmpty() && Character.isLowSurrogate(p.text().charAt(0)));
    assertThat(solid(parts)).as("seed %d", seed).isEqualTo(solid(List.of(text)));
  }

  private static RichText random(Random random) {
    String[] bits = {"a", "bc", "def ", "\n", "\n\n", ". ", "😀", " ", "longerword"};
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(bits[random.nextInt(bits.length)]);
    }
    List<Mark> marks = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = random.nextInt(text.length());
      int length = 1 + random.nextInt(text.length() - from);
      marks.add(Mark.of(MarkType.values()[random.nextInt(4)], from, length));
    }
    return new RichText(text.toString(), marks);
  }

  /** Every character that is no blank, with the kinds of marks upon it. */
  private static List<String> solid(List<RichText> parts) {
    List<String> characters = new ArrayList<>();
    for (RichText part : parts) {
      for (int i = 0; i < part.text().length(); i++) {
        int at = i;
        char c = part.text().charAt(i);
        if (c != ' ' && c != '\n') {
          characters.add(
              c
                  + part.marks().stream()
                      .filter(m -> m.offset() <= at && at < m.end())
                      .map(m -> m.type().name())
                      .distinct()
                      .sorted()
                      .toList()
                      .toString());
        }
      }
    }
    return characters;
  }

  private static List<String> texts(String text, int room) {
    return RichText.plain(text).split(room).stream().map(RichText::text).toList();
  }
}
