package dev.milena.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarksTest {
  @Test
  void marksAreReadInTheOrderInWhichTheyStand() {
    // When
    String text = Marks.write("", 7, 3);

    // Then
    assertThat(Marks.read("", text)).containsExactly(7, 8, 9);
  }

  @Test
  void marksOfAnotherLaneAreNotRead() {
    // When
    String text = Marks.write("b", 7, 3);

    // Then
    assertThat(Marks.read("", text)).isEmpty();
    assertThat(Marks.read("b", text)).containsExactly(7, 8, 9);
  }

  @Test
  void partsOfALongMessageHaveAllItsMarksBetweenThem() {
    // Given
    String text = Marks.write("", 0, 100);
    int cut = text.indexOf('\n', text.length() / 2);

    // When
    int first = Marks.read("", text.substring(0, cut)).size();
    int rest = Marks.read("", text.substring(cut)).size();

    // Then
    assertThat(first + rest).isEqualTo(100);
    assertThat(Marks.read("", text)).isEqualTo(IntStream.range(0, 100).boxed().toList());
  }
}
