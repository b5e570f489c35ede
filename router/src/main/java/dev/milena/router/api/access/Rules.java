package dev.milena.router.api.access;

import dev.milena.router.access.AccessRule;
import dev.milena.router.access.AccessTable;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import dev.milena.router.changes.Changes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What callers may do with access rules. What is shown is what the pipeline goes by, and what is
 * changed, it goes by when the caller has the answer.
 */
@ApplicationScoped
class Rules {
  private final AccessTable table;
  private final StoredRules stored;
  private final Changes changes;

  Rules(AccessTable table, StoredRules stored, Changes changes) {
    this.table = table;
    this.stored = stored;
    this.changes = changes;
  }

  Uni<List<RuleView>> list(Optional<String> after, int many) {
    return table
        .rules()
        .map(rules ->
            rules.all().stream()
                .filter(r -> after.filter(a -> r.account().compareTo(a) <= 0).isEmpty())
                .sorted(Comparator.comparing(AccessRule::account))
                .limit(many)
                .map(this::view)
                .toList());
  }

  Uni<RuleView> find(String account) {
    return table
        .rules()
        .map(rules ->
            rules.all().stream()
                .filter(r -> r.account().equals(account))
                .findFirst()
                .map(this::view)
                .orElseThrow(() -> notThere(account)));
  }

  /** What comes of saving. */
  record Saved(RuleView view, boolean isNew) {}

  Uni<Saved> put(String account, RuleBody body) {
    refuseConfigured(account);
    return stored
        .put(account, body)
        .call(changes::look)
        .chain(isNew -> find(account).map(view -> new Saved(view, isNew)));
  }

  Uni<Void> delete(String account) {
    refuseConfigured(account);
    return stored
        .remove(account)
        .invoke(removed -> {
          if (!removed) {
            throw notThere(account);
          }
        })
        .chain(changes::look);
  }

  private RuleView view(AccessRule rule) {
    return RuleView.of(rule, table.isConfigured(rule.account()));
  }

  private void refuseConfigured(String account) {
    if (table.isConfigured(account)) {
      throw ProblemException.of(
          Kind.READ_ONLY,
          "The rule for "
              + account
              + " stands in the configuration (milena.access…), which wins over the API. Change it there.");
    }
  }

  private static ProblemException notThere(String account) {
    return ProblemException.of(
        Kind.NOT_FOUND,
        "There is no rule for " + account + " itself. GET /api/v1/access lists all.");
  }
}
