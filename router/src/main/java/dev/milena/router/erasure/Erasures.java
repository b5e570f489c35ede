package dev.milena.router.erasure;

import dev.milena.bus.Erased;
import dev.milena.bus.KeyedHash;
import dev.milena.router.changes.Changes;
import dev.milena.router.erasure.Erasure.Extent;
import dev.milena.router.erasure.Erasure.Step;
import dev.milena.router.erasure.ErasureRows.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Forgets people. What Postgres knows of somebody goes in one transaction, together with the
 * promise to do the rest; {@link ErasureSteps} keeps it.
 */
@ApplicationScoped
public class Erasures {
  private final Pool pool;
  private final ErasureRows rows;
  private final KeyedHash hash;
  private final Changes changes;
  private final ErasureSteps steps;

  Erasures(Pool pool, ErasureRows rows, KeyedHash hash, Changes changes, ErasureSteps steps) {
    this.pool = pool;
    this.rows = rows;
    this.hash = hash;
    this.changes = changes;
    this.steps = steps;
  }

  /** What would go. */
  public Uni<Extent> preview(UUID person) {
    return rows.traces(pool, person).chain(traces -> rows.extent(pool, traces));
  }

  /**
   * Forgets somebody. When it completes, Postgres knows nothing of them any more, on any router,
   * and what they wrote until now is passed over.
   *
   * @param by the name of the API key that wants it
   */
  public Uni<Erasure> erase(UUID person, String by) {
    return pool.withTransaction(c -> erase(c, person, by)).call(changes::look).invoke(steps::begin);
  }

  private Uni<Erasure> erase(SqlConnection c, UUID person, String by) {
    return ErasedList.holdAll(c)
        .chain(() -> rows.findOf(c, hashOf(person)))
        .chain(found ->
            found
                .map(e -> Uni.createFrom().item(e))
                .orElseGet(
                    () -> rows.traces(c, person).chain(traces -> erase(c, person, by, traces))));
  }

  private Uni<Erasure> erase(SqlConnection c, UUID person, String by, Traces traces) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<String> names = traces.keys().map(key -> Erased.name(hash, key)).distinct().toList();
    return rows.extent(c, traces)
        .map(extent ->
            new Erasure(UUID.randomUUID(), by, now, Step.ANNOUNCE, extent, 0, Optional.empty()))
        .call(e -> rows.forget(c, person, traces))
        .call(e -> rows.add(c, e, hashOf(person), person))
        .call(e -> rows.addNames(c, e, names));
  }

  private String hashOf(UUID person) {
    return HexFormat.of().formatHex(hash.of("erased person", person.toString()));
  }

  /** The erasure of a person who is not there any more. */
  public Uni<Optional<Erasure>> findOf(UUID person) {
    return rows.findOf(pool, hashOf(person));
  }

  public Uni<Optional<Erasure>> find(UUID id) {
    return rows.find(pool, id);
  }

  /**
   * @param after id of the last one that is known
   */
  public Uni<List<Erasure>> list(Optional<UUID> after, int many) {
    return rows.list(pool, after, many);
  }
}
