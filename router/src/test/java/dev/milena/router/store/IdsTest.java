package dev.milena.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milena.model.CommandIds;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void commandIdSurvivesTheDatabase() {
    String id = CommandIds.of("event", 0, "relay", "desk/main/v1");

    assertThat(Ids.command(Ids.command(id))).isEqualTo(id);
  }

  @Test
  void idThatAProgramChoseHasAnIdToo() {
    assertThat(Ids.command("my own id"))
        .isEqualTo(Ids.command("my own id"))
        .isNotEqualTo(Ids.command("another"));
    assertThat(Ids.command("0123456789abcdef0123456789abcdeg"))
        .isNotEqualTo(Ids.command("0123456789abcdef0123456789abcdef"));
  }

  @Test
  void replayedEventIsAnotherEvent() {
    assertThat(Ids.event("e", 0)).isEqualTo(Ids.event("e", 0)).isNotEqualTo(Ids.event("e", 1));
  }
}
