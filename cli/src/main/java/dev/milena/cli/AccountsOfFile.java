package dev.milena.cli;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.ConfiguredAccounts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** The accounts that are written down in the configuration file and the environment. */
@ApplicationScoped
class AccountsOfFile {
  private final Map<AccountRef, com.fasterxml.jackson.databind.node.ObjectNode> accounts;

  AccountsOfFile(Config config) {
    this.accounts =
        ConfiguredAccounts.read(
            config.getPropertyNames(), name -> config.getOptionalValue(name, String.class));
  }

  Optional<Account> find(AccountRef ref) {
    return Optional.ofNullable(accounts.get(ref)).map(settings -> new Account(ref, 0, settings));
  }

  /** Fails, in words for a person, where there is none of that name. */
  Account require(AccountRef ref) {
    return find(ref)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no account "
                    + ref
                    + " in the configuration (milena.properties or the environment). There are: "
                    + accounts.keySet().stream()
                        .map(AccountRef::toString)
                        .collect(Collectors.joining(", "))));
  }
}
