package dev.milena.platform.testkit;

import dev.milena.model.AccountRef;
import java.util.List;
import java.util.Map;

/** What people do on every platform. What one does not have it refuses. Thread-safe. */
public interface People {
  /**
   * Lets a person write. What the hub does not take is repeated as the platform repeats it. Returns
   * the message id.
   */
  String write(AccountRef account, String conversation, String text);

  /** Lets a person send a file. Returns the message id. */
  String sendFile(AccountRef account, String conversation, PlatformSimulator.OfferedFile file);

  /**
   * Lets a person change what they wrote.
   *
   * @throws UnsupportedOperationException where nobody can
   */
  void edit(AccountRef account, String conversation, String messageId, String text);

  /** Lets a person answer a message. Returns the id of the answer. */
  String reply(AccountRef account, String conversation, String messageId, String text);

  /**
   * Lets a person press a button under a message that the hub sent, or pick a choice of a menu;
   * {@code value} is what it carries.
   */
  void press(AccountRef account, String conversation, String messageId, String value);

  /**
   * Lets the person who has a form of the hub's before them fill it in and send it.
   *
   * @param answers what is typed or picked, by the ids of the fields; {@code true} for a yes
   * @return what the person is told does not do, by the ids of the fields; empty: the form is gone
   */
  default Map<String, String> submit(
      AccountRef account, String conversation, Map<String, List<String>> answers) {
    throw new UnsupportedOperationException("There are no forms here");
  }

  /** As if what people have done until now had waited for a form too long. */
  default void letFormsBeTooLate(AccountRef account) {
    throw new UnsupportedOperationException("There are no forms here");
  }

  /** Lets the person close the form without sending it. */
  default void dismiss(AccountRef account, String conversation) {
    throw new UnsupportedOperationException("There are no forms here");
  }

  /**
   * Lets a person put an emoji on a message, or take it away again. Platforms whose programs are
   * not told refuse.
   */
  default void react(
      AccountRef account, String conversation, String messageId, String emoji, boolean on) {
    throw new UnsupportedOperationException("Programs are not told of reactions here");
  }

  /** Lets a person take back what they wrote. Platforms whose programs are not told refuse. */
  default void delete(AccountRef account, String conversation, String messageId) {
    throw new UnsupportedOperationException("Programs are not told of deletions here");
  }
}
