package dev.milena.ingress;

import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.platform.InboundConnector;
import dev.milena.platform.Webhook;
import io.quarkus.arc.All;
import io.quarkus.arc.ClientProxy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the account and connector behind an address. */
@Singleton
class Doors {
  /** What stands before every ordinary address. */
  static final String PREFIX = "/in/";

  private final AccountTable accounts;
  private final Map<String, Webhook> webhooks;

  Doors(AccountTable accounts, @All List<InboundConnector> connectors) {
    this.accounts = accounts;
    this.webhooks =
        connectors.stream()
            .filter(Webhook.class::isInstance)
            .map(Webhook.class::cast)
            .map(ClientProxy::unwrap)
            .collect(Collectors.toMap(InboundConnector::platform, Function.identity()));
  }

  /**
   * @param webhook who understands it
   * @param account whose it is; absent: nobody's
   * @param rest what stands behind the account's address
   */
  record Door(Webhook webhook, Optional<Account> account, String rest) {}

  /** The door at an address: {@code /in/platform/account…}, or a path that an account was given. */
  Optional<Door> find(String path) {
    return path.startsWith(PREFIX) ? ordinary(path) : named(path);
  }

  private Optional<Door> ordinary(String path) {
    String[] parts = path.substring(PREFIX.length()).split("/", 3);
    Webhook webhook = webhooks.get(parts[0]);
    if (webhook == null) {
      return Optional.empty();
    }
    if (parts.length < 2 || parts[1].isBlank()) {
      return Optional.of(new Door(webhook, Optional.empty(), ""));
    }
    Optional<Account> account = accounts.find(new AccountRef(parts[0], parts[1]));
    return Optional.of(new Door(webhook, account, parts.length == 3 ? "/" + parts[2] : ""));
  }

  private Optional<Door> named(String path) {
    return accounts
        .findByPath(path)
        .flatMap(a ->
            Optional.ofNullable(webhooks.get(a.ref().platform()))
                .map(w -> new Door(w, Optional.of(a), "")));
  }
}
