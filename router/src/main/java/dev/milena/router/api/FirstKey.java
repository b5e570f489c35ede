package dev.milena.router.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The key of the configuration, which may do everything: with it the others are made. It works
 * without Postgres too.
 */
@ApplicationScoped
class FirstKey {
  /** 128 bits in hex. Shorter ones are words, and words are guessed. */
  private static final int LENGTH_MIN = 32;

  private static final Caller CALLER = new Caller("first", "milena.api-key", Set.of(Scopes.ADMIN));

  private final Optional<byte[]> hash;

  FirstKey(@ConfigProperty(name = "milena.api-key") Optional<String> key) {
    Optional<String> given = key.map(String::strip).filter(k -> !k.isEmpty());
    given
        .filter(k -> k.length() < LENGTH_MIN)
        .ifPresent(k -> {
          throw new IllegalStateException(
              "milena.api-key is too short: it needs "
                  + LENGTH_MIN
                  + " characters (openssl rand -hex 32 makes one)");
        });
    this.hash = given.map(KeyHash::of);
  }

  /** Takes as long whatever the key is. */
  Optional<Caller> find(byte[] keyHash) {
    return hash.filter(h -> MessageDigest.isEqual(h, keyHash)).map(h -> CALLER);
  }
}
