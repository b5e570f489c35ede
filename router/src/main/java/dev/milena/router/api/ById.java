package dev.milena.router.api;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows in the order of their ids, a part at a time. */
public final class ById {
  private ById() {}

  /**
   * Within the caller's session.
   *
   * @param after the last one that is known; absent: from the beginning
   */
  public static <E> Uni<List<E>> list(
      PanacheRepositoryBase<E, UUID> rows, Optional<UUID> after, int many) {
    return after
        .map(id -> rows.find("id > ?1 order by id", id))
        .orElseGet(() -> rows.find("order by id"))
        .page(0, many)
        .list();
  }
}
