package dev.milena.router.api.access;

import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import dev.milena.router.access.AccessRule;
import dev.milena.router.access.AccessRules;
import dev.milena.router.access.AccessTable;
import dev.milena.router.api.Refs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the very rules that the pipeline asks, about an event that never was. */
@ApplicationScoped
class Explaining {
  private final AccessTable table;

  Explaining(AccessTable table) {
    this.table = table;
  }

  Uni<Answer> answer(Question question) {
    AccountRef account = Refs.account("account", question.account());
    Event event = event(account, question);
    return table
        .rules()
        .map(rules -> Answer.of(rules.judge(event, event.sender()), asked(rules, account)));
  }

  private static Event event(AccountRef account, Question question) {
    Instant now = Instant.now();
    return new Event(
        "question",
        account,
        now,
        now,
        question.conversation().map(Explaining::conversation),
        question.sender().map(Participant::of),
        new Happening.Typing(),
        Optional.empty());
  }

  private static Conversation conversation(String id) {
    return new Conversation(
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The closest one, which counts alone. */
  private static Optional<String> asked(AccessRules rules, AccountRef account) {
    Set<String> there = rules.all().stream().map(AccessRule::account).collect(Collectors.toSet());
    return Stream.of(account.key(), account.platform() + "/*", "*/*")
        .filter(there::contains)
        .findFirst();
  }
}
