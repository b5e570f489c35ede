package dev.milena.platform.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/**
 * What happens to a body on its way, whatever is in it: cut, doubled, other bytes. A function of
 * the random numbers alone.
 */
record Damage(Random random) {
  private static final int FLIPS = 4;

  private enum Kind {
    CUT,
    EMPTY,
    FLIPPED,
    NO_UTF8,
    UTF16,
    MARKED,
    TWICE,
    FOLLOWED,
    BLANK
  }

  byte[] to(byte[] json) {
    return switch (Kind.values()[random.nextInt(Kind.values().length)]) {
      case CUT -> Arrays.copyOf(json, json.length == 0 ? 0 : random.nextInt(json.length));
      case EMPTY -> new byte[0];
      case FLIPPED -> flipped(json);
      case NO_UTF8 -> joined(json, new byte[] {(byte) 0xc3, (byte) 0x28, (byte) 0xff, (byte) 0xfe});
      case UTF16 -> new String(json, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
      case MARKED -> joined(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, json);
      case TWICE -> joined(json, json);
      case FOLLOWED -> joined(json, ",x]}".getBytes(StandardCharsets.UTF_8));
      case BLANK ->
          " ".repeat(1 + random.nextInt(Spoiler.TEXT_MAX)).getBytes(StandardCharsets.UTF_8);
    };
  }

  private byte[] flipped(byte[] json) {
    byte[] copy = json.clone();
    for (int i = 0; i < FLIPS && copy.length > 0; i++) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] all = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, all, one.length, other.length);
    return all;
  }
}
