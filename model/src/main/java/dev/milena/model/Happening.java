package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What happened. The type name of each record, behind {@code dev.milena.}, is the CloudEvents type
 * of its event; its components stand in {@code data} under their own names.
 */
public sealed interface Happening {

  /** The name behind {@code dev.milena.}. */
  @JsonIgnore
  default String typeName() {
    return TypeNames.HAPPENINGS.nameOf(this);
  }

  /** The message that an event is about. */
  record Pointer(String id) {}

  /**
   * A command that somebody typed or picked.
   *
   * @param name without the leading sign
   * @param args the rest of the line, as typed
   * @param target the bot it names, where the platform lets one name it
   */
  record Invocation(String name, String args, Optional<String> target) {
    @Override
    public String toString() {
      return "Invocation[" + name + "]";
    }
  }

  /**
   * @param emoji Unicode, where known
   * @param source the platform's own name; {@code custom:<id>} for its own pictures
   */
  record Reaction(Optional<String> emoji, Optional<String> source) {}

  record ReactionCount(Reaction reaction, long count) {}

  /**
   * A press of a button, a sent form.
   *
   * @param id what an answer must name
   * @param type the platform's kind of control
   * @param actionId id of the button or form
   * @param value what it carries
   * @param values where it carries several
   * @param messageId the message that carried it
   * @param context whatever else must come back with an answer
   */
  record Interaction(
      Optional<String> id,
      Optional<String> type,
      Optional<String> actionId,
      Optional<String> value,
      List<String> values,
      Optional<String> messageId,
      Optional<JsonNode> context) {
    public Interaction {
      values = Lists.copy(values);
    }

    @Override
    public String toString() {
      return "Interaction[" + id.orElse("-") + "]";
    }
  }

  record Member(String id, Optional<String> name, boolean bot, boolean self) {}

  /**
   * Where a chat was, and where it is now; the one that the event does not show is its own
   * conversation.
   */
  record Move(Optional<String> from, Optional<String> to) {}

  record Status(String status, String messageId) {}

  record Vote(String id, List<String> options) {
    public Vote {
      options = Lists.copy(options);
    }
  }

  /**
   * @param command present where the text starts with a command
   */
  @JsonTypeName("message.created")
  record MessageCreated(Message message, Optional<Invocation> command) implements Happening {}

  @JsonTypeName("message.edited")
  record MessageEdited(Message message, Optional<Invocation> command) implements Happening {}

  /**
   * @param messages all of them, where one event says that several are gone; {@code message} is the
   *     first
   */
  @JsonTypeName("message.deleted")
  record MessageDeleted(Pointer message, List<Pointer> messages) implements Happening {
    public MessageDeleted {
      messages = Lists.copy(messages);
    }
  }

  @JsonTypeName("reaction.added")
  record ReactionAdded(Pointer message, Reaction reaction) implements Happening {}

  @JsonTypeName("reaction.removed")
  record ReactionRemoved(Pointer message, Reaction reaction) implements Happening {}

  /** Totals without names, as channels give them. */
  @JsonTypeName("reaction.counts")
  record ReactionCounts(Pointer message, List<ReactionCount> counts) implements Happening {
    public ReactionCounts {
      counts = Lists.copy(counts);
    }
  }

  @JsonTypeName("interaction.pressed")
  record InteractionPressed(Optional<Pointer> message, Interaction interaction)
      implements Happening {}

  @JsonTypeName("interaction.submitted")
  record InteractionSubmitted(Optional<Pointer> message, Interaction interaction)
      implements Happening {}

  @JsonTypeName("interaction.cancelled")
  record InteractionCancelled(Optional<Pointer> message, Interaction interaction)
      implements Happening {}

  /** Only where the platform has commands of its own; a typed one is a message. */
  @JsonTypeName("command.invoked")
  record CommandInvoked(Invocation command, Optional<Interaction> interaction)
      implements Happening {}

  /**
   * @param members all of them; {@code member} is the first
   */
  @JsonTypeName("member.joined")
  record MemberJoined(Optional<Pointer> message, Member member, List<Member> members)
      implements Happening {
    public MemberJoined {
      members = Lists.copy(members);
    }
  }

  /**
   * @param members all of them; {@code member} is the first
   */
  @JsonTypeName("member.left")
  record MemberLeft(Optional<Pointer> message, Member member, List<Member> members)
      implements Happening {
    public MemberLeft {
      members = Lists.copy(members);
    }
  }

  @JsonTypeName("bot.added")
  record BotAdded() implements Happening {}

  @JsonTypeName("bot.removed")
  record BotRemoved() implements Happening {}

  /** The person does not want to hear from the account any more. */
  @JsonTypeName("bot.blocked")
  record BotBlocked() implements Happening {}

  @JsonTypeName("bot.unblocked")
  record BotUnblocked() implements Happening {}

  @JsonTypeName("conversation.opened")
  record ConversationOpened() implements Happening {}

  @JsonTypeName("conversation.updated")
  record ConversationUpdated() implements Happening {}

  @JsonTypeName("conversation.closed")
  record ConversationClosed() implements Happening {}

  @JsonTypeName("conversation.migrated")
  record ConversationMigrated(Optional<Pointer> message, Move migration) implements Happening {}

  @JsonTypeName("typing")
  record Typing() implements Happening {}

  @JsonTypeName("delivery.status")
  record DeliveryStatus(Status delivery) implements Happening {}

  @JsonTypeName("identity.changed")
  record IdentityChanged(Move identity) implements Happening {}

  @JsonTypeName("poll.voted")
  record PollVoted(Optional<Pointer> message, Vote poll) implements Happening {}

  /** A program asked over the public API to have something sent. */
  @JsonTypeName("send.requested")
  record SendRequested(Command request, Optional<String> person) implements Happening {}

  /** A type that this version does not know: passed on whole. */
  @JsonTypeName("unmapped")
  record Unmapped(@JsonIgnore String type, @JsonIgnore ObjectNode data) implements Happening {
    @Override
    public String typeName() {
      return type;
    }

    @Override
    public String toString() {
      return "Unmapped[" + type + "]";
    }
  }
}
