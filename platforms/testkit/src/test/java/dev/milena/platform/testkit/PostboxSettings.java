package dev.milena.platform.testkit;

import dev.milena.platform.Secret;

/** An account of a platform that exists only here: people put letters into boxes. */
record PostboxSettings(@Secret String token, @Secret String secret, String url, boolean listening) {
  @Override
  public String toString() {
    return "PostboxSettings[]";
  }
}
