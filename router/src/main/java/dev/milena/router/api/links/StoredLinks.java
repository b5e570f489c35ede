package dev.milena.router.api.links;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The links as they are read and deleted. */
@ApplicationScoped
class StoredLinks implements PanacheRepositoryBase<StoredLink, Long> {
  private static final String BOTH_ENDS = "from Link l join fetch l.left join fetch l.right where ";

  @WithSession
  Uni<List<StoredLink>> list(Optional<UUID> conversation, long after, int many) {
    return conversation
        .map(id ->
            find(
                BOTH_ENDS + "l.id > ?1 and (l.left.id = ?2 or l.right.id = ?2) order by l.id",
                after,
                id))
        .orElseGet(() -> find(BOTH_ENDS + "l.id > ?1 order by l.id", after))
        .page(0, many)
        .list();
  }

  @WithSession
  Uni<Optional<StoredLink>> one(long id) {
    return find(BOTH_ENDS + "l.id = ?1", id).firstResult().map(Optional::ofNullable);
  }

  @WithTransaction
  Uni<Boolean> remove(long id) {
    return delete("id = ?1", id).map(deleted -> deleted > 0);
  }
}
