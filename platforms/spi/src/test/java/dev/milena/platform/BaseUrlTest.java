package dev.milena.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
  private static URI read(String url) {
    return BaseUrl.of(
        URI.create(url), "base-url", "the address of an API", "https://api.example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com,https://api.example.com",
    "HTTP://127.0.0.1:8000/v1/,HTTP://127.0.0.1:8000/v1"
  })
  void slashAtTheEndIsLeftOut(String url, String expected) {
    assertThat(read(url)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.com",
        "ftp://api.example.com",
        "https:///v1",
        "https://a.example?b=c"
      })
  void whatIsNoAddressIsRefusedWithoutBeingSaid(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(url))
        .withMessage(
            "'base-url' must be the address of an API, for example https://api.example.com");
  }

  @Test
  void addressThatIsMissingIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BaseUrl.of(null, "url", "an address", "https://a.example"));
  }
}
