package dev.milena.router.linking;

import dev.milena.bus.KeyedHash;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Hands out the codes by which people prove that a chat is theirs: six digits, good for a while and
 * for one use; each new one voids the earlier one of its chat.
 *
 * <p>The code is not stored. It follows from a random salt, which is, and a key, which is not in
 * the database; so the same event gives the same code again when the router starts over, and nobody
 * reads a code from a backup.
 */
@ApplicationScoped
public class LinkCodes {
  private static final int CODES = 1_000_000;
  private static final int SALT_BYTES = 16;

  /**
   * With a thousand live codes each draw is free with 99.9 %; eight in a row taken means that
   * somebody fills the space.
   */
  private static final int DRAWS_MAX = 8;

  private static final String LIVE =
      "SELECT event, salt FROM link_code WHERE conversation = $1 AND expires_at > $2";

  private static final String CLEAN = "DELETE FROM link_code WHERE expires_at <= $1";

  private static final String PUT =
      """
      INSERT INTO link_code (conversation, participant, event, salt, hash, expires_at)
      SELECT $1, $2, $3, $4, $5, $6
       WHERE NOT EXISTS (SELECT FROM link_code WHERE hash = $5 AND conversation <> $1)
      ON CONFLICT (conversation) DO UPDATE SET participant = excluded.participant, event = excluded.event,
        salt = excluded.salt, hash = excluded.hash, expires_at = excluded.expires_at
      """;

  private final KeyedHash hash;
  private final Duration good;
  private final SecureRandom random = new SecureRandom();

  LinkCodes(KeyedHash hash, LinkingConfig config) {
    this.hash = hash;
    this.good = config.codeFor();
  }

  /** Somebody asked for a code. */
  public record Request(UUID event, UUID conversation, UUID participant) {}

  /** Gives each request its code, by event. */
  public Uni<Map<UUID, String>> issue(
      SqlConnection connection, List<Request> requests, Instant now) {
    Map<UUID, String> codes = new HashMap<>();
    return Multi.createFrom()
        .iterable(requests)
        .onItem()
        .transformToUniAndConcatenate(
            r -> issue(connection, r, now).invoke(code -> codes.put(r.event(), code)))
        .collect()
        .last()
        .replaceWith(codes);
  }

  private Uni<String> issue(SqlConnection connection, Request request, Instant now) {
    return connection
        .preparedQuery(LIVE)
        .execute(Tuple.of(request.conversation(), now.atOffset(ZoneOffset.UTC)))
        .chain(rows ->
            isSameEvent(rows, request)
                ? Uni.createFrom().item(code(salt(rows.iterator().next())))
                : clean(connection, now).chain(() -> draw(connection, request, now, DRAWS_MAX)));
  }

  private static boolean isSameEvent(RowSet<Row> rows, Request request) {
    return rows.size() > 0 && rows.iterator().next().getUUID("event").equals(request.event());
  }

  private static byte[] salt(Row row) {
    return row.getBuffer("salt").getBytes();
  }

  private static Uni<Void> clean(SqlConnection connection, Instant now) {
    return connection
        .preparedQuery(CLEAN)
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  private Uni<String> draw(SqlConnection connection, Request request, Instant now, int draws) {
    if (draws == 0) {
      return Uni.createFrom()
          .failure(new IllegalStateException("No free code was found; most of them are live"));
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String code = code(salt);
    Tuple arguments =
        Tuple.tuple(
            List.of(
                request.conversation(),
                request.participant(),
                request.event(),
                Buffer.buffer(salt),
                Buffer.buffer(hashOf(code)),
                now.plus(good).atOffset(ZoneOffset.UTC)));
    return connection
        .preparedQuery(PUT)
        .execute(arguments)
        .chain(rows ->
            rows.rowCount() > 0
                ? Uni.createFrom().item(code)
                : draw(connection, request, now, draws - 1));
  }

  private String code(byte[] salt) {
    long number = ByteBuffer.wrap(hash.of("link code", salt)).getLong();
    return String.format("%06d", Long.remainderUnsigned(number, CODES));
  }

  /** By what a code is found. */
  byte[] hashOf(String code) {
    return hash.of("link code hash", code);
  }
}
