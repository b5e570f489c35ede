package dev.milena.router.api.access;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The access rules as they are written. How they are read, the pipeline's own table says. */
@ApplicationScoped
class StoredRules implements PanacheRepositoryBase<StoredRule, String> {
  /** Says whether it is new. */
  @WithTransaction
  Uni<Boolean> put(String account, RuleBody body) {
    return findById(account)
        .chain(found -> {
          StoredRule rule = found == null ? new StoredRule() : found;
          rule.account = account;
          rule.allowedChats = body.allowedChats();
          rule.allowedSenders = body.allowedSenders();
          rule.deniedSenders = body.deniedSenders();
          rule.denyMessage = body.denyMessage().orElse(null);
          rule.updatedAt = Instant.now();
          return found == null ? persist(rule).replaceWith(true) : Uni.createFrom().item(false);
        });
  }

  @WithTransaction
  Uni<Boolean> remove(String account) {
    return deleteById(account);
  }
}
