package dev.milena.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * These ids are on disk in every hub: a change here makes events of before and after different
 * ones.
 */
class EventIdsTest {
  private final EventIds ids = EventIds.of("telegram", "7770001");

  @Test
  void eventAboutAMessageIsNamedByConversationMessageAndKind() {
    assertThat(ids.message(List.of("789"), "42", "created"))
        .isEqualTo("telegram/7770001/789/42/created");
  }

  @Test
  void versionTellsSeveralOfOneKindApart() {
    assertThat(ids.message(List.of("789"), "42", "edited", "1767225600"))
        .isEqualTo("telegram/7770001/789/42/edited/1767225600");
  }

  @Test
  void workspaceComesFirst() {
    assertThat(ids.message(List.of("bc/1", "789"), "42", "created"))
        .isEqualTo("telegram/7770001/bc%2F1/789/42/created");
  }

  @Test
  void withoutMessageTheDeliveryNamesIt() {
    assertThat(ids.delivery("123456789")).isEqualTo("telegram/7770001/~123456789");
    assertThat(ids.delivery("123456789", 1)).isEqualTo("telegram/7770001/~123456789.1");
  }

  @Test
  void deliveryIsNeverTakenForAConversation() {
    assertThat(ids.delivery("x")).isNotEqualTo(EventIds.of("telegram", "7770001/~x").delivery(""));
    assertThat(ids.message(List.of("~x"), "1", "created")).doesNotContain("~");
  }
}
