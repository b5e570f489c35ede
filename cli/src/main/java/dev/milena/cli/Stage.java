package dev.milena.cli;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that all three commands share: which platform, and as which account. */
class Stage {
  @Option(
      names = "--platform",
      required = true,
      paramLabel = "P",
      description = "Key of the platform.")
  String platform;

  @Option(
      names = "--account",
      paramLabel = "A",
      description = "A configured account: its settings are used.")
  Optional<String> account = Optional.empty();

  @Option(
      names = "--self",
      paramLabel = "ID",
      description = "The account's own id at the platform.")
  Optional<String> self = Optional.empty();

  /** A configured account, or one with made-up credentials. */
  Account account(Platforms platforms, AccountsOfFile configured) {
    return account
        .map(name -> configured.require(new AccountRef(platform, name)))
        .orElseGet(() ->
            platforms
                .rehearsal(platform)
                .stage(new AccountRef(platform, "rehearsal"), self.orElse("")));
  }
}
