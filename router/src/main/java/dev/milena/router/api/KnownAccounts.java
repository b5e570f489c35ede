package dev.milena.router.api;

import dev.milena.bus.AccountTable;
import dev.milena.model.AccountRef;
import dev.milena.router.accounts.AccountStore;
import dev.milena.router.api.Problem.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether an account is there, so that a mistyped name is told at once and not waited for. */
@ApplicationScoped
public class KnownAccounts {
  private final AccountTable table;
  private final AccountStore store;

  KnownAccounts(AccountTable table, AccountStore store) {
    this.table = table;
    this.store = store;
  }

  /**
   * Fails with a problem where an account is not there. Asks the database only for what the table
   * does not have: an account is there before all have been told of it.
   */
  public Uni<Void> require(String field, AccountRef ref) {
    return table.find(ref).isPresent()
        ? Uni.createFrom().voidItem()
        : store
            .find(ref)
            .map(found -> found.orElseThrow(() -> unknown(field, ref)))
            .replaceWithVoid();
  }

  private static ProblemException unknown(String field, AccountRef ref) {
    return ProblemException.of(
        Kind.UNKNOWN_TARGET,
        "Look at "
            + field
            + ": there is no account "
            + ref
            + ". GET /api/v1/accounts lists all; PUT /api/v1/accounts/"
            + ref
            + " makes it.");
  }
}
