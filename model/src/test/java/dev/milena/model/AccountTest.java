package dev.milena.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountTest {
  private static final AccountRef REF = new AccountRef("telegram", "support");

  record Settings(
      String token,
      Optional<Duration> pollTimeout,
      List<String> allowedUpdates,
      Optional<Mode> mode) {
    enum Mode {
      LONG_POLL
    }
  }

  @Test
  void settingsAreReadByTheNamesOfTheConfiguration() {
    // When
    Settings settings =
        account("{'token':'t','poll-timeout':'50s','allowed-updates':['a','b'],'mode':'long_poll'}")
            .as(Settings.class);

    // Then
    assertThat(settings)
        .isEqualTo(
            new Settings(
                "t",
                Optional.of(Duration.ofSeconds(50)),
                List.of("a", "b"),
                Optional.of(Settings.Mode.LONG_POLL)));
  }

  @ParameterizedTest
  @CsvSource({
    "50s,PT50S",
    "5m,PT5M",
    "500ms,PT0.5S",
    "2h,PT2H",
    "1h30m,PT1H30M",
    "7d,P7D",
    "PT50S,PT50S",
    "30,PT30S",
    "' 5S ',PT5S",
  })
  void durationsAreReadAsPeopleWriteThem(String written, Duration meant) {
    assertThat(account("{'poll-timeout':'" + written + "'}").as(Settings.class).pollTimeout())
        .contains(meant);
  }

  @Test
  void bareNumberMeansSeconds() {
    assertThat(account("{'poll-timeout':30}").as(Settings.class).pollTimeout())
        .contains(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({"soon", "5 parsecs", "''", "10000000000000000000"})
  void durationThatIsNoneIsRefusedByTheNameOfTheSettingWithoutItsValue(String written) {
    assertThatThrownBy(() -> account("{'poll-timeout':'" + written + "'}").as(Settings.class))
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining("telegram/support")
        .hasMessageContaining("poll-timeout")
        .hasMessageNotContaining(written.isEmpty() ? "''" : written);
  }

  @Test
  void whatEveryAccountHasIsThereWithDefaults() {
    // When
    Account.Common common = account("{}").common();

    // Then
    assertThat(common.path()).isEmpty();
    assertThat(common.linking()).isEqualTo(Account.Linking.OFF);
    assertThat(common.unknown()).isEqualTo(Account.Common.Unknown.RESEND);
    assertThat(common.texts().deskUnreachable()).isEmpty();
  }

  @Test
  void whatEveryAccountHasStandsBesideWhatItsPlatformKnows() {
    // When
    Account account =
        account(
            "{'token':'t','path':'/telegram-webhook','linking':'code','unknown':'park',"
                + "'texts':{'desk-unreachable':'x','chat-closed':'y'}}");

    // Then
    assertThat(account.common().path()).contains("/telegram-webhook");
    assertThat(account.common().linking()).isEqualTo(Account.Linking.CODE);
    assertThat(account.common().unknown()).isEqualTo(Account.Common.Unknown.PARK);
    assertThat(account.common().texts().chatClosed()).contains("y");
    assertThat(account.as(Settings.class).token()).isEqualTo("t");
  }

  @Test
  void settingsAreParsedOncePerType() {
    // Given
    Account account = account("{'token':'t'}");

    // When / Then
    assertThat(account.as(Settings.class)).isSameAs(account.as(Settings.class));
  }

  @Test
  void wordOutsideOfTheVocabularyIsRefusedByName() {
    assertThatThrownBy(() -> account("{'linking':'hunter2'}").common())
        .isInstanceOf(Json.UnreadableException.class)
        .hasMessageContaining("linking")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void nobodyChangesAnAccountFromOutside() {
    // Given
    Account account = account("{'token':'t'}");

    // When
    account.settings().put("token", "changed");

    // Then
    assertThat(account.settings().path("token").asText()).isEqualTo("t");
    assertThat(account.toString()).isEqualTo("Account[telegram/support@3]");
  }

  private static Account account(String settings) {
    return new Account(REF, 3, Json.object(settings.replace('\'', '"').getBytes(UTF_8)));
  }
}
