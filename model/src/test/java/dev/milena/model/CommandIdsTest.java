package dev.milena.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** These ids are on disk in every hub: a change here doubles what was sent before it. */
class CommandIdsTest {
  private static final String EVENT = "telegram/7770001/789/42/created";
  private static final String TARGET = "webim/desk/1";

  @Test
  void sameCauseAndTargetGiveTheSameIdForEver() {
    assertThat(CommandIds.of(EVENT, 0, "link:7", TARGET))
        .isEqualTo("2e8604c5a426733abb75f98d3750b8d4");
  }

  @Test
  void eachInputMakesAnotherId() {
    assertThat(
            Set.of(
                CommandIds.of(EVENT, 0, "link:7", TARGET),
                CommandIds.of(EVENT + "x", 0, "link:7", TARGET),
                CommandIds.of(EVENT, 1, "link:7", TARGET),
                CommandIds.of(EVENT, 0, "link:8", TARGET),
                CommandIds.of(EVENT, 0, "link:7", TARGET + "x")))
        .hasSize(5);
  }

  @Test
  void inputsCannotRunIntoEachOther() {
    assertThat(CommandIds.of("a", 0, "b/c", "d")).isNotEqualTo(CommandIds.of("a", 0, "b", "c/d"));
  }

  @Test
  void stepIsNumberedBehindItsCommand() {
    assertThat(CommandIds.step("abc", 2)).isEqualTo("abc#2");
  }

  @Test
  void hashIsSixteenBytesOfSha256() {
    assertThat(CommandIds.hash("abc")).asHexString().isEqualTo("BA7816BF8F01CFEA414140DE5DAE2223");
  }
}
