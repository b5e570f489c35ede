package dev.milena.platform;

import java.net.URI;

/** Addresses that accounts name, and under which calls are made. Pure. */
public final class BaseUrl {
  private BaseUrl() {}

  /**
   * The address without a slash at its end.
   *
   * @param setting what it is called in a refusal
   * @param what it has to be, for example {@code the address of a Bot API server}
   * @param example of one
   * @throws IllegalArgumentException when it is none; says what is wanted, and not the value
   */
  public static URI of(URI url, String setting, String what, String example) {
    if (url == null || !isWeb(url) || url.getHost() == null || url.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "'" + setting + "' must be " + what + ", for example " + example);
    }
    return URI.create(url.toString().replaceFirst("/+$", ""));
  }

  private static boolean isWeb(URI url) {
    return "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
  }
}
