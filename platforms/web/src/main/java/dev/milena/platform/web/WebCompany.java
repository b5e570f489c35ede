package dev.milena.platform.web;

import java.util.HashSet;
import java.util.Set;

/**
 * How many connections of a visitor came after this one, wherever they are held: each says in the
 * feed that it is there, and that it goes. Not thread-safe.
 */
final class WebCompany {
  static final String CONNECTED = "connected";
  static final String DISCONNECTED = "disconnected";

  private final String own;
  private final Set<String> newer = new HashSet<>();

  /** From its own word on: who spoke before was there before. */
  private boolean counting;

  WebCompany(String own) {
    this.own = own;
  }

  static boolean isAnnouncement(String type) {
    return type.equals(CONNECTED) || type.equals(DISCONNECTED);
  }

  void hear(String type, String connection) {
    if (connection.equals(own)) {
      counting = true;
    } else if (counting && type.equals(CONNECTED)) {
      newer.add(connection);
    } else {
      newer.remove(connection);
    }
  }

  int newer() {
    return newer.size();
  }
}
