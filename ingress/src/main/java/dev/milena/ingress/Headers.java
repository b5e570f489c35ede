package dev.milena.ingress;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Puts what a stranger wrote into a header. */
final class Headers {
  private Headers() {}

  /** An extended value of RFC 8187, without the character set in front. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
