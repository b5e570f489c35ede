package dev.milena.router.access;

import dev.milena.router.access.AccessConfig.AccessSettings;
import dev.milena.router.changes.Changes;
import dev.milena.router.changes.Reloaded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The access rules of the configuration and of the database, at hand at any moment. */
@ApplicationScoped
public class AccessTable {
  private final Map<String, AccessSettings> configured;
  private final Reloaded<AccessRules> rules;

  AccessTable(Pool pool, AccessConfig config, Changes changes) {
    this.configured = config.rules();
    this.rules =
        new Reloaded<>(() ->
            pool.query(
                    "SELECT account, allowed_chats, allowed_senders, denied_senders, deny_message FROM access_rule")
                .execute()
                .map(rows -> rows.stream().map(AccessTable::rule).toList())
                .map(this::withConfigured));
    changes.onChange("access", rules::forget);
  }

  /** The rules of now; asks the database only after a change. */
  public Uni<AccessRules> rules() {
    return rules.get();
  }

  private AccessRules withConfigured(List<AccessRule> stored) {
    List<AccessRule> all = new ArrayList<>(stored);
    configured.forEach((account, settings) -> all.add(rule(account, settings)));
    return AccessRules.of(all);
  }

  /** Whether the configuration has a rule for an account, so that the API must not write one. */
  public boolean isConfigured(String account) {
    return configured.containsKey(account);
  }

  private static AccessRule rule(String account, AccessSettings settings) {
    return AccessRule.of(
        account,
        settings.allowedChats().orElse(List.of()),
        settings.allowedSenders().orElse(List.of()),
        settings.deniedSenders().orElse(List.of()),
        settings.denyMessage());
  }

  private static AccessRule rule(Row row) {
    return AccessRule.of(
        row.getString("account"),
        List.of(row.getArrayOfStrings("allowed_chats")),
        List.of(row.getArrayOfStrings("allowed_senders")),
        List.of(row.getArrayOfStrings("denied_senders")),
        Optional.ofNullable(row.getString("deny_message")));
  }
}
