package dev.milena.router.relay;

import dev.milena.model.Event;
import dev.milena.model.Happening;
import dev.milena.model.Pointer;
import dev.milena.router.store.Ids;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A message that an event speaks of: that it answers, changes or reacts to. */
public record Reference(UUID conversation, String message) {

  /** All messages that must be known to pass an event on. */
  public static List<Reference> of(Event event) {
    List<String> messages = messages(event).distinct().toList();
    return event
        .conversation()
        .filter(c -> !messages.isEmpty())
        .map(c -> Ids.conversation(c.ref(event.account())))
        .map(id -> messages.stream().map(m -> new Reference(id, m)).toList())
        .orElse(List.of());
  }

  /** Whether an event may speak of a message that the hub itself has sent a moment ago. */
  public static boolean mayBeOurs(Event event) {
    boolean ofItsOwn =
        event.what() instanceof Happening.MessageEdited
            || event.what() instanceof Happening.MessageDeleted;
    return !ofItsOwn && !of(event).isEmpty();
  }

  private static Stream<String> messages(Event event) {
    boolean self = event.sender().filter(s -> s.self()).isPresent();
    return switch (event.what()) {
      case Happening.MessageCreated m ->
          Stream.concat(
              m.message().replyTo().stream(), self ? m.message().id().stream() : Stream.empty());
      case Happening.MessageEdited m -> m.message().id().stream();
      case Happening.MessageDeleted m -> pointers(m).stream();
      case Happening.ReactionAdded r -> Stream.of(r.message().id());
      case Happening.ReactionRemoved r -> Stream.of(r.message().id());
      case Happening.InteractionPressed i -> carrier(i).stream();
      case Happening.ReactionCounts r -> Stream.empty();
      case Happening.InteractionSubmitted i -> Stream.empty();
      case Happening.InteractionCancelled i -> Stream.empty();
      case Happening.CommandInvoked c -> Stream.empty();
      case Happening.MemberJoined m -> Stream.empty();
      case Happening.MemberLeft m -> Stream.empty();
      case Happening.BotAdded b -> Stream.empty();
      case Happening.BotRemoved b -> Stream.empty();
      case Happening.BotBlocked b -> Stream.empty();
      case Happening.BotUnblocked b -> Stream.empty();
      case Happening.ConversationOpened c -> Stream.empty();
      case Happening.ConversationUpdated c -> Stream.empty();
      case Happening.ConversationClosed c -> Stream.empty();
      case Happening.ConversationMigrated c -> Stream.empty();
      case Happening.Typing t -> Stream.empty();
      case Happening.DeliveryStatus d -> Stream.empty();
      case Happening.IdentityChanged i -> Stream.empty();
      case Happening.PollVoted p -> Stream.empty();
      case Happening.SendRequested s -> Stream.empty();
      case Happening.Unmapped u -> Stream.empty();
    };
  }

  static List<String> pointers(Happening.MessageDeleted deleted) {
    Stream<Pointer> all =
        deleted.messages().isEmpty()
            ? Stream.ofNullable(deleted.message())
            : deleted.messages().stream();
    return all.map(Pointer::id).toList();
  }

  static Optional<String> carrier(Happening.InteractionPressed pressed) {
    return pressed.interaction().messageId().or(() -> pressed.message().map(Pointer::id));
  }
}
