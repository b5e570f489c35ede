package dev.milena.router.linking;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Links chats to people by code, and unlinks them. */
@ApplicationScoped
public class Linking {
  /**
   * One caller's attempts are counted one after the other, else many at once would all be the
   * first.
   */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))";

  private static final String COUNT =
      "SELECT count(*) FILTER (WHERE caller = $1), count(*) FROM link_attempt WHERE at > $2";

  private static final String CLEAN = "DELETE FROM link_attempt WHERE at <= $1";

  private static final String MISS = "INSERT INTO link_attempt (caller, at) VALUES ($1, $2)";

  private static final String TAKE =
      """
      DELETE FROM link_code WHERE hash = $1 AND expires_at > $2
         AND (SELECT count(*) FROM link_code WHERE hash = $1) = 1
      RETURNING participant
      """;

  /**
   * The person made on first sight is of no use any more, unless somebody else is meant by it too.
   */
  private static final String LINK =
      """
      UPDATE participant p SET person = $2, linked_at = $3
        FROM participant b WHERE p.id = $1 AND b.id = p.id
      RETURNING p.id, p.platform, p.account, p.external_id, p.name, p.username, p.linked_at, b.person AS before
      """;

  private static final String FORGET_EMPTY =
      """
      DELETE FROM person p WHERE p.id = $1 AND p.subject IS NULL AND p.username IS NULL
         AND NOT EXISTS (SELECT FROM participant WHERE person = p.id)
      """;

  private static final String UNLINK =
      """
      WITH mine AS (
        SELECT id, gen_random_uuid() AS fresh FROM participant
         WHERE person = $1 AND linked_at IS NOT NULL AND ($2::text IS NULL OR platform = $2)),
      made AS (INSERT INTO person (id) SELECT fresh FROM mine)
      UPDATE participant p SET person = mine.fresh, linked_at = NULL FROM mine WHERE p.id = mine.id
      """;

  private static final String STATUS =
      """
      SELECT id, platform, account, external_id, name, username, linked_at FROM participant
       WHERE person = $1 AND linked_at IS NOT NULL AND ($2::text IS NULL OR platform = $2) ORDER BY linked_at
      """;

  private final Pool pool;
  private final LinkCodes codes;
  private final LinkingConfig settings;

  Linking(Pool pool, LinkCodes codes, LinkingConfig config) {
    this.pool = pool;
    this.codes = codes;
    this.settings = config;
  }

  /**
   * Takes a code that a signed-in person has entered. It counts once; a wrong one is counted
   * against the caller and against all.
   *
   * @param caller who asks, for counting
   * @param person whose chat it shall be; must exist
   */
  public Uni<Redemption> redeem(String caller, UUID person, String code) {
    Instant now = Instant.now();
    return pool.withTransaction(c ->
        c.preparedQuery(LOCK)
            .execute(Tuple.of(caller))
            .chain(() -> tooMany(c, caller, now))
            .chain(many ->
                many.isPresent()
                    ? Uni.createFrom().item((Redemption) many.get())
                    : take(c, caller, person, code.strip(), now)));
  }

  private Uni<Optional<Redemption.TooMany>> tooMany(SqlConnection c, String caller, Instant now) {
    Instant since = now.minus(settings.codeFor());
    return c.preparedQuery(CLEAN)
        .execute(Tuple.of(since.atOffset(ZoneOffset.UTC)))
        .chain(
            () -> c.preparedQuery(COUNT).execute(Tuple.of(caller, since.atOffset(ZoneOffset.UTC))))
        .map(rows -> rows.iterator().next())
        .map(row ->
            row.getLong(0) >= settings.attemptsPerCaller()
                    || row.getLong(1) >= settings.attemptsInAll()
                ? Optional.of(new Redemption.TooMany(settings.codeFor()))
                : Optional.empty());
  }

  private Uni<Redemption> take(
      SqlConnection c, String caller, UUID person, String code, Instant now) {
    return c.preparedQuery(TAKE)
        .execute(Tuple.of(Buffer.buffer(codes.hashOf(code)), now.atOffset(ZoneOffset.UTC)))
        .chain(rows ->
            rows.size() == 0
                ? miss(c, caller, now)
                : link(c, rows.iterator().next().getUUID(0), person, now));
  }

  private static Uni<Redemption> miss(SqlConnection c, String caller, Instant now) {
    return c.preparedQuery(MISS)
        .execute(Tuple.of(caller, now.atOffset(ZoneOffset.UTC)))
        .replaceWith(new Redemption.Wrong());
  }

  private static Uni<Redemption> link(SqlConnection c, UUID participant, UUID person, Instant now) {
    return c.preparedQuery(LINK)
        .execute(Tuple.of(participant, person, now.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.iterator().next())
        .call(row -> c.preparedQuery(FORGET_EMPTY).execute(Tuple.of(row.getUUID("before"))))
        .map(row -> new Redemption.Linked(linkage(row)));
  }

  /** Undoes all links of a person, or those on one platform. Returns how many there were. */
  public Uni<Integer> unlink(UUID person, Optional<String> platform) {
    return pool.preparedQuery(UNLINK)
        .execute(Tuple.of(person, platform.orElse(null)))
        .map(RowSet::rowCount);
  }

  /** The chats that a person has linked, on all platforms or one. */
  public Uni<List<Linkage>> linkages(UUID person, Optional<String> platform) {
    return pool.preparedQuery(STATUS)
        .execute(Tuple.of(person, platform.orElse(null)))
        .map(rows -> rows.stream().map(Linking::linkage).toList());
  }

  private static Linkage linkage(Row row) {
    return new Linkage(
        row.getUUID("id"),
        row.getString("platform"),
        row.getString("account"),
        row.getString("external_id"),
        Optional.ofNullable(row.getString("name")),
        Optional.ofNullable(row.getString("username")),
        row.getOffsetDateTime("linked_at").toInstant());
  }

  /** How long a code is good. */
  public Duration codeFor() {
    return settings.codeFor();
  }
}
