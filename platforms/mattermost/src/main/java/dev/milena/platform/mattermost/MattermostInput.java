package dev.milena.platform.mattermost;

import dev.milena.model.Account;
import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One input on its way to becoming events: what all of them share. Ids of channels are unique on
 * the server, so a conversation needs no team to be named.
 *
 * @param account who received it
 * @param self the bot's own user id
 * @param ids names events after the bot
 * @param receivedAt when it came
 */
record MattermostInput(AccountRef account, String self, EventIds ids, Instant receivedAt) {
  static MattermostInput of(Account account, Instant receivedAt) {
    String self = MattermostAccount.of(account).userId();
    return new MattermostInput(
        account.ref(), self, EventIds.of(MattermostPlatform.KEY, self), receivedAt);
  }

  /** An event with the platform's time, or that of the receipt where the platform does not tell. */
  Event event(
      String id,
      Optional<Instant> time,
      Conversation where,
      Optional<Participant> who,
      Happening what) {
    return new Event(
        id,
        account,
        time.orElse(receivedAt),
        receivedAt,
        Optional.of(where),
        who,
        what,
        Optional.empty());
  }

  /** The id of what happened to a message. */
  String about(String channel, String message, String kind, String... version) {
    return ids.message(List.of(channel), message, kind, version);
  }

  boolean isSelf(String user) {
    return self.equals(user);
  }

  /** A user of whom nothing but the id is told. */
  Participant user(String id) {
    return user(id, Optional.empty());
  }

  Participant user(String id, Optional<String> username) {
    return new Participant(
        id, Optional.empty(), username.map(u -> u.replaceFirst("^@", "")), false, isSelf(id));
  }

  /** A channel of which nothing but the id is told. */
  static Conversation channel(String id, Optional<String> thread) {
    return new Conversation(
        id, Optional.empty(), Optional.empty(), thread, Optional.empty(), Optional.empty());
  }

  /** What Mattermost calls the kinds of channels. */
  static Optional<ConversationType> type(Optional<String> letter) {
    return letter.flatMap(l ->
        switch (l) {
          case "D" -> Optional.of(ConversationType.DIRECT);
          case "G" -> Optional.of(ConversationType.GROUP);
          case "O", "P" -> Optional.of(ConversationType.CHANNEL);
          default -> Optional.empty();
        });
  }
}
