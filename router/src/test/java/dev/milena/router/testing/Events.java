package dev.milena.router.testing;

import dev.milena.model.AccountRef;
import dev.milena.model.Conversation;
import dev.milena.model.ConversationType;
import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Invocation;
import dev.milena.model.Message;
import dev.milena.model.Participant;
import java.time.Instant;
import java.util.Optional;

/** Events for tests that need no Kafka. */
public final class Events {
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Events() {}

  public static Event of(String account, String chat, String sender, Happening what) {
    return of(
        account,
        Optional.of(Conversation.of(chat, ConversationType.DIRECT)),
        Optional.of(Participant.of(sender)),
        what);
  }

  public static Event of(
      String account, Optional<Conversation> chat, Optional<Participant> sender, Happening what) {
    return new Event(
        "event-1", AccountRef.parse(account), NOW, NOW, chat, sender, what, Optional.empty());
  }

  public static Happening said(String text) {
    return new Happening.MessageCreated(
        Message.builder().id("m1").text(text).build(), Optional.empty());
  }

  public static Happening commanded(String name) {
    return new Happening.MessageCreated(
        Message.builder().id("m1").text("/" + name).build(),
        Optional.of(new Invocation(name, "", Optional.empty())));
  }
}
