package dev.milena.router.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.bus.KeyedHash;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRecord.Source;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import dev.milena.model.Json;
import dev.milena.model.Sealer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The accounts of the database. Every change raises the version; publishing them is for {@link
 * AccountPublisher}, which notices by itself.
 */
@ApplicationScoped
public class AccountStore {
  /**
   * A file's account gets a version when its settings are not those of last time, in whatever
   * router that was.
   */
  private static final String CONFIGURED =
      """
      INSERT INTO account AS a (platform, name, version, source, fingerprint) VALUES ($1, $2, $3, 'file', $4)
      ON CONFLICT (platform, name) DO UPDATE SET version = greatest(a.version + 1, excluded.version), source = 'file',
        fingerprint = excluded.fingerprint, updated_at = now(), deleted_at = NULL, tombstoned_at = NULL
      WHERE a.source <> 'file' OR a.fingerprint <> excluded.fingerprint OR a.deleted_at IS NOT NULL
      """;

  /**
   * What the file no longer has is gone, unless the API had written one of that name: then that one
   * is back.
   */
  private static final String NO_LONGER_CONFIGURED =
      """
      UPDATE account a SET version = greatest(a.version + 1, $3), updated_at = now(), fingerprint = '',
        source = CASE WHEN sealed IS NULL THEN 'file' ELSE 'api' END,
        deleted_at = CASE WHEN sealed IS NULL THEN now() END
       WHERE a.source = 'file' AND a.deleted_at IS NULL
         AND NOT EXISTS (SELECT FROM unnest($1::text[], $2::text[]) AS c(platform, name)
                          WHERE c.platform = a.platform AND c.name = a.name)
      """;

  private static final String LOCK =
      "SELECT version, deleted_at FROM account WHERE platform = $1 AND name = $2 FOR UPDATE";

  private static final String PUT =
      """
      INSERT INTO account AS a (platform, name, version, source, fingerprint, sealed, sealed_version)
      VALUES ($1, $2, $3, 'api', $4, $5, $3)
      ON CONFLICT (platform, name) DO UPDATE SET version = excluded.version, source = 'api',
        fingerprint = excluded.fingerprint, sealed = excluded.sealed, sealed_version = excluded.sealed_version,
        updated_at = now(), deleted_at = NULL, tombstoned_at = NULL
      """;

  private static final String DELETE =
      """
      UPDATE account SET version = greatest(version + 1, $3), sealed = NULL, sealed_version = NULL, fingerprint = '',
        updated_at = now(), deleted_at = now()
       WHERE platform = $1 AND name = $2 AND source = 'api' AND deleted_at IS NULL
      """;

  private final Pool pool;
  private final Sealer sealer;
  private final KeyedHash hash;
  private final Map<AccountRef, ObjectNode> configured;

  AccountStore(Pool pool, Sealer sealer, KeyedHash hash, Config config) {
    this.pool = pool;
    this.sealer = sealer;
    this.hash = hash;
    this.configured =
        ConfiguredAccounts.read(
            config.getPropertyNames(), name -> config.getOptionalValue(name, String.class));
  }

  /** Whether the configuration has it: then it is read-only. */
  public boolean isConfigured(AccountRef ref) {
    return configured.containsKey(ref);
  }

  /**
   * Compares the configuration with what was published of it before, and marks what has changed.
   * Idempotent.
   */
  Uni<Void> takeInConfiguration() {
    List<AccountRef> refs = List.copyOf(configured.keySet());
    return pool.withTransaction(c ->
        Multi.createFrom()
            .iterable(refs)
            .onItem()
            .transformToUniAndConcatenate(ref -> takeIn(c, ref))
            .collect()
            .last()
            .chain(() ->
                c.preparedQuery(NO_LONGER_CONFIGURED)
                    .execute(
                        Tuple.of(
                            refs.stream().map(AccountRef::platform).toArray(String[]::new),
                            refs.stream().map(AccountRef::name).toArray(String[]::new),
                            now())))
            .replaceWithVoid());
  }

  private Uni<RowSet<Row>> takeIn(SqlConnection c, AccountRef ref) {
    return c.preparedQuery(CONFIGURED)
        .execute(Tuple.of(ref.platform(), ref.name(), now(), fingerprint(configured.get(ref))));
  }

  private Buffer fingerprint(ObjectNode settings) {
    return Buffer.buffer(
        hash.of("account settings", new String(Json.bytes(settings), StandardCharsets.UTF_8)));
  }

  /** Versions follow the clock: a database made anew is then not behind the topic. */
  private static long now() {
    return Instant.now().toEpochMilli();
  }

  /** All accounts, deleted ones too. */
  public Uni<List<AccountRow>> all() {
    return pool.query("SELECT " + AccountRow.COLUMNS + " FROM account ORDER BY platform, name")
        .execute()
        .map(rows -> rows.stream().map(AccountRow::of).toList());
  }

  /** One account, unless it was deleted. */
  public Uni<Optional<AccountRow>> find(AccountRef ref) {
    return pool.preparedQuery(
            "SELECT "
                + AccountRow.COLUMNS
                + " FROM account WHERE platform = $1 AND name = $2 AND deleted_at IS NULL")
        .execute(Tuple.of(ref.platform(), ref.name()))
        .map(rows -> rows.stream().findFirst().map(AccountRow::of));
  }

  /**
   * The settings, secrets included; absent where this process does not know them (a file's account
   * of another router's).
   *
   * @throws Sealer.CannotOpenException when they were sealed under a key that this process does not
   *     have
   */
  public Optional<ObjectNode> settings(AccountRow row) {
    return row.source() == Source.FILE
        ? Optional.ofNullable(configured.get(row.ref())).map(ObjectNode::deepCopy)
        : row.settings(sealer);
  }

  /**
   * Writes an account of the API, new or changed, and returns its version.
   *
   * @throws IllegalStateException when the configuration has it
   */
  public Uni<Long> put(AccountRef ref, ObjectNode settings) {
    if (isConfigured(ref)) {
      throw new IllegalStateException(
          "Account " + ref + " is in the configuration file: change it there");
    }
    return pool.withTransaction(c ->
        c.preparedQuery(LOCK)
            .execute(Tuple.of(ref.platform(), ref.name()))
            .map(rows -> rows.stream().findFirst().map(r -> r.getLong("version")).orElse(0L))
            .map(before -> Math.max(before + 1, now()))
            .call(version -> put(c, ref, version, settings)));
  }

  private Uni<Void> put(SqlConnection c, AccountRef ref, long version, ObjectNode settings) {
    Sealer.Sealed sealed =
        AccountRecord.of(ref, version, Source.API, settings, sealer).settings().orElseThrow();
    JsonObject json = new JsonObject(Buffer.buffer(Json.bytes(sealed)));
    return c.preparedQuery(PUT)
        .execute(Tuple.of(ref.platform(), ref.name(), version, fingerprint(settings), json))
        .replaceWithVoid();
  }

  /** Deletes an account of the API; says whether there was one. */
  public Uni<Boolean> delete(AccountRef ref) {
    return pool.preparedQuery(DELETE)
        .execute(Tuple.of(ref.platform(), ref.name(), now()))
        .map(rows -> rows.rowCount() > 0);
  }

  Uni<Void> tombstoned(AccountRow row) {
    return pool.preparedQuery(
            "UPDATE account SET tombstoned_at = now() WHERE platform = $1 AND name = $2 AND version = $3")
        .execute(Tuple.of(row.ref().platform(), row.ref().name(), row.version()))
        .replaceWithVoid();
  }
}
