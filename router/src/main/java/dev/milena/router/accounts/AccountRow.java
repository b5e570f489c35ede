package dev.milena.router.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.Account;
import dev.milena.model.AccountRecord;
import dev.milena.model.AccountRecord.Source;
import dev.milena.model.AccountRef;
import dev.milena.model.Json;
import dev.milena.model.Sealer;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * An account as the database has it.
 *
 * @param sealed the settings as written over the API, sealed for {@code sealedVersion}; absent:
 *     known from a file only
 */
public record AccountRow(
    AccountRef ref,
    long version,
    Source source,
    Optional<Sealer.Sealed> sealed,
    long sealedVersion,
    Instant updatedAt,
    Optional<Instant> deletedAt,
    Optional<Instant> tombstonedAt) {
  static final String COLUMNS =
      "platform, name, version, source, sealed::text, sealed_version, updated_at, deleted_at, tombstoned_at";

  static AccountRow of(Row row) {
    Optional<Sealer.Sealed> sealed =
        Optional.ofNullable(row.getString("sealed"))
            .map(json ->
                Json.read(Json.tree(json.getBytes(StandardCharsets.UTF_8)), Sealer.Sealed.class));
    return new AccountRow(
        new AccountRef(row.getString("platform"), row.getString("name")),
        row.getLong("version"),
        Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
        sealed,
        Optional.ofNullable(row.getLong("sealed_version")).orElse(0L),
        row.getOffsetDateTime("updated_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("deleted_at")).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getOffsetDateTime("tombstoned_at")).map(OffsetDateTime::toInstant));
  }

  /**
   * The settings that the API wrote.
   *
   * @throws Sealer.CannotOpenException when they were sealed under another key
   */
  Optional<ObjectNode> settings(Sealer sealer) {
    return new AccountRecord(ref.platform(), ref.name(), sealedVersion, Source.API, false, sealed)
        .open(sealer)
        .map(Account::settings);
  }
}
