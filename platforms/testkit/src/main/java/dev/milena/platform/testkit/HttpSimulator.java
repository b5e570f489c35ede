package dev.milena.platform.testkit;

import dev.milena.model.AccountRef;
import java.util.List;
import java.util.Map;

/** A simulator that stands on a {@link SimulatorServer}, and in which {@link People} live. */
public interface HttpSimulator extends PlatformSimulator {
  /** Where it is called. */
  SimulatorServer server();

  /** Who lives here. */
  People people();

  @Override
  default String baseUrl() {
    return server().baseUrl();
  }

  @Override
  default String write(AccountRef account, String conversation, String text) {
    return people().write(account, conversation, text);
  }

  @Override
  default String sendFile(AccountRef account, String conversation, OfferedFile file) {
    return people().sendFile(account, conversation, file);
  }

  @Override
  default void edit(AccountRef account, String conversation, String messageId, String text) {
    people().edit(account, conversation, messageId, text);
  }

  @Override
  default String reply(AccountRef account, String conversation, String messageId, String text) {
    return people().reply(account, conversation, messageId, text);
  }

  @Override
  default void press(AccountRef account, String conversation, String messageId, String value) {
    people().press(account, conversation, messageId, value);
  }

  @Override
  default Map<String, String> submit(
      AccountRef account, String conversation, Map<String, List<String>> answers) {
    return people().submit(account, conversation, answers);
  }

  @Override
  default void letFormsBeTooLate(AccountRef account) {
    people().letFormsBeTooLate(account);
  }

  @Override
  default void dismiss(AccountRef account, String conversation) {
    people().dismiss(account, conversation);
  }

  @Override
  default void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    people().react(account, conversation, messageId, emoji, on);
  }

  @Override
  default void delete(AccountRef account, String conversation, String messageId) {
    people().delete(account, conversation, messageId);
  }

  @Override
  default void fail(Fault fault) {
    server().faults().add(fault);
  }

  @Override
  default Ledger ledger() {
    return server().tally().ledger();
  }

  @Override
  default void close() {
    server().close();
  }
}
