package dev.milena.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milena.model.AccountRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountFilterTest {
  @ParameterizedTest
  @CsvSource({
    "*/*,true",
    "telegram/*,true",
    "telegram/support,true",
    "telegram/sup*,true",
    "*/support,true",
    "slack/*,false",
    "telegram/sup,false",
    "telegram/suppor?,false",
    "telegra./support,false",
  })
  void starStandsForAnyCharactersAndNothingElseDoes(String glob, boolean serves) {
    // When / Then
    assertThat(new AccountFilter(List.of(glob)).serves(new AccountRef("telegram", "support")))
        .isEqualTo(serves);
  }

  @Test
  void oneMatchingPatternIsEnough() {
    // Given
    AccountFilter filter = new AccountFilter(List.of("slack/*", " telegram/support "));

    // When / Then
    assertThat(filter.serves(new AccountRef("telegram", "support"))).isTrue();
    assertThat(filter.serves(new AccountRef("telegram", "sales"))).isFalse();
  }

  @Test
  void patternWithoutSlashIsRefusedWithTheOneThatWasMeant() {
    // When / Then
    assertThatThrownBy(() -> new AccountFilter(List.of("telegram")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("telegram/*");
  }
}
