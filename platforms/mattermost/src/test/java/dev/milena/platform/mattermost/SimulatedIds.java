package dev.milena.platform.mattermost;

import java.security.SecureRandom;

/** Ids as the server makes them: 26 small letters and digits. */
final class SimulatedIds {
  private static final String SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 26;
  private static final SecureRandom RANDOM = new SecureRandom();

  private SimulatedIds() {}

  static String random() {
    StringBuilder id = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      id.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
    }
    return id.toString();
  }
}
