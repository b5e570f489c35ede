package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
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

  /**
   * @param command present where the text starts with a command
   */
  @JsonTypeName("message.created")
  record MessageCreated(Message message, Optional<Invocation> command) implements Happening {
    public MessageCreated {
      Words.requirePart(message, "message");
    }
  }

  @JsonTypeName("message.edited")
  record MessageEdited(Message message, Optional<Invocation> command) implements Happening {
    public MessageEdited {
      Words.requirePart(message, "message");
    }
  }

  /**
   * @param messages all of them, where one event says that several are gone; {@code message} is the
   *     first
   */
  @JsonTypeName("message.deleted")
  record MessageDeleted(Pointer message, List<Pointer> messages) implements Happening {
    public MessageDeleted {
      Words.requirePart(message, "message");
      messages = Lists.copy(messages);
    }
  }

  @JsonTypeName("reaction.added")
  record ReactionAdded(Pointer message, Reaction reaction) implements Happening {
    public ReactionAdded {
      Words.requirePart(message, "message");
      Words.requirePart(reaction, "reaction");
    }
  }

  @JsonTypeName("reaction.removed")
  record ReactionRemoved(Pointer message, Reaction reaction) implements Happening {
    public ReactionRemoved {
      Words.requirePart(message, "message");
      Words.requirePart(reaction, "reaction");
    }
  }

  /** Totals without names, as channels give them. */
  @JsonTypeName("reaction.counts")
  record ReactionCounts(Pointer message, List<ReactionCount> counts) implements Happening {
    public ReactionCounts {
      Words.requirePart(message, "message");
      counts = Lists.copy(counts);
    }
  }

  @JsonTypeName("interaction.pressed")
  record InteractionPressed(Optional<Pointer> message, Interaction interaction)
      implements Happening {
    public InteractionPressed {
      Words.requirePart(interaction, "interaction");
    }
  }

  /**
   * @param message the one that the form belongs to, and files that came with it
   */
  @JsonTypeName("interaction.submitted")
  record InteractionSubmitted(Optional<Message> message, Interaction interaction)
      implements Happening {
    public InteractionSubmitted {
      Words.requirePart(interaction, "interaction");
    }
  }

  @JsonTypeName("interaction.cancelled")
  record InteractionCancelled(Optional<Pointer> message, Interaction interaction)
      implements Happening {
    public InteractionCancelled {
      Words.requirePart(interaction, "interaction");
    }
  }

  /**
   * Only where the platform has commands of its own; a typed one is a message.
   *
   * @param message the one that the command was picked for, where it was
   */
  @JsonTypeName("command.invoked")
  record CommandInvoked(
      Optional<Pointer> message, Invocation command, Optional<Interaction> interaction)
      implements Happening {
    public CommandInvoked {
      Words.requirePart(command, "command");
    }

    /** A command that is about no message. */
    public CommandInvoked(Invocation command, Optional<Interaction> interaction) {
      this(Optional.empty(), command, interaction);
    }
  }

  /**
   * @param members all of them; {@code member} is the first
   */
  @JsonTypeName("member.joined")
  record MemberJoined(Optional<Pointer> message, Member member, List<Member> members)
      implements Happening {
    public MemberJoined {
      Words.requirePart(member, "member");
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
      Words.requirePart(member, "member");
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

  /**
   * @param message the one that says so in the chat, where there is one
   */
  @JsonTypeName("conversation.updated")
  record ConversationUpdated(Optional<Pointer> message) implements Happening {
    /** A change that no message tells of. */
    public ConversationUpdated() {
      this(Optional.empty());
    }
  }

  @JsonTypeName("conversation.closed")
  record ConversationClosed() implements Happening {}

  @JsonTypeName("conversation.migrated")
  record ConversationMigrated(Optional<Pointer> message, Move migration) implements Happening {
    public ConversationMigrated {
      Words.requirePart(migration, "migration");
    }
  }

  @JsonTypeName("typing")
  record Typing() implements Happening {}

  @JsonTypeName("delivery.status")
  record DeliveryStatus(DeliveryReport delivery) implements Happening {
    public DeliveryStatus {
      Words.requirePart(delivery, "delivery");
    }
  }

  @JsonTypeName("identity.changed")
  record IdentityChanged(Optional<Pointer> message, Move identity) implements Happening {
    public IdentityChanged {
      Words.requirePart(identity, "identity");
    }
  }

  @JsonTypeName("poll.voted")
  record PollVoted(Optional<Pointer> message, Vote poll) implements Happening {
    public PollVoted {
      Words.requirePart(poll, "poll");
    }
  }

  /** A program asked over the public API to have something sent. */
  @JsonTypeName("send.requested")
  record SendRequested(Command request, Optional<String> person) implements Happening {
    public SendRequested {
      Words.requirePart(request, "request");
    }
  }

  /** A type that this version does not know: passed on whole. */
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
