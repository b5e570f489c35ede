package dev.milena.router.api.accounts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milena.model.AccountRecord.Source;
import dev.milena.model.AccountRef;
import dev.milena.model.Sealer;
import dev.milena.router.accounts.AccountPublisher;
import dev.milena.router.accounts.AccountRow;
import dev.milena.router.accounts.AccountStore;
import dev.milena.router.api.Problem.Flaw;
import dev.milena.router.api.Problem.Kind;
import dev.milena.router.api.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What callers may do with accounts: those of the configuration can be looked at only. */
@ApplicationScoped
class Accounts {
  private static final Logger LOG = Logger.getLogger(Accounts.class);

  /**
   * How long a caller waits for Kafka to have a change: an append takes milliseconds and fails
   * within two seconds.
   */
  private static final Duration TELL_MAX = Duration.ofSeconds(3);

  private final AccountStore store;
  private final AccountPublisher publisher;

  Accounts(AccountStore store, AccountPublisher publisher) {
    this.store = store;
    this.publisher = publisher;
  }

  /** In the order of their keys. */
  Uni<List<AccountView>> list(Optional<String> after, int many) {
    return store
        .all()
        .map(rows ->
            rows.stream()
                .filter(r -> r.deletedAt().isEmpty())
                .sorted(Comparator.comparing(r -> r.ref().key()))
                .filter(r -> after.filter(a -> r.ref().key().compareTo(a) <= 0).isEmpty())
                .limit(many)
                .map(this::view)
                .toList());
  }

  Uni<AccountView> find(AccountRef ref) {
    return store.find(ref).map(row -> row.map(this::view).orElseThrow(() -> notThere(ref)));
  }

  /** What comes of saving. */
  record Saved(AccountView view, boolean isNew) {}

  Uni<Saved> put(AccountRef ref, ObjectNode given) {
    return store
        .find(ref)
        .invoke(before -> refuseConfigured(ref, before))
        .chain(before -> put(ref, given, before).map(view -> new Saved(view, before.isEmpty())));
  }

  private Uni<AccountView> put(AccountRef ref, ObjectNode given, Optional<AccountRow> before) {
    List<String> unknown = new ArrayList<>();
    ObjectNode settings = Redaction.fill(given, before.flatMap(this::settings), unknown);
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(
          unknown.stream()
              .map(name -> new Flaw("settings." + name, "has no stored value to keep: give one"))
              .toList());
    }
    SettingsCheck.check(ref, settings);
    return store
        .put(ref, settings)
        .chain(version -> tell())
        .chain(told -> find(ref).map(view -> view.published(told)));
  }

  Uni<Void> delete(AccountRef ref) {
    return store
        .find(ref)
        .invoke(before -> refuseConfigured(ref, before))
        .chain(before -> store.delete(ref))
        .invoke(deleted -> {
          if (!deleted) {
            throw notThere(ref);
          }
        })
        .chain(this::tell)
        .replaceWithVoid();
  }

  /** It is kept in any case; who could not be told now is told as soon as Kafka is back. */
  private Uni<Boolean> tell() {
    return publisher
        .publish()
        .replaceWith(true)
        .ifNoItem()
        .after(TELL_MAX)
        .fail()
        .onFailure()
        .recoverWithItem(failure -> {
          LOG.warnf(
              "A changed account is kept, but not told yet: %s", failure.getClass().getName());
          return false;
        });
  }

  private void refuseConfigured(AccountRef ref, Optional<AccountRow> before) {
    boolean configured = before.filter(r -> r.source() == Source.FILE).isPresent();
    if (configured || store.isConfigured(ref)) {
      throw ProblemException.of(
          Kind.READ_ONLY,
          "Account "
              + ref
              + " stands in the configuration (milena."
              + ref.platform()
              + ".accounts…), which wins over the API. Change it there, or give this one another name.");
    }
  }

  private static ProblemException notThere(AccountRef ref) {
    return ProblemException.of(
        Kind.NOT_FOUND, "There is no account " + ref + ". GET /api/v1/accounts lists all.");
  }

  private AccountView view(AccountRow row) {
    return AccountView.of(row, settings(row));
  }

  private Optional<ObjectNode> settings(AccountRow row) {
    try {
      return store.settings(row);
    } catch (Sealer.CannotOpenException e) {
      LOG.warnf("The settings of account %s cannot be shown: %s", row.ref(), e.getMessage());
      return Optional.empty();
    }
  }
}
