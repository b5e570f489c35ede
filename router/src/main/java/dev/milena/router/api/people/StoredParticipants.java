package dev.milena.router.api.people;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Who is seen on platforms. */
@ApplicationScoped
class StoredParticipants implements PanacheRepositoryBase<StoredParticipant, UUID> {
  /** A person has one or two; who has more than this is a mistake, and is still shown. */
  static final int SHOWN_MAX = 100;

  @WithSession
  Uni<List<StoredParticipant>> of(UUID person) {
    return find("person = ?1 order by platform, account, externalId", person)
        .page(0, SHOWN_MAX)
        .list();
  }
}
