package dev.milena.platform.webim;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the values of settings and says in words which one is wrong. Nothing that is quoted here is
 * a secret.
 */
final class SettingChecks {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

  private SettingChecks() {}

  static void that(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /**
   * An address without a slash at its end. Plain HTTP only where no name server is asked for a
   * domain.
   */
  static String baseUrl(String setting, String value) {
    that(
        value != null && !value.isBlank(),
        setting + ": missing; the address of the account, as in https://example.webim.ru");
    URI uri = uri(setting, value);
    that(
        uri.getHost() != null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && uri.getUserInfo() == null,
        setting + ": a host and at most a path, as in https://example.webim.ru");
    boolean near = !uri.getHost().contains(".") || uri.getHost().matches("[0-9.]+|\\[.*]");
    that(
        "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && near,
        setting
            + ": begins with https:// (http:// is taken for an IP address or a name without a dot)");
    return value.replaceAll("/+$", "");
  }

  private static URI uri(String setting, String value) {
    try {
      return URI.create(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          setting + ": is not an address; write it as in https://example.webim.ru", e);
    }
  }

  static JsonPointer pointer(String setting, String value) {
    that(
        value != null && (value.isEmpty() || value.startsWith("/")),
        setting
            + ": '"
            + value
            + "' is no JSON pointer; one begins with a slash, as in /message/text");
    return JsonPointer.compile(value);
  }

  /** Pointers of which the first that exists wins. */
  static List<JsonPointer> pointers(String setting, List<String> values) {
    return values.stream().map(v -> pointer(setting, v)).toList();
  }

  static void path(String setting, String value) {
    that(value.startsWith("/"), setting + ": '" + value + "' is no path; one begins with a slash");
    String left = value.replace("{channelId}", "").replace("{visitorId}", "");
    that(
        left.indexOf('{') < 0 && left.indexOf('}') < 0,
        setting + ": in braces stands channelId or visitorId and nothing else");
    that(
        left.chars().allMatch(c -> c > ' ' && c < 0x7f),
        setting + ": write other characters percent-encoded");
  }

  static void method(String setting, String value) {
    that(METHODS.contains(value.toUpperCase(Locale.ROOT)), setting + ": one of POST, PUT, PATCH");
  }

  /** A name that may stand in a header or a query. */
  static String name(String setting, String value) {
    that(value != null && TOKEN.matcher(value).matches(), setting + ": letters, digits and dashes");
    return value;
  }
}
