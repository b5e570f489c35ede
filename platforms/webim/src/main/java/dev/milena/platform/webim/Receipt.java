package dev.milena.platform.webim;

import dev.milena.model.Account;
import dev.milena.model.CommandIds;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.EventIds;
import dev.milena.model.Happening;
import dev.milena.model.Participant;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One call of Webim, from which events get their names and times.
 *
 * <p>With a message id the event is named by it, and a repeat is the same event. Without one
 * nothing in the input says whether the same bytes are a repeat or the same words said again, and
 * ingress remembers nothing. So the name is made of the bytes and the time of receipt: of the
 * microsecond, or, with {@code repeat-window}, of the window that it falls into. Then the same
 * words within a window are one event, and a repeat that crosses its edge is two.
 */
final class Receipt {
  private final Account account;
  private final EventIds ids;
  private final Duration window;
  private final Instant at;
  private final String bytes;

  Receipt(Account account, WebimSettings settings, Instant at, Buffer body) {
    this.account = account;
    this.ids = EventIds.of(WebimPlatform.KEY, settings.ownName());
    this.window = settings.repeatWindow();
    this.at = at;
    this.bytes = HexFormat.of().formatHex(CommandIds.hash(body.toString(StandardCharsets.UTF_8)));
  }

  /** The name of what happened once to a message. */
  String message(String conversation, String message, String kind) {
    return ids.message(List.of(conversation), message, kind);
  }

  /** The name of what may happen to a message again: a change. */
  String change(String conversation, String message, String kind) {
    return ids.message(List.of(conversation), message, kind, moment());
  }

  /** The name of what happens once in the life of something that has an id. */
  String once(String kind, String id) {
    return ids.delivery(kind + "/" + id);
  }

  /** The name of the n-th thing in a call that repeats byte for byte, whenever it comes. */
  String sameBytes(int n) {
    return ids.delivery(bytes, n);
  }

  /** The name of the n-th thing in a call of which nobody knows whether it is a repeat. */
  String occurrence(int n) {
    return ids.delivery(bytes + "@" + moment(), n);
  }

  private String moment() {
    return Long.toString(
        window.isZero()
            ? ChronoUnit.MICROS.between(Instant.EPOCH, at)
            : at.toEpochMilli() / Math.max(1, window.toMillis()));
  }

  /** An event of now: Webim's inputs carry no time. */
  Event event(String id, String conversation, Optional<Participant> sender, Happening what) {
    return event(id, conversation, Optional.empty(), sender, what);
  }

  /**
   * @param chat Webim's id of the chat, where the conversation is the visitor
   */
  Event event(
      String id,
      String conversation,
      Optional<String> chat,
      Optional<Participant> sender,
      Happening what) {
    return new Event(
        id,
        account.ref(),
        at,
        at,
        Optional.of(Conversation.of(conversation, ConversationType.DIRECT).during(chat)),
        sender,
        what,
        Optional.empty());
  }
}
