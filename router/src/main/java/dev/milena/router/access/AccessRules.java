package dev.milena.router.access;

import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.Participant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All rules at one moment. The closest rule of an account counts alone; an account without one is
 * open to all.
 */
public final class AccessRules {
  private static final String EVERYBODY = "*/*";

  private final Map<String, AccessRule> byAccount;

  private AccessRules(Map<String, AccessRule> byAccount) {
    this.byAccount = Map.copyOf(byAccount);
  }

  /** Of two rules for one account the later one counts. */
  public static AccessRules of(Collection<AccessRule> rules) {
    Map<String, AccessRule> byAccount = new HashMap<>();
    rules.forEach(r -> byAccount.put(r.account(), r));
    return new AccessRules(byAccount);
  }

  public Collection<AccessRule> all() {
    return byAccount.values();
  }

  /**
   * @param sender who it is from, also where the event itself does not say
   */
  public Verdict judge(Event event, Optional<Participant> sender) {
    return closest(event.account())
        .map(rule ->
            rule.judge(event.conversation().map(Conversation::id), sender.map(Participant::id)))
        .orElseGet(Verdict.Allowed::new);
  }

  private Optional<AccessRule> closest(AccountRef account) {
    return Stream.of(account.key(), account.platform() + "/*", EVERYBODY)
        .map(byAccount::get)
        .filter(r -> r != null)
        .findFirst();
  }
}
