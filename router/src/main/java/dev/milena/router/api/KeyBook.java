package dev.milena.router.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.milena.router.api.Problem.Kind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Finds out whose a key is. Keys are known by their hash alone, here too. */
@ApplicationScoped
class KeyBook {
  private static final Logger LOG = Logger.getLogger(KeyBook.class);

  /** A revoked key is dead within this. */
  private static final Duration TRUSTED_FOR = Duration.ofMillis(500);

  /** There are as many as programs; more than these are merely looked up each time. */
  private static final int CACHED_MAX = 1_000;

  private static final String FIND =
      """
      SELECT id, name, scopes, last_used_at IS NULL OR last_used_at < now() - interval '1 minute' AS stale
        FROM api_key WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
      """;

  private static final String USED = "UPDATE api_key SET last_used_at = now() WHERE id = $1";

  private final Pool pool;
  private final FirstKey first;
  private final WrongKeys wrong;
  private final Cache<String, Caller> trusted =
      Caffeine.newBuilder().maximumSize(CACHED_MAX).expireAfterWrite(TRUSTED_FOR).build();

  /** Keys that have been good: they are looked up from whatever address. */
  private final Cache<String, Boolean> met = Caffeine.newBuilder().maximumSize(CACHED_MAX).build();

  KeyBook(Pool pool, FirstKey first, WrongKeys wrong) {
    this.pool = pool;
    this.first = first;
    this.wrong = wrong;
  }

  /**
   * Whose key it is; nobody's if it is unknown, expired or revoked. Fails with a {@link
   * ProblemException} where an address has tried too many.
   */
  Uni<Optional<Caller>> find(String key, String address) {
    byte[] hash = KeyHash.of(key);
    Optional<Caller> configured = first.find(hash);
    String name = HexFormat.of().formatHex(hash);
    Optional<Caller> known = configured.or(() -> Optional.ofNullable(trusted.getIfPresent(name)));
    if (known.isPresent()) {
      return Uni.createFrom().item(known);
    }
    if (wrong.tooMany(address) && met.getIfPresent(name) == null) {
      return Uni.createFrom().failure(tooMany());
    }
    return ask(hash)
        .invoke(found ->
            found.ifPresentOrElse(caller -> remember(name, caller), () -> wrong.count(address)));
  }

  private void remember(String name, Caller caller) {
    trusted.put(name, caller);
    met.put(name, true);
  }

  private static ProblemException tooMany() {
    return ProblemException.of(
        Kind.TOO_MANY,
        "Too many unknown keys came from this address. Wait a minute, and check the key meanwhile.",
        WrongKeys.WINDOW);
  }

  private Uni<Optional<Caller>> ask(byte[] hash) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(Buffer.buffer(hash)))
        .map(rows -> rows.stream().findFirst())
        .call(row -> row.filter(r -> r.getBoolean("stale")).map(this::used).orElse(DONE))
        .map(row -> row.map(KeyBook::caller));
  }

  private static final Uni<Void> DONE = Uni.createFrom().voidItem();

  /** That it cannot be noted, for example while Postgres takes no writes, keeps nobody out. */
  private Uni<Void> used(Row row) {
    return pool.preparedQuery(USED)
        .execute(Tuple.of(row.getUUID("id")))
        .replaceWithVoid()
        .onFailure()
        .recoverWithUni(failure -> {
          LOG.debugf("The use of a key was not noted: %s", failure.getClass().getName());
          return DONE;
        });
  }

  private static Caller caller(Row row) {
    return new Caller(
        row.getUUID("id").toString(),
        row.getString("name"),
        Set.of(row.getArrayOfStrings("scopes")));
  }
}
