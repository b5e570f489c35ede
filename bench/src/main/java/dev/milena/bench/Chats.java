package dev.milena.bench;

import io.vertx.core.buffer.Buffer;

/** Chats by number: ids that can be told from anything else in a call. */
final class Chats {
  private static final String PREFIX = "555";
  private static final int DIGITS = 7;

  private Chats() {}

  static String id(int number) {
    return PREFIX + String.format("%07d", number);
  }

  /** The number of the first chat that is named, or -1. */
  static int in(Buffer body) {
    int last = body.length() - PREFIX.length() - DIGITS;
    for (int at = 0; at <= last; at++) {
      if (body.getByte(at) == '5'
          && body.getByte(at + 1) == '5'
          && body.getByte(at + 2) == '5'
          && !isPartOfAWord(body, at - 1)
          && !isPartOfAWord(body, at + PREFIX.length() + DIGITS)) {
        int number = number(body, at + PREFIX.length());
        if (number >= 0) {
          return number;
        }
      }
    }
    return -1;
  }

  /** Inside of an id of many digits it is not a chat. */
  private static boolean isPartOfAWord(Buffer body, int at) {
    return at >= 0 && at < body.length() && Character.isLetterOrDigit(body.getByte(at));
  }

  private static int number(Buffer body, int from) {
    int number = 0;
    for (int i = from; i < from + DIGITS; i++) {
      int digit = body.getByte(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
