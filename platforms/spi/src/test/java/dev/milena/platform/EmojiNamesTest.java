package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmojiNamesTest {
  @Test
  void nameAndEmojiStandForEachOther() {
    assertThat(EmojiNames.emoji("+1")).hasValue("👍");
    assertThat(EmojiNames.emoji("thumbsup")).hasValue("👍");
    assertThat(EmojiNames.name("👍")).hasValue("+1");
    assertThat(EmojiNames.emoji("flag-de")).hasValue("🇩🇪");
  }

  @Test
  void signThatAsksForAPictureMakesNoDifference() {
    assertThat(EmojiNames.name("❤️")).hasValue("heart");
    assertThat(EmojiNames.name("❤")).hasValue("heart");
  }

  @Test
  void whatIsNoEmojiHasNoName() {
    assertThat(EmojiNames.name("x")).isEmpty();
    assertThat(EmojiNames.emoji("party_parrot")).isEmpty();
  }
}
