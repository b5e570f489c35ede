package dev.milena.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Makes the ids of commands and steps, and the short hashes under which ids are remembered. */
public final class CommandIds {
  /** 128 bits: two of 10^12 ids collide with a chance below 10^-14. */
  private static final int HASH_BYTES = 16;

  /** Never fed, only copied. */
  private static final MessageDigest SHA_256 = prototype();

  private CommandIds() {}

  /**
   * The id of the command that one event causes at one target. The same inputs give the same id,
   * however often the router runs.
   *
   * @param event id of the event
   * @param replay how often an operator had the event played again
   * @param route what led there: a route or link
   * @param target the conversation that it goes to
   */
  public static String of(String event, int replay, String route, String target) {
    return HexFormat.of()
        .formatHex(hash(Keys.join(event, Integer.toString(replay), route, target)));
  }

  /** The id of the n-th call of a command, counted from 1. */
  public static String step(String command, int number) {
    return command + "#" + number;
  }

  /** Sixteen bytes that stand for a text. */
  public static byte[] hash(String text) {
    byte[] whole = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(whole, HASH_BYTES);
  }

  /** A fresh one: asking the providers for it takes longer than most hashes. */
  private static MessageDigest sha256() {
    try {
      return (MessageDigest) SHA_256.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("SHA-256 of this Java platform cannot be copied", e);
    }
  }

  private static MessageDigest prototype() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
