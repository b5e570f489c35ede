package dev.milena.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
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

  /**
   * Shows a form to the person who pressed or typed, while the platform still waits: seconds.
   *
   * @param interaction the press or command that asked for it
   */
  @JsonTypeName("form.open")
  record OpenForm(InteractionRef interaction, Form form) implements Action {
    public OpenForm {
      Words.requirePart(interaction, "interaction");
      Words.requirePart(form, "form");
    }
  }

  /**
   * Somebody has pressed, in another conversation, a button that came from this one.
   *
   * @param messageId the message that carried the button; absent where nobody knows it any more
   * @param button which; what it carries is {@link Button#pressValue()}
   * @param author who pressed it
   * @param words what people read where there is no pressing; absent: what stands on the button
   */
  @JsonTypeName("interaction.press")
  record Press(
      Optional<MessageRef> messageId,
      Button button,
      Optional<Participant> author,
      Optional<Content> words)
      implements Action {
    public Press {
      Words.requirePart(button, "button");
    }
  }

  /**
   * @param messageId what is being answered: some platforms show that somebody writes only where
   *     they are told. Absent: the router names the last one that it knows
   */
  @JsonTypeName("typing.start")
  record StartTyping(Optional<MessageRef> messageId) implements Action {
    public StartTyping() {
      this(Optional.empty());
    }
  }

  /** What this conversation was about is done; whoever writes again begins anew. */
  @JsonTypeName("conversation.close")
  record CloseConversation() implements Action {}

  /**
   * Somebody else is to answer here from now on.
   *
   * @param assignee who; absent: whoever is free
   */
  @JsonTypeName("conversation.transfer")
  record TransferConversation(Optional<Assignee> assignee) implements Action {}

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
   * Who is to answer.
   *
   * @param id the platform's own
   */
  record Assignee(AssigneeType type, String id) {
    public Assignee {
      Words.requirePart(type, "type of the assignee");
      Words.require(id, "assignee id");
    }
  }

  /** What can be made to answer. */
  enum AssigneeType {
    @JsonProperty("operator")
    OPERATOR,
    @JsonProperty("department")
    DEPARTMENT
  }

  /**
   * @param id what the platform gave with the press
   */
  record InteractionRef(String id) {
    public InteractionRef {
      Words.require(id, "interaction id");
    }

    /** Whoever has it can answer on some platforms. */
    @Override
    public String toString() {
      return "InteractionRef[]";
    }
  }
}
