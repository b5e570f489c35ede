package dev.milena.router.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WrongKeysTest {
  private final WrongKeys wrong = new WrongKeys(config(3));

  private static ApiConfig config(int wrongKeysPerMinute) {
    return new ApiConfig() {
      @Override
      public int bodyBytesMax() {
        return 1;
      }

      @Override
      public Duration timeout() {
        return Duration.ofSeconds(1);
      }

      @Override
      public int wrongKeysPerMinute() {
        return wrongKeysPerMinute;
      }
    };
  }

  @Test
  void addressIsRefusedOnceItHasTriedTooMany() {
    for (int i = 0; i < 3; i++) {
      assertThat(wrong.tooMany("192.0.2.1")).isFalse();
      wrong.count("192.0.2.1");
    }

    assertThat(wrong.tooMany("192.0.2.1")).isTrue();
    assertThat(wrong.tooMany("192.0.2.2")).isFalse();
  }

  @Test
  void addressesOfOneSubscriberCountTogether() {
    assertThat(WrongKeys.net("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(WrongKeys.net("2001:db8:1:2:ffff:0:0:1"));
    assertThat(WrongKeys.net("2001:db8:1:2:3:4:5:6"))
        .isNotEqualTo(WrongKeys.net("2001:db8:1:3:3:4:5:6"));
    assertThat(WrongKeys.net("192.0.2.1")).isEqualTo("192.0.2.1");
  }
}
