package dev.milena.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Joins ids into one string that can be taken apart again: parts are percent-encoded (UTF-8) and
 * separated by {@code /}.
 *
 * <p>{@code ~} is encoded too, although RFC 3986 would let it stand: a part that begins with a bare
 * {@code ~} is a marker of the hub's own and can never be somebody's id.
 */
public final class Keys {
  private static final BitSet PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"
          .chars()
          .collect(BitSet::new, BitSet::set, BitSet::or);

  private Keys() {}

  /** Joins parts; empty parts are allowed and survive {@link #split}. */
  public static String join(String... parts) {
    StringBuilder out = new StringBuilder(48);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        out.append('/');
      }
      encode(parts[i], out);
    }
    return out.toString();
  }

  /** Undoes {@link #join}. A bare {@code ~} stays as it is. */
  public static List<String> split(String key) {
    List<String> parts = new ArrayList<>(4);
    for (String part : key.split("/", -1)) {
      parts.add(
          part.indexOf('%') < 0
              ? part
              : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return parts;
  }

  private static void encode(String part, StringBuilder out) {
    int plain = 0;
    while (plain < part.length() && PLAIN.get(part.charAt(plain))) {
      plain++;
    }
    out.append(part, 0, plain);
    if (plain == part.length()) {
      return;
    }
    for (byte b : part.substring(plain).getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (PLAIN.get(c)) {
        out.append(c);
      } else {
        out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
  }
}
