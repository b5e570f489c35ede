package dev.milena.router.api.keys;

import dev.milena.router.api.ById;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The API keys, without the keys. */
@ApplicationScoped
class StoredKeys implements PanacheRepositoryBase<StoredKey, UUID> {
  @WithSession
  Uni<List<StoredKey>> list(Optional<UUID> after, int many) {
    return ById.list(this, after, many);
  }

  @WithTransaction
  Uni<StoredKey> add(StoredKey key) {
    return persist(key);
  }

  /** Says whether there was one that could still be used. */
  @WithTransaction
  Uni<Boolean> revoke(UUID id, Instant now) {
    return update("revokedAt = ?1 where id = ?2 and revokedAt is null", now, id)
        .map(changed -> changed > 0);
  }
}
