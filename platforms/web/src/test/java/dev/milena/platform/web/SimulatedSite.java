package dev.milena.platform.web;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A site with a chat, and its own server that signs tokens.
 *
 * @param hub where its account is
 */
record SimulatedSite(
    String hub,
    String secret,
    Map<String, SimulatedScreen> screens,
    Map<String, SimulatedBrowser> browsers) {
  SimulatedSite(String hub, String secret) {
    this(hub, secret, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  String token(String visitor) {
    return WebToken.sign(secret, visitor, Optional.empty(), Instant.now().plusSeconds(3600));
  }

  String forgedToken(String visitor) {
    return WebToken.sign(
        "what somebody has guessed it to be",
        visitor,
        Optional.empty(),
        Instant.now().plusSeconds(3600));
  }

  SimulatedScreen screen(String visitor, Supplier<SimulatedScreen> made) {
    return screens.computeIfAbsent(visitor, _ -> made.get());
  }
}
