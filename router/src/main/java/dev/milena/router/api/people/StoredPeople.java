package dev.milena.router.api.people;

import dev.milena.router.api.ById;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The people of the hub. */
@ApplicationScoped
class StoredPeople implements PanacheRepositoryBase<StoredPerson, UUID> {
  @WithSession
  Uni<List<StoredPerson>> list(Optional<UUID> after, int many) {
    return ById.list(this, after, many);
  }

  @WithSession
  Uni<Optional<StoredPerson>> byId(UUID id) {
    return findById(id).map(Optional::ofNullable);
  }

  @WithSession
  Uni<Optional<StoredPerson>> byUsername(String username) {
    return find("username", username).firstResult().map(Optional::ofNullable);
  }

  @WithTransaction
  Uni<StoredPerson> add(StoredPerson person) {
    return persist(person);
  }
}
