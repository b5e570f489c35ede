package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Optional;

/** What a command wants done. The type name of each record is the command's {@code type}. */
public sealed interface Action {
  /** The command's {@code type}, for example {@code message.send}. */
  @JsonIgnore
  default String typeName() {
    return TypeNames.ACTIONS.nameOf(this);
  }

  /**
   * @param replyTo the message that it answers
   * @param author who wrote it elsewhere, where it is passed on
   */
  @JsonTypeName("message.send")
  record Send(Content content, Optional<MessageRef> replyTo, Optional<Participant> author)
      implements Action {
    public Send {
      Words.requirePart(content, "content");
    }

    /** Something that the hub itself says. */
    public static Send of(Content content) {
      return new Send(content, Optional.empty(), Optional.empty());
    }
  }

  @JsonTypeName("message.edit")
  record Edit(MessageRef messageId, Content content) implements Action {
    public Edit {
      Words.requirePart(messageId, "messageId");
      Words.requirePart(content, "content");
    }
  }

  @JsonTypeName("message.delete")
  record Delete(MessageRef messageId) implements Action {
    public Delete {
      Words.requirePart(messageId, "messageId");
    }
  }

  @JsonTypeName("message.read")
  record Read(MessageRef messageId) implements Action {
    public Read {
      Words.requirePart(messageId, "messageId");
    }
  }

  /**
   * @param emoji Unicode, or the platform's own as {@code custom:<id>}
   */
  @JsonTypeName("reaction.add")
  record AddReaction(MessageRef messageId, String emoji) implements Action {
    public AddReaction {
      Words.requirePart(messageId, "messageId");
      Words.requirePart(emoji, "emoji");
    }
  }

  @JsonTypeName("reaction.remove")
  record RemoveReaction(MessageRef messageId, String emoji) implements Action {
    public RemoveReaction {
      Words.requirePart(messageId, "messageId");
      Words.requirePart(emoji, "emoji");
    }
  }

  /**
   * @param content what to tell the person who pressed; absent: only take note
   */
  @JsonTypeName("interaction.answer")
  record AnswerInteraction(InteractionRef interaction, Optional<Content> content)
      implements Action {
    public AnswerInteraction {
      Words.requirePart(interaction, "interaction");
    }
  }

  @JsonTypeName("typing.start")
  record StartTyping() implements Action {}

  /**
   * A command type that this version does not know. Egress waits for an upgrade, then parks it; it
   * never refuses.
   */
  record Unknown(@JsonIgnore String type) implements Action {
    @Override
    public String typeName() {
      return type;
    }
  }

  /**
   * @param id what the platform gave with the press
   */
  record InteractionRef(String id) {
    public InteractionRef {
      Words.require(id, "interaction id");
    }
  }
}
