package dev.milena.router.linking;

import dev.milena.bus.AccountTable;
import dev.milena.model.Account;
import dev.milena.model.Account.Linking;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * What a bot says about linking, and when. Only in direct chats of accounts whose setting {@code
 * linking} is {@code code}.
 */
@ApplicationScoped
public class LinkTalk {
  private static final String START = "start";

  private final AccountTable accounts;
  private final LinkingConfig settings;

  /** What an event means for linking. */
  public enum Wish {
    /** Nothing. */
    NONE,
    /** A code. */
    CODE,
    /** A command; if nothing else takes it, nobody does. */
    SOME_COMMAND
  }

  LinkTalk(AccountTable accounts, LinkingConfig config) {
    this.accounts = accounts;
    this.settings = config;
  }

  public Wish wish(Event event) {
    Optional<Invocation> command = command(event.what());
    if (command.isEmpty() || !isDirect(event) || !isOn(event)) {
      return Wish.NONE;
    }
    return command.get().name().equalsIgnoreCase(START) ? Wish.CODE : Wish.SOME_COMMAND;
  }

  private static Optional<Invocation> command(Happening what) {
    return what instanceof Happening.MessageCreated m ? m.command() : Optional.empty();
  }

  private static boolean isDirect(Event event) {
    return event
        .conversation()
        .flatMap(c -> c.type())
        .filter(t -> t == ConversationType.DIRECT)
        .isPresent();
  }

  private boolean isOn(Event event) {
    return accounts
        .find(event.account())
        .map(Account::common)
        .filter(c -> c.linking() == Linking.CODE)
        .isPresent();
  }

  public String codeText(String code) {
    Duration good = settings.codeFor();
    return settings
        .codeText()
        .replace("{code}", code)
        .replace("{minutes}", Long.toString(good.toMinutes()));
  }

  public String alreadyLinkedText() {
    return settings.alreadyLinkedText();
  }

  public String unknownCommandText() {
    return settings.unknownCommandText();
  }
}
